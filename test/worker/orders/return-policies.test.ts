import { expect, test } from "vitest";
import { shardOf } from "../../context";
import { faultsOf } from "../../invariants";
import { order } from "../../orders";
import { type Call, newWorld } from "../../world";
import { MUG, travel } from "../rewards/points";

const DAY = 86_400_000;
const till = (id: string, more: object = {}) => order(id, "c", { channel: "store", ...more });
const pointsOf = async (call: Call, ref = "ext:c") =>
  (await call(`GET /v1/members/${ref}/wallet`)).body.wallet.points;
const refund = (call: Call, body: object, ref = "1") =>
  call(`POST /v1/orders/${ref}/refunds`, body);
const units = (id: string, quantity: number) => ({ items: [{ id, quantity }] });

/** A member who spent 20 of the 30 points of order 1. */
async function spent(negative: string) {
  const world = await newWorld();
  const reward = { ...MUG, cost: { points: 20 } };
  await world.call("PUT /v1/program", { negative, rewards: [reward] });
  await world.call("POST /v1/orders", till("1"));
  const redeemed = await world.call("POST /v1/redemptions", { rewardId: "mug", member: "ext:c" });
  expect(redeemed.status, JSON.stringify(redeemed.body)).toBe(201);
  return world.call;
}
const everything = { id: "r", items: ["1", "2", "3"].map((id) => ({ id, quantity: 2 })) };

test("what was spent before the return is owed, shown, and paid by the next order", async () => {
  const call = await spent("owe");
  const { body } = await refund(call, everything);
  expect(body.member.wallet.points).toEqual({ available: -20, pending: 0, held: 0, owed: 20 });
  const next = await call("POST /v1/orders", till("2"));
  expect(next.body.member.wallet.points).toEqual({ available: 10, pending: 0, held: 0 });
});

test("a program that waives lets spent points be spent", async () => {
  const call = await spent("waive");
  const { body } = await refund(call, everything);
  expect(body.member.wallet.points).toEqual({ available: 0, pending: 0, held: 0 });
  const waived = body.effects.map((e: { waived?: number }) => e.waived ?? 0);
  expect(waived.reduce((a: number, b: number) => a + b, 0)).toBe(20);
  const next = await call("POST /v1/orders", till("2"));
  expect(next.body.member.wallet.points.available).toBe(30);
});

test("a program that stops at zero takes what is there and no more", async () => {
  const call = await spent("stop_at_zero");
  await call(
    "POST /v1/orders",
    till("2", { items: [{ id: "1", quantity: 1, total: 500 }], total: 500 }),
  );
  const { body } = await refund(call, everything);
  expect(body.member.wallet.points).toEqual({ available: 0, pending: 0, held: 0 });
  expect(body.effects.at(-1)).toMatchObject({ type: "points_reversed", amount: 10 });
});

test("what has expired is taken from the house, not from the member", async () => {
  const world = await newWorld();
  const { test: call } = world;
  await call("PUT /v1/program", { expiry: { policy: "rolling", after: "P30D" } });
  await call("POST /v1/orders", till("1"));
  await travel(world, 20 * DAY);
  await call("POST /v1/orders", till("2"));
  await travel(world, 31 * DAY);
  const { body } = await refund(call, everything);
  expect(body.effects).toHaveLength(3);
  expect(body.member.wallet.points).toEqual({ available: 30, pending: 0, held: 0 });
});

test("goods exchanged for others keep their activation and expiry", async () => {
  const world = await newWorld();
  const { test: call } = world;
  const placed = await call("POST /v1/orders", order("1", "c"));
  const { activatesAt, expiresAt } = placed.body.effects[0];
  await travel(world, 40 * DAY);
  await call("POST /v1/orders", order("2", "c"));
  const exchanged = await refund(call, { id: "x", ...units("1", 2), exchangeOrderId: "2" });
  expect(exchanged.status, JSON.stringify(exchanged.body)).toBe(201);
  // Ten of the new order's thirty are as free, and as short-lived, as those they stand for.
  expect(exchanged.body.member.wallet.points).toMatchObject({ available: 30, pending: 20 });
  const lots = await call("GET /v1/members/ext:c/lots");
  const carried = lots.body.data.filter((l: { expiresAt: string }) => l.expiresAt === expiresAt);
  expect(carried.map((l: { remaining: number }) => l.remaining).sort()).toEqual([10, 20]);
  expect(Date.parse(activatesAt)).toBeLessThan(Date.now() + 40 * DAY);
  await refund(call, { id: "back", ...units("1", 2) }, "2");
  expect(await pointsOf(call)).toMatchObject({ available: 20, pending: 20 });
});

test("an exchange with oneself or with another member's order is unknown", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", till("1"));
  await call("POST /v1/orders", order("2", "other", { channel: "store" }));
  for (const exchangeOrderId of ["1", "2", "shopify:2"]) {
    const { status, body } = await refund(call, { id: "x", ...units("1", 1), exchangeOrderId });
    expect([status, body.code]).toEqual([422, "exchange_unknown"]);
  }
});

test.each(["waive", "stop_at_zero"])(
  "under %s, points that were away at the return do not come back later",
  async (negative) => {
    const { call, shop } = await newWorld();
    const name = { de: "Tasse", en: "Mug" };
    const rewards = [{ id: "mug", kind: "free_product", name, cost: { points: 30 } }];
    await call("PUT /v1/program", { negative, rewards });
    const available = async (customer: string) =>
      (await call(`GET /v1/members/ext:${customer}/wallet`)).body.wallet.points;
    for (const [customer, hold, end] of [
      ["a", true, "release"],
      ["b", false, "reverse"],
    ] as const) {
      await call("POST /v1/orders", order(customer, customer, { channel: "store" }));
      const wish = { id: customer, rewardId: "mug", member: `ext:${customer}`, hold };
      expect((await call("POST /v1/redemptions", wish)).status).toBe(201);
      await call(`POST /v1/orders/${customer}/refunds`, { id: "r", amount: 3000 });
      const ended = await call(`POST /v1/redemptions/${customer}/${end}`, {});
      expect(ended.status, JSON.stringify(ended.body)).toBe(200);
      expect(await available(customer)).toMatchObject({ available: 0, held: 0, lifetimeEarned: 0 });
    }
    const check = await call("GET /v1/ledger/check");
    expect(check.body.findings).toEqual([]);
    expect(await faultsOf(await shardOf(shop), shop)).toEqual([]);
  },
);
