import { expect, test } from "vitest";
import { counting } from "../../counting";
import { order } from "../../orders";
import { newWorld } from "../../world";

/** Budgets of design.md §11: round trips are exact, rows are ceilings. */
async function costOf(call: () => Promise<{ status: number }>, cost: ReturnType<typeof counting>) {
  cost.reset();
  const { status } = await call();
  return { status, trips: cost.trips, read: cost.rowsRead, written: cost.rowsWritten };
}

const withKey = (cost: ReturnType<typeof counting>) => ({
  env: cost.env,
  headers: { "idempotency-key": crypto.randomUUID() },
});

const named = (id: string, customer: string, more: object = {}) =>
  order(id, null, {
    member: { externalId: customer, email: `${customer}@example.com`, name: "Anna" },
    ...more,
  });

test("an order of a new member costs 2 round trips, 18 rows written, 16 read", async () => {
  const { call } = await newWorld();
  const cost = counting();
  await call("GET /v1/members/ext:nobody", undefined, { env: cost.env });
  const spent = await costOf(() => call("POST /v1/orders", named("1", "c1"), withKey(cost)), cost);
  expect(spent).toMatchObject({ status: 201, trips: 2 });
  expect(spent.written).toBeLessThanOrEqual(18);
  expect(spent.read).toBeLessThanOrEqual(16);
});

test("an order of an existing member costs 2 round trips, 15 rows written, 36 read", async () => {
  const { call } = await newWorld();
  const cost = counting();
  for (let i = 0; i < 20; i++) await call("POST /v1/orders", named(`before-${i}`, "c1"));
  const spent = await costOf(() => call("POST /v1/orders", named("1", "c1"), withKey(cost)), cost);
  expect(spent).toMatchObject({ status: 201, trips: 2 });
  expect(spent.written).toBeLessThanOrEqual(15);
  expect(spent.read).toBeLessThanOrEqual(36);
});

test("a replayed order costs 1 round trip, nothing written, 20 rows read", async () => {
  const { call } = await newWorld();
  const cost = counting();
  const options = withKey(cost);
  await call("POST /v1/orders", named("1", "c1"), options);
  for (const again of [options, { env: cost.env }]) {
    const spent = await costOf(() => call("POST /v1/orders", named("1", "c1"), again), cost);
    expect(spent).toMatchObject({ status: 200, trips: 1, written: 0 });
    expect(spent.read).toBeLessThanOrEqual(20);
  }
});

test("a refund of one line costs 2 round trips, 13 rows written, 60 read", async () => {
  const { call } = await newWorld();
  const cost = counting();
  for (let i = 0; i < 5; i++) {
    await call("POST /v1/orders", named(`before-${i}`, "c1", { channel: "store" }));
  }
  await call("POST /v1/orders", named("1", "c1"));
  const body = { id: "r1", items: [{ id: "1", quantity: 1 }] };
  const spent = await costOf(
    () => call("POST /v1/orders/shopify:1/refunds", body, withKey(cost)),
    cost,
  );
  expect(spent).toMatchObject({ status: 201, trips: 2 });
  expect(spent.written).toBeLessThanOrEqual(13);
  expect(spent.read).toBeLessThanOrEqual(60);
});
