import { expect, test } from "vitest";
import type { Context } from "../../../src/core/context";
import { computeMetrics, readDaily } from "../../../src/metrics";
import { orderBody } from "../../../src/orders/input";
import { placeOrder } from "../../../src/orders/place";
import { contextAt } from "../../context";
import { counting } from "../../counting";
import { env, newWorld } from "../../world";
import { DAY, iso, sale } from "./shop";

const QUIET = { ...env, QUEUE: { send: async () => undefined } as unknown as Queue<never> };
const START = Date.UTC(2026, 0, 5, 11);

/** What a night of a shop costs, as D1 itself counts it. */
async function nightOf(ctx: Context) {
  const cost = counting(QUIET);
  const counted = await contextAt(ctx.shop.id, ctx.now, cost.env);
  expect(await computeMetrics(counted, 1_000)).toBe(true);
  const { trips, statements, rowsRead, rowsWritten } = cost;
  return { trips, statements, rowsRead, rowsWritten };
}

const place = (ctx: Context, id: string, customer: string, more = {}) =>
  placeOrder(ctx, orderBody.parse(sale(id, customer, 1000, more)));

test("a night costs what its day's orders cost, whatever the shop's history", async () => {
  const { shop } = await newWorld();
  const at = (day: number) => contextAt(shop, START + day * DAY, QUIET);
  for (let i = 0; i < 200; i++) {
    await place(await at(0), `h${i}`, `old${i}`, { placedAt: iso(START - (i % 50) * DAY) });
  }
  expect(await computeMetrics(await at(1), 1_000)).toBe(true);
  const idle = await nightOf(await at(2));
  expect(idle).toMatchObject({ rowsWritten: 1 });
  expect(idle.rowsRead).toBeLessThanOrEqual(20);
  const ORDERS = 20;
  for (let i = 0; i < ORDERS; i++) await place(await at(2), `n${i}`, i % 2 ? `old${i}` : `new${i}`);
  const busy = await nightOf(await at(3));
  // Each order: its fact, its member, the member's orders and changes, and sums of some days.
  expect(busy.rowsRead).toBeLessThanOrEqual(18 * ORDERS + 60);
  expect(busy.rowsWritten).toBeLessThanOrEqual(5 * ORDERS + 40);
  expect(busy.trips).toBeLessThanOrEqual(7);
  const again = await nightOf(await at(3));
  expect(again).toMatchObject({ trips: 1, rowsWritten: 0 });
}, 120_000);

test("late facts of many days cost what these days hold, each read once", async () => {
  const { shop } = await newWorld();
  const at = (day: number) => contextAt(shop, START + day * DAY, QUIET);
  await place(await at(0), "0", "a");
  expect(await computeMetrics(await at(200), 1_000)).toBe(true);
  const LATE = 520;
  const late = await at(200);
  for (let i = 0; i < LATE; i++) {
    await place(late, `l${i}`, `c${i % 5}`, { placedAt: iso(START + (i % 130) * DAY + i) });
  }
  const night = await nightOf(await at(201));
  // Three pages, each with five members of a hundred orders at the end.
  expect(night.rowsRead).toBeLessThanOrEqual(10 * LATE);
  const [first] = await readDaily(late, "2026-01-05", "2026-01-05");
  expect(first).toMatchObject({ isComplete: true, orders: { paid: 5 } });
}, 120_000);
