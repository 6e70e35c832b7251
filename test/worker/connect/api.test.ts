import { expect, test } from "vitest";
import { deleteOldDeliveries } from "../../../src/connect";
import { contextAt } from "../../context";
import { wrapEnv } from "../../d1-wrapper";
import { deliver, pump, rowsIn } from "../../queue";
import { env, newWorld, takeSent, type World } from "../../world";
import { withLatency } from "../../world-latency";
import {
  at,
  development,
  enrol,
  logOf,
  NOON,
  receiver,
  runTo,
  subscribe,
  verified,
} from "./receiver";

const DAY = 86_400_000;

async function sandboxAtNoon(): Promise<World> {
  const world = await newWorld();
  await runTo(world, NOON);
  return world;
}

const URL_ = "https://shop.example/hooks";

test("a webhook is made, read, listed, changed and deleted; its secret is shown once", async () => {
  const { call } = await newWorld();
  const wish = { url: URL_, types: ["order_paid"], description: "the till" };
  const made = await call("POST /v1/webhooks", wish);
  expect(made.status).toBe(201);
  expect(made.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const { secret: _, ...view } = made.body;
  const path = `/v1/webhooks/${view.id}`;
  expect((await call(`GET ${path}`)).body).toEqual(view);
  expect((await call("GET /v1/webhooks")).body.data).toEqual([view]);
  const changed = await call(`PATCH ${path}`, { types: ["*"], url: `${URL_}/2` });
  expect(changed.body).toEqual({ ...view, types: ["*"], url: `${URL_}/2` });
  expect((await call(`DELETE ${path}`)).status).toBe(200);
  expect((await call(`GET ${path}`)).body.code).toBe("not_found");
  expect((await call(`DELETE ${path}`)).body.code).toBe("not_found");
});

test("a retried call makes one webhook and shows the same secret", async () => {
  const { call, shop } = await newWorld();
  const headers = { "idempotency-key": "k-1" };
  const wish = { url: URL_, types: ["*"] };
  const first = await call("POST /v1/webhooks", wish, { headers });
  const again = await call("POST /v1/webhooks", wish, { headers });
  expect(again.status).toBe(200);
  expect(again.body).toEqual(first.body);
  expect((await call("GET /v1/webhooks")).body.data).toHaveLength(1);
  const rotate = `POST /v1/webhooks/${first.body.id}/rotate`;
  const rotated = await call(rotate, undefined, { headers: { "idempotency-key": "k-2" } });
  const twice = await call(rotate, undefined, { headers: { "idempotency-key": "k-2" } });
  expect(twice.body).toEqual(rotated.body);
  const rows = await rowsIn(shop, "SELECT * FROM answers WHERE shop = ?", shop);
  const kept = JSON.stringify([
    rows,
    await rowsIn(shop, "SELECT * FROM webhook_endpoints WHERE shop = ?", shop),
    await rowsIn(shop, "SELECT * FROM facts WHERE shop = ?", shop),
  ]);
  expect(rows.length).toBeGreaterThan(0);
  expect(kept).not.toContain("whsec_");
  expect(kept).not.toContain(first.body.secret.slice(6, 30));
});

test("another shop's webhook is not found, whatever is asked of it", async () => {
  const [mine, other] = [await newWorld(), await newWorld()];
  const { id } = (await mine.call("POST /v1/webhooks", { url: URL_, types: ["*"] })).body;
  const calls: [string, unknown?][] = [
    [`GET /v1/webhooks/${id}`],
    [`PATCH /v1/webhooks/${id}`, { status: "disabled" }],
    [`DELETE /v1/webhooks/${id}`],
    [`POST /v1/webhooks/${id}/rotate`],
    [`POST /v1/webhooks/${id}/test`],
    [`GET /v1/webhooks/${id}/deliveries`],
    [`POST /v1/webhooks/${id}/deliveries/fct_1_0/replay`],
    [`POST /v1/webhooks/${id}/replay`, { since: NOON }],
  ];
  for (const [request, body] of calls) {
    for (const call of [other.call, mine.test]) {
      expect((await call(request, body)).body.code, request).toBe("not_found");
    }
  }
  expect((await mine.call(`GET /v1/webhooks/${id}`)).body.status).toBe("enabled");
});

test("a shop has at most 20 webhooks, also when the last two are made at once", async () => {
  const { call } = await newWorld();
  const make = () => call("POST /v1/webhooks", { url: URL_, types: ["*"] });
  for (let i = 0; i < 19; i++) expect((await make()).status).toBe(201);
  const last = await Promise.all([make(), make(), make()]);
  expect(last.map((r) => r.status).sort()).toEqual([201, 422, 422]);
  expect(last.find((r) => r.status === 422)?.body.code).toBe("too_many_webhooks");
  expect((await call("GET /v1/webhooks")).body.data).toHaveLength(20);
});

test("unknown types, and addresses that nothing is sent to, are refused", async () => {
  const { call } = await newWorld();
  const wish = { url: URL_, types: ["*"] };
  for (const types of [[], ["order_pade"], ["*", "order_paid"]]) {
    const refused = await call("POST /v1/webhooks", { ...wish, types });
    expect(refused.body.code).toBe("invalid_body");
  }
  for (const url of ["http://shop.example", "https://10.0.0.1/", "https://localhost", "nonsense"]) {
    const refused = await call("POST /v1/webhooks", { ...wish, url });
    expect(refused.body, url).toMatchObject({
      code: "webhook_address_refused",
      errors: [{ pointer: "/url" }],
    });
  }
  const { id } = (await call("POST /v1/webhooks", wish)).body;
  const moved = await call(`PATCH /v1/webhooks/${id}`, { url: "https://[::1]/" });
  expect(moved.body.code).toBe("webhook_address_refused");
});

test("a key without keys:manage neither reads nor writes webhooks", async () => {
  const { call, keys } = await newWorld();
  const narrow = await call("POST /v1/keys", { scopes: ["members:read"], label: "narrow" });
  for (const key of [narrow.body.key, keys.live.publishable]) {
    expect((await call("GET /v1/webhooks", undefined, { key })).status).toBe(403);
    const made = await call("POST /v1/webhooks", { url: URL_, types: ["*"] }, { key });
    expect(made.status).toBe(403);
  }
});

test("after a rotation both secrets sign for a day, then the new one alone", async () => {
  const world = await sandboxAtNoon();
  const shop = await receiver();
  const { id, secret: old } = await subscribe(world, shop.url);
  const rotated = await world.test(`POST /v1/webhooks/${id}/rotate`);
  expect(rotated.body).toMatchObject({ id, secretNumber: 2 });
  await enrol(world, "c-1");
  await runTo(world, at(NOON) + DAY);
  await enrol(world, "c-2");
  const [during, after] = await shop.heard();
  if (!during || !after) throw new Error("nothing was told");
  verified(during, old);
  verified(during, rotated.body.secret);
  verified(after, rotated.body.secret);
  expect(() => verified(after, old)).toThrow();
});

test("changes at once are all kept, and no shown secret is lost", async () => {
  const world = await sandboxAtNoon();
  const shop = await receiver();
  const { id } = await subscribe(world, shop.url);
  const slow = { env: withLatency(development, 10, 30) };
  const path = `/v1/webhooks/${id}`;
  const answers = await Promise.all([
    world.test(`POST ${path}/rotate`, undefined, slow),
    world.test(`PATCH ${path}`, { description: "new" }, slow),
    world.test(`POST ${path}/rotate`, undefined, slow),
    world.test(`PATCH ${path}`, { types: ["*"] }, slow),
  ]);
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
  expect((await world.test(`GET ${path}`)).body).toMatchObject({
    description: "new",
    types: ["*"],
    secretNumber: 3,
  });
});

test("a test is sent at once and its outcome told", async () => {
  const world = await sandboxAtNoon();
  const shop = await receiver({ status: 200 }, { status: 404 });
  const { id, secret } = await subscribe(world, shop.url);
  const send = () => world.test(`POST /v1/webhooks/${id}/test`, undefined, { env: development });
  expect((await send()).body).toMatchObject({ isDelivered: true, status: 200, error: null });
  expect((await send()).body).toMatchObject({ isDelivered: false, status: 404 });
  const [heard] = await shop.heard();
  expect(heard && verified(heard, secret)).toMatchObject({ type: "webhook_test" });
  expect(await logOf(world, id)).toEqual([]);
});

test("the log lists the newest first, page by page and by status", async () => {
  const world = await sandboxAtNoon();
  const shop = await receiver({ status: 204 }, { status: 500 });
  const { id } = await subscribe(world, shop.url);
  for (const each of [1, 2, 3]) await enrol(world, `c-${each}`);
  const path = `GET /v1/webhooks/${id}/deliveries`;
  const first = (await world.test(`${path}?limit=2`)).body;
  expect(first.data).toMatchObject([{ status: "delivered" }, { status: "pending" }]);
  const rest = (await world.test(`${path}?limit=2&cursor=${first.nextCursor}`)).body;
  expect(rest.data).toHaveLength(1);
  expect(rest.nextCursor).toBeNull();
  expect(await logOf(world, id, "?status=delivered")).toHaveLength(2);
  expect(await logOf(world, id, "?status=failed")).toEqual([]);
  expect((await world.test(`${path}?cursor=x`)).body.code).toBe("invalid_cursor");
});

test("one delivery is sent again under the same id; a retried call sends it once", async () => {
  const world = await sandboxAtNoon();
  const shop = await receiver();
  const { id } = await subscribe(world, shop.url);
  await enrol(world, "c-1");
  const [{ factId }] = await logOf(world, id);
  const path = `POST /v1/webhooks/${id}/deliveries/${factId}/replay`;
  const headers = { "idempotency-key": "again" };
  const asked = await world.test(path, undefined, { headers });
  expect(asked.status).toBe(202);
  expect(asked.body).toMatchObject({ factId, status: "pending", attempts: 0 });
  await world.test(path, undefined, { headers });
  await pump(world.sandbox, { env: development });
  const heard = await shop.heard();
  expect(heard).toHaveLength(2);
  expect(heard[1]?.headers["webhook-id"]).toBe(heard[0]?.headers["webhook-id"]);
  const unknown = path.replace(/fct_\w+\/replay/, "fct_0_0/replay");
  expect((await world.test(unknown)).body.code).toBe("not_found");
  await world.test(`PATCH /v1/webhooks/${id}`, { status: "disabled" });
  expect((await world.test(path)).body.code).toBe("webhook_disabled");
});

test("all that failed since a time is sent again, in pages, and nothing else", async () => {
  const world = await sandboxAtNoon();
  const shop = await receiver();
  const { id } = await subscribe(world, shop.url);
  await enrol(world, "c-1");
  const [fact] = await rowsIn<{ fact: string; local_day: string }>(
    world.sandbox,
    "SELECT fact, local_day FROM webhook_deliveries WHERE shop = ?",
    world.sandbox,
  );
  // 120 deliveries of the same fact's entry, the first 10 too old.
  await rowsIn(
    world.sandbox,
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
     INSERT INTO webhook_deliveries (shop, endpoint, fact, position, local_day, type, status,
       attempts, created_at)
     SELECT ?, ?, ?, i, ?, 'member_enrolled', 'failed', 10, ? + i FROM n`,
    world.sandbox,
    id,
    fact?.fact,
    fact?.local_day,
    at(NOON) - 10_010,
  );
  const since = new Date(at(NOON) - 9_999).toISOString();
  const asked = await world.test(`POST /v1/webhooks/${id}/replay`, { since });
  expect(asked.status).toBe(202);
  await pump(world.sandbox, { env: development });
  expect(await shop.heard()).toHaveLength(1 + 110);
  expect(await logOf(world, id, "?status=failed&limit=250")).toHaveLength(10);
  await world.test(`PATCH /v1/webhooks/${id}`, { status: "disabled" });
  const refused = await world.test(`POST /v1/webhooks/${id}/replay`, { since });
  expect(refused.body.code).toBe("webhook_disabled");
}, 120_000);

test("a misspelt filter of the log is refused, not passed over", async () => {
  const { call } = await newWorld();
  const { id } = (await call("POST /v1/webhooks", { url: URL_, types: ["*"] })).body;
  const reply = await call(`GET /v1/webhooks/${id}/deliveries?state=failed`);
  expect(reply.body.code).toBe("invalid_query");
});

test("ever so many deliveries are replayed and deleted by a few statements", async () => {
  const world = await sandboxAtNoon();
  const { id } = await subscribe(world, (await receiver()).url);
  await rowsIn(
    world.sandbox,
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
     INSERT INTO webhook_deliveries (shop, endpoint, fact, position, local_day, type, status,
       attempts, created_at)
     SELECT ?, ?, printf('fct_%04d', i), 0, '2026-03-02', 'member_enrolled', 'failed', 10, ? FROM n`,
    world.sandbox,
    id,
    at(NOON),
  );
  const batches: number[] = [];
  let readRows = 0;
  const counted = wrapEnv(env, async (run, sql) => {
    batches.push(sql.length);
    const results = await run();
    readRows += results.reduce((sum, { meta }) => sum + meta.rows_read, 0);
    return results;
  });
  takeSent(world.sandbox);
  await world.test(`POST /v1/webhooks/${id}/replay`, { since: NOON });
  await deliver(takeSent(world.sandbox), { env: counted });
  expect(batches.reduce((sum, n) => sum + n, 0)).toBeLessThan(10);
  expect(readRows).toBeLessThan(500);
  batches.length = 0;
  const ctx = await contextAt(world.sandbox, at(NOON) + 31 * DAY, counted);
  await deleteOldDeliveries(ctx.db, world.sandbox, ctx.now);
  expect(batches.reduce((sum, n) => sum + n, 0)).toBeLessThan(10);
  const left = "SELECT 1 FROM webhook_deliveries WHERE shop = ?";
  expect(await rowsIn(world.sandbox, left, world.sandbox)).toEqual([]);
});

test("a shop without webhooks costs no read more than once in the cache's time", async () => {
  const world = await sandboxAtNoon();
  await enrol(world, "c-1");
  const shop = await receiver();
  // The shop was known to have none; the change is seen at once all the same.
  await subscribe(world, shop.url);
  await enrol(world, "c-2");
  expect(await shop.heard()).toHaveLength(1);
});

test("deliveries are deleted after 30 days, and at once when their endpoint is gone", async () => {
  const world = await sandboxAtNoon();
  const shop = await receiver();
  const { id } = await subscribe(world, shop.url);
  const other = await subscribe(world, (await receiver()).url);
  await enrol(world, "c-1");
  await runTo(world, at(NOON) + 29 * DAY);
  await enrol(world, "c-2");
  await runTo(world, at(NOON) + 31 * DAY);
  await world.test(`DELETE /v1/webhooks/${other.id}`);
  const ctx = await contextAt(world.sandbox, at(NOON) + 31 * DAY);
  await deleteOldDeliveries(ctx.db, world.sandbox, ctx.now);
  const left = await rowsIn(
    world.sandbox,
    "SELECT endpoint, created_at FROM webhook_deliveries WHERE shop = ?",
    world.sandbox,
  );
  expect(left).toEqual([{ endpoint: id, created_at: at(NOON) + 29 * DAY }]);
});
