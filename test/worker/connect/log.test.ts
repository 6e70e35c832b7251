import { expect, test } from "vitest";
import { deleteOldDeliveries } from "../../../src/connect";
import { contextAt } from "../../context";
import { wrapEnv } from "../../d1-wrapper";
import { deliver, pump, rowsIn } from "../../queue";
import { env, newWorld, takeSent, type World } from "../../world";
import { at, development, enrol, logOf, NOON, receiver, runTo, subscribe } from "./receiver";

const DAY = 86_400_000;

async function sandboxAtNoon(): Promise<World> {
  const world = await newWorld();
  await runTo(world, NOON);
  return world;
}

const URL_ = "https://shop.example/hooks";

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
