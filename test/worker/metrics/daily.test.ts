import { expect, test } from "vitest";
import { computeMetrics, readDaily } from "../../../src/metrics";
import { orderBody } from "../../../src/orders/input";
import { placeOrder } from "../../../src/orders/place";
import { contextAt } from "../../context";
import { counting } from "../../counting";
import { advance, deliver, pump, rowsIn } from "../../queue";
import { env, newWorld, type World } from "../../world";
import { DAY, iso, metricsMessage, runMetrics, sale, setClock, sumsIn } from "./shop";

/** Nobody reacts to these facts. */
const QUIET = { ...env, QUEUE: { send: async () => undefined } as unknown as Queue<never> };
const NOON = Date.UTC(2026, 2, 10, 11);
const REWARDS = [
  {
    id: "mug",
    kind: "percent",
    percent: 10,
    name: { de: "Tasse", en: "Mug" },
    cost: { points: 5 },
    costAmount: 120,
  },
];

/** A sandbox at noon of 10 March 2026 in Berlin. */
async function atNoon(): Promise<World> {
  const world = await newWorld();
  await setClock(world, NOON);
  await world.test("PUT /v1/program", { rewards: REWARDS });
  return world;
}

const daily = async (world: World, from: string, to = from) =>
  (await world.test(`GET /v1/metrics/daily?from=${from}&to=${to}`)).body.data;

const place = (world: World, id: string, customer: string | null, total: number, more = {}) =>
  world.test("POST /v1/orders", sale(id, customer, total, { channel: "store", ...more }));

test("a day tells its orders, money, customers, points and redemptions", async () => {
  const world = await atNoon();
  await place(world, "1", "a", 2000);
  await place(world, "2", "a", 1000);
  await place(world, "3", "b", 500);
  await place(world, "4", null, 700);
  await place(world, "5", "c", 900, { status: "placed" });
  await world.test("POST /v1/orders/shopify:1/refunds", { id: "r", amount: 300 });
  await world.test("POST /v1/orders/shopify:3/cancel", {});
  await world.test("PUT /v1/orders/shopify:2", sale("2", null, 1200));
  await world.test("PUT /v1/orders/shopify:5", sale("5", null, 950, { status: "paid" }));
  await world.test("POST /v1/redemptions", { id: "d", rewardId: "mug", member: "ext:a" });
  await world.test("POST /v1/redemptions", { id: "e", rewardId: "mug", member: "ext:a" });
  await world.test("POST /v1/redemptions/e/reverse", {});
  await advance(world, NOON + DAY);
  const [day] = await daily(world, "2026-03-10");
  expect(day).toMatchObject({
    isComplete: true,
    orders: { paid: 5, byGuests: 1, cancelled: 1 },
    revenue: { gross: 5350, refunded: 300, cancelled: 500, net: 4550 },
    customers: { active: 2, new: 2, returning: 0 },
    members: { enrolled: 3, erased: 0 },
    redemptions: { captured: 2, reversed: 1, cost: 120 },
    vouchers: { issued: 2 },
  });
  const { issued, redeemed, returned, available, pending, outstanding } = day.units.points;
  expect({ redeemed, returned, outstanding }).toEqual({
    redeemed: 10,
    returned: 5,
    outstanding: available + pending,
  });
  const wallets = await rowsIn<{ n: number }>(
    world.sandbox,
    "SELECT sum(available + pending) AS n FROM wallets WHERE shop = ?1",
    world.sandbox,
  );
  expect(outstanding).toBe(wallets[0]?.n);
  expect(issued).toBeGreaterThan(0);
});

test("days without anything are there with zeros, and today is not complete", async () => {
  const world = await atNoon();
  await place(world, "1", "a", 2000);
  await advance(world, NOON + 3 * DAY);
  const days = await daily(world, "2026-03-08", "2026-03-13");
  expect(days.map((d: { day: string; isComplete: boolean }) => [d.day, d.isComplete])).toEqual([
    ["2026-03-08", true],
    ["2026-03-09", true],
    ["2026-03-10", true],
    ["2026-03-11", true],
    ["2026-03-12", true],
    ["2026-03-13", false],
  ]);
  expect(days.map((d: { orders: { paid: number } }) => d.orders.paid)).toEqual([0, 0, 1, 0, 0, 0]);
  expect(days[4].units.points.outstanding).toBe(20);
});

