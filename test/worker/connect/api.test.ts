import { expect, test } from "vitest";
import { rowsIn } from "../../queue";
import { newWorld, type World } from "../../world";
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

test("a shop without webhooks costs no read more than once in the cache's time", async () => {
  const world = await sandboxAtNoon();
  await enrol(world, "c-1");
  const shop = await receiver();
  // The shop was known to have none; the change is seen at once all the same.
  await subscribe(world, shop.url);
  await enrol(world, "c-2");
  expect(await shop.heard()).toHaveLength(1);
});
