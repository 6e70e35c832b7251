import { expect, test } from "vitest";
import { computeMetrics, readDaily } from "../../../src/metrics";
import { orderBody } from "../../../src/orders/input";
import { placeOrder } from "../../../src/orders/place";
import { contextAt } from "../../context";
import { type Around, wrapEnv } from "../../d1-wrapper";
import { env, newWorld } from "../../world";
import { DAY, iso, sale, sumsIn } from "./shop";

const QUIET = { ...env, QUEUE: { send: async () => undefined } as unknown as Queue<never> };
const NOON = Date.UTC(2026, 2, 10, 11);

/** A shop with orders of three days, and its context two days later. */
async function withOrders() {
  const { shop } = await newWorld();
  const ctx = await contextAt(shop, NOON, QUIET);
  const place = (id: string, at: number, now = NOON) => {
    const body = sale(id, `c${Number(id) % 4}`, 1000, { placedAt: iso(at) });
    return placeOrder({ ...ctx, now }, orderBody.parse(body));
  };
  for (let i = 0; i < 9; i++) await place(`${i}`, NOON - (i % 3) * DAY);
  const at = async (around: Around) => contextAt(shop, NOON + 2 * DAY, wrapEnv(QUIET, around));
  const plain = await contextAt(shop, NOON + 2 * DAY, QUIET);
  return { shop, place, at, plain };
}

const isCommit = (sql: readonly string[]) => sql.some((s) => /(INTO|UPDATE) metrics_state/.test(s));

test("what is added to a day while it is summed up is found by the next run", async () => {
  const { place, at, plain } = await withOrders();
  let isAdded = false;
  const ctx = await at(async (run, sql) => {
    if (isCommit(sql) && !isAdded) {
      isAdded = true;
      await place("20", NOON - DAY, NOON + 2 * DAY);
    }
    return run();
  });
  await computeMetrics(ctx, 1);
  const day = iso(NOON - DAY).slice(0, 10);
  expect(await readDaily(plain, day, day)).toMatchObject([
    { isComplete: false, orders: { paid: 3 } },
  ]);
  expect(await computeMetrics(plain, 100)).toBe(true);
  expect(await readDaily(plain, day, day)).toMatchObject([
    { isComplete: true, orders: { paid: 4 } },
  ]);
});

test.for(["before", "after"])("a connection lost %s a commit adds nothing twice", async (when) => {
  const { shop, at, plain } = await withOrders();
  let lost = 0;
  const ctx = await at(async (run, sql) => {
    const isHit = isCommit(sql) && lost++ % 2 === 0;
    const results = isHit && when === "before" ? [] : await run();
    if (isHit) throw new Error("D1_ERROR: Network connection lost.");
    return results;
  });
  expect(await computeMetrics(ctx, 100)).toBe(true);
  expect(lost).toBeGreaterThan(0);
  const days = await readDaily(plain, "2026-03-01", "2026-03-11");
  expect(days.reduce((n, day) => n + day.orders.paid, 0)).toBe(9);
  expect(days.reduce((n, day) => n + day.customers.new, 0)).toBe(4);
  const { dirty_days } = await sumsIn(shop);
  expect(dirty_days).toEqual([]);
});

test("runs that begin together add nothing twice: one wins, the others look again", async () => {
  const { plain, at } = await withOrders();
  const slow: Around = async (run) => {
    await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 20));
    return run();
  };
  const runs = await Promise.all([at(slow), at(slow), at(slow)]);
  await Promise.all(runs.map((ctx) => computeMetrics(ctx, 100)));
  const days = await readDaily(plain, "2026-03-01", "2026-03-11");
  expect(days.reduce((n, day) => n + day.orders.paid, 0)).toBe(9);
  expect(days.reduce((n, day) => n + day.customers.new, 0)).toBe(4);
  expect(days.at(-2)?.units.points?.outstanding).toBe(90);
});

test("a write that was under way at midnight is in its day", async () => {
  const { place, plain } = await withOrders();
  const midnight = Date.UTC(2026, 2, 11, 23);
  expect(await computeMetrics({ ...plain, now: midnight + 3_000 }, 100)).toBe(true);
  await place("20", midnight - 1_000, midnight - 1_000);
  expect(await computeMetrics(plain, 100)).toBe(true);
  expect(await computeMetrics({ ...plain, now: NOON + 4 * DAY }, 100)).toBe(true);
  expect(await readDaily(plain, "2026-03-11", "2026-03-11")).toMatchObject([
    { isComplete: true, orders: { paid: 1 } },
  ]);
});

test("a day that a new time zone makes today once more keeps what happens on it then", async () => {
  const world = await newWorld({ timeZone: "Pacific/Auckland" });
  const place = async (id: string, at: number) => {
    const body = sale(id, "c", 1000, { placedAt: iso(at) });
    return placeOrder(await contextAt(world.shop, at, QUIET), orderBody.parse(body));
  };
  const run = async (at: number) => computeMetrics(await contextAt(world.shop, at, QUIET), 100);
  await place("1", NOON - DAY);
  await run(NOON);
  // In Honolulu it is the day before, which is computed.
  await world.call("PATCH /v1/shop", { timeZone: "Pacific/Honolulu" });
  const evening = Date.UTC(2026, 2, 10, 9);
  await place("2", evening);
  await run(NOON + 2 * DAY);
  const ctx = await contextAt(world.shop, NOON + 2 * DAY, QUIET);
  const days = await readDaily(ctx, "2026-03-01", "2026-03-11");
  expect(days.reduce((n, day) => n + day.orders.paid, 0)).toBe(2);
});