test("a late order and a refund dated back correct their own days, and balances after them", async () => {
  const world = await atNoon();
  await place(world, "1", "a", 2000);
  await advance(world, NOON + 5 * DAY);
  await place(world, "2", "a", 1000, { placedAt: iso(NOON - 2 * DAY) });
  await world.test("POST /v1/orders/shopify:1/refunds", {
    id: "r",
    amount: 2000,
    refundedAt: iso(NOON + DAY),
  });
  const [waiting] = await daily(world, "2026-03-08");
  expect(waiting).toMatchObject({ isComplete: false, orders: { paid: 0 } });
  await advance(world, NOON + 6 * DAY);
  const days = await daily(world, "2026-03-08", "2026-03-11");
  expect(days.map((d: Daily) => [d.orders.paid, d.revenue.net, d.customers.new])).toEqual([
    [1, 1000, 1],
    [0, 0, 0],
    [1, 2000, 0],
    [0, -2000, 0],
  ]);
  expect(days.every((d: Daily) => d.isComplete)).toBe(true);
  expect(days.map((d: Daily) => d.units.points.outstanding)).toEqual([10, 10, 30, 10]);
});

interface Daily {
  readonly isComplete: boolean;
  readonly orders: { readonly paid: number };
  readonly revenue: { readonly net: number };
  readonly customers: { readonly new: number };
  readonly units: { readonly points: { readonly outstanding: number } };
}

test("runs that are doubled, in parallel or redelivered add nothing twice", async () => {
  const world = await atNoon();
  for (let i = 0; i < 12; i++)
    await place(world, `${i}`, `c${i % 5}`, 1000 + i, { placedAt: iso(NOON - i * DAY) });
  await setClock(world, NOON + DAY);
  const message = await metricsMessage(world.sandbox);
  await Promise.all(Array.from({ length: 6 }, () => deliver([message, message])));
  await pump(world.sandbox);
  const once = await sumsIn(world.sandbox);
  await runMetrics(world.sandbox);
  expect(await sumsIn(world.sandbox)).toEqual(once);
  const days = await daily(world, "2026-02-20", "2026-03-10");
  expect(days.reduce((n: number, d: Daily) => n + d.orders.paid, 0)).toBe(12);
  expect(days.reduce((n: number, d: Daily) => n + d.customers.new, 0)).toBe(5);
});

test("a day of more facts than one commit takes is the sum of all of them", async () => {
  const { shop } = await newWorld();
  const ctx = await contextAt(shop, NOON, QUIET);
  for (let i = 0; i < 260; i++) {
    await placeOrder(ctx, orderBody.parse(sale(`${i}`, `c${i % 3}`, 100 + i)));
  }
  const tomorrow = { ...ctx, now: NOON + DAY };
  expect(await computeMetrics(tomorrow, 1)).toBe(false);
  expect(await readDaily(tomorrow, "2026-03-10", "2026-03-10")).toMatchObject([
    { isComplete: false, orders: { paid: 0 } },
  ]);
  expect(await computeMetrics(tomorrow)).toBe(true);
  expect(await readDaily(tomorrow, "2026-03-10", "2026-03-10")).toMatchObject([
    {
      isComplete: true,
      orders: { paid: 260 },
      revenue: { gross: 26_000 + (259 * 260) / 2 },
      customers: { active: 3, new: 3 },
    },
  ]);
}, 120_000);

test("a year's days are read in one trip of about a row a day", async () => {
  const world = await atNoon();
  await advance(world, NOON + 60 * DAY);
  for (let i = 0; i < 40; i++)
    await place(world, `${i}`, "a", 100, { placedAt: iso(NOON + i * DAY) });
  await advance(world, NOON + 400 * DAY);
  const cost = counting();
  const path = "GET /v1/metrics/daily?from=2026-03-01&to=2027-02-28";
  await world.test(path, undefined, { env: cost.env });
  cost.reset();
  const { body } = await world.test(path, undefined, { env: cost.env });
  expect(body.data).toHaveLength(365);
  // The sandbox's clock is one trip of its own.
  expect(cost.trips).toBeLessThanOrEqual(2);
  expect(cost.rowsRead).toBeLessThanOrEqual(365 + 60);
});

test("an order of today costs no row more; one of the past marks its day once", async () => {
  const { call, shop } = await newWorld();
  const cost = counting();
  const options = { env: cost.env };
  const past = iso(Date.now() - 40 * DAY);
  const written = async (id: string, more: object) => {
    cost.reset();
    await call("POST /v1/orders", sale(id, "a", 500, more), options);
    return cost.log.filter((s) => s.sql.includes("dirty_days")).reduce((n, s) => n + s.written, 0);
  };
  expect(await written("1", {})).toBe(0);
  expect(await written("2", { placedAt: past })).toBe(1);
  expect(await written("3", { placedAt: past })).toBe(1);
  expect(await rowsIn(shop, "SELECT marks FROM dirty_days WHERE shop = ?1", shop)).toEqual([
    { marks: 2 },
  ]);
});
