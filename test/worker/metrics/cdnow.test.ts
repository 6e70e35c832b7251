import { beforeAll, describe, expect, test } from "vitest";
import { type LoggedOrder, readCdnow } from "../../../scripts/lib/cdnow";
import { inLanes, lanesBy } from "../../../scripts/lib/lanes";
import type { Context } from "../../../src/core/context";
import { computeMetrics, type Daily, readDaily, readRetention } from "../../../src/metrics";
import { orderBody } from "../../../src/orders/input";
import { placeOrder } from "../../../src/orders/place";
import { contextAt } from "../../context";
import { rowsIn } from "../../queue";
import { env, newWorld, type World } from "../../world";

const { orders: TEXT = "", weekly = "", reference = "" } = env.CDNOW ?? {};
const isHere = TEXT !== "";
const isWhole = env.REGULARS_FULL;
const SKIPPED = isHere ? "" : " (skipped: REGULARS_DATA is not set)";
const FIRST = "1997-01-01";
const LAST = "1998-06-30";
const DAY = 86_400_000;
/** The record shop's orders arrive in one night, long after they were placed. */
const NOW = Date.UTC(2026, 10, 20, 3);
const QUIET = { ...env, QUEUE: { send: async () => undefined } as unknown as Queue<never> };

const everyone = isHere ? readCdnow(TEXT) : [];
const customers = [...new Set(everyone.map((order) => order.customer))];
const chosen = new Set(customers.filter((_, i) => isWhole || i % 12 === 0));
const orders = everyone.filter((order) => chosen.has(order.customer));
const dayOf = (order: LoggedOrder) =>
  String("placedAt" in order.body ? order.body.placedAt : "").slice(0, 10);

/** What the file itself says of each day: written apart from the product. */
function fromFile() {
  const days = new Map<string, { paid: number; gross: number; new: number; returning: number }>();
  const at = (day: string) => {
    const found = days.get(day) ?? { paid: 0, gross: 0, new: 0, returning: 0 };
    days.set(day, found);
    return found;
  };
  for (const order of orders) {
    at(dayOf(order)).paid += 1;
    at(dayOf(order)).gross += order.cents;
  }
  for (const of of lanesBy(orders, (order) => order.customer)) {
    const visits = [...new Set(of.map(dayOf))].sort();
    for (const [i, day] of visits.entries()) at(day)[i === 0 ? "new" : "returning"] += 1;
  }
  return days;
}

async function numbersOf(ctx: Context): Promise<Daily[]> {
  const middle = "1997-12-31";
  return [...(await readDaily(ctx, FIRST, middle)), ...(await readDaily(ctx, "1998-01-01", LAST))];
}

const TABLES = ["daily_metrics", "period_metrics", "lifecycle_changes", "dirty_days"];
const everythingOf = (shop: string) =>
  Promise.all(TABLES.map((t) => rowsIn(shop, `SELECT * FROM ${t} WHERE shop = ?1`, shop)));

describe.skipIf(!isHere)(`the record shop CDNOW${SKIPPED}`, () => {
  let world: World;
  let ctx: Context;

  const replay = () =>
    inLanes(
      lanesBy(orders, (order) => order.customer),
      8,
      async (order) => {
        // Points are not what is compared here, and the whole file takes long enough without them.
        await placeOrder(ctx, orderBody.parse({ ...order.body, earn: isWhole ? "none" : "rules" }));
      },
    );

  beforeAll(async () => {
    world = await newWorld({ timeZone: "UTC", currency: "USD" });
    ctx = await contextAt(world.shop, NOW, QUIET);
    await replay();
    expect(await computeMetrics(ctx, 10_000)).toBe(true);
  }, 600_000);

  test("orders, revenue, new and returning of each day are those of the file", async () => {
    const expected = fromFile();
    for (const { day, isComplete, orders: paid, revenue, customers: c } of await numbersOf(ctx)) {
      const told = { paid: paid.paid, gross: revenue.net, new: c.new, returning: c.returning };
      expect([day, isComplete, told]).toEqual([
        day,
        true,
        expected.get(day) ?? { paid: 0, gross: 0, new: 0, returning: 0 },
      ]);
    }
  });

  test("customer-days after the first, week by week, are those published", async () => {
    const days = await numbersOf(ctx);
    let sum = 0;
    const cumulative = days.map((day) => (sum += day.customers.returning));
    if (!isWhole) {
      const visits = lanesBy(orders, (order) => order.customer).map((of) => new Set(of.map(dayOf)));
      expect(sum).toBe(visits.reduce((total, days) => total + days.size - 1, 0));
      return;
    }
    // Weeks are counted from the first day of the file: 78 of them end with its last day.
    const published = weekly
      .trim()
      .split("\n")
      .slice(1)
      .map((row) => Number(row.split(",")[1]));
    expect(published.map((_, week) => cumulative[week * 7 + 6])).toEqual(published);
    expect(sum).toBe(4339);
  });

  test("quarterly retention is that published, and so is the rate by count", async () => {
    const quarters = await readRetention(ctx, FIRST, LAST, "quarter");
    const told = quarters.slice(1).map((q) => [q.start, q.end, q.new, q.kept]);
    if (!isWhole) {
      expect(quarters.map((q) => q.start)).toEqual([0, ...quarters.map((q) => q.end)].slice(0, -1));
      return;
    }
    const { quarter } = JSON.parse(reference);
    const published = Object.values<Record<string, number>>(quarter);
    expect(told).toEqual(
      published.map((q) => [q.S_active, q.E_active, q.N_new_in_E, q.kept_from_S]),
    );
    for (const [i, q] of published.entries()) {
      const { retention, churn, retentionByCount } = quarters[i + 1] ?? {};
      expect(retention).toBe(Math.round((q["retention_kept/S"] ?? 0) * 1000) / 10);
      expect((retention ?? 0) + (churn ?? 0)).toBe(100);
      expect(retentionByCount).toBe(Math.round((q["formula_(E-N)/S"] ?? 0) * 1000) / 10);
    }
  });

  test("a year before has nothing, and today is not told", async () => {
    const [before] = await readDaily(ctx, "1996-12-31", "1996-12-31");
    expect(before).toMatchObject({ isComplete: true, orders: { paid: 0 } });
    const [today] = await readDaily(ctx, "2026-11-20", "2026-11-20");
    expect(today?.isComplete).toBe(false);
  });

  test("replayed and computed again, nothing changes", async () => {
    const before = await everythingOf(world.shop);
    if (!isWhole) await replay();
    expect(await computeMetrics(ctx, 10_000)).toBe(true);
    await computeMetrics({ ...ctx, now: NOW + DAY / 4 }, 10_000);
    expect(await everythingOf(world.shop)).toEqual(before);
  }, 600_000);
});
