import { expect, test } from "vitest";
import { type LoggedOrder, readCdnow } from "../../../scripts/lib/cdnow";
import { inLanes, lanesBy } from "../../../scripts/lib/lanes";
import { order } from "../../orders";
import { env, newWorld } from "../../world";

const DAY = 86_400_000;
const reward = (points: number, costAmount: number) => ({
  pending: { online: { wait: "P0D" } },
  rewards: [
    {
      id: "mug",
      name: { de: "Tasse", en: "Mug" },
      kind: "free_product",
      cost: { points },
      costAmount,
    },
  ],
});

test("thirty members with a past are looked at as they bought, whatever they were told then", async () => {
  const { test: call } = await newWorld();
  await call("POST /v1/sandbox/clock", { now: "2026-06-01T10:00:00Z" });
  const first = Date.parse("2026-01-10T10:00:00Z");
  /** Days to the second order, where there is one: 5 after 20, 15 after 50, 2 too late, 8 never. */
  const seconds = [20, 50, 50, 50, 120].flatMap((days, i) => Array(i === 4 ? 2 : 5).fill(days));
  const more = { total: 4_000, items: [{ id: "1", quantity: 1, total: 4_000 }] };
  const place = (id: string, customer: string, days: number) =>
    call("POST /v1/orders", {
      ...order(id, customer, more),
      placedAt: new Date(first + days * DAY).toISOString(),
      mode: "history",
    });
  for (let i = 0; i < 30; i++) {
    await place(`${i}`, `c${i}`, 0);
    if (seconds[i] !== undefined) await place(`${i}-2`, `c${i}`, seconds[i]);
  }
  const { body } = await call("POST /v1/program/check", reward(80, 400));
  expect(body.checkup).toMatchObject({
    basis: "history",
    // 20 of 30 have 80 points within 90 days; of these the 10th and the 11th after 50.
    reach: { reward: { id: "mug" }, cost: 80, share: 0.667, medianDays: 50, members: 30 },
    // 40 points of 5 cents on 40 €.
    returnPercent: 5,
    // The 90 days up to the latest order, on day 120: 15 orders after 50 days and 2 then, of 40 €:
    // 680 € in three months, of which 5 %.
    assumptions: { orderValue: 4_000, monthlySpend: 22_667, members: 30 },
    monthlyCost: 1_133,
    warnings: [],
  });
});

const TEXT = env.CDNOW?.orders ?? "";
const SKIPPED = TEXT === "" ? " (skipped: REGULARS_DATA is not set)" : "";
/** Of the customers, of which the check-up looks at no more than a thousand. */
const SHARE = env.REGULARS_FULL ? 4 : 40;
const TIMEOUT = { timeout: env.REGULARS_FULL ? 600_000 : 120_000 };
const CONCURRENCY = 4;
/** $1 a point: 30 of them, worth $1.50. */
const [POINTS, WORTH] = [30, 150];

/** What the check-up should say of the log, counted apart from all that decides. */
function countedApart(lanes: readonly LoggedOrder[][]) {
  const at = ({ body }: LoggedOrder) => Date.parse((body as { placedAt: string }).placedAt);
  const days: number[] = [];
  let [spent, points] = [0, 0];
  for (const lane of lanes) {
    const orders = [...lane].sort((a, b) => at(a) - at(b));
    const first = at(orders[0] as LoggedOrder);
    let [balance, reached] = [0, Number.POSITIVE_INFINITY];
    for (const one of orders) {
      balance += Math.floor(one.cents / 100);
      if (balance >= POINTS) reached = Math.min(reached, (at(one) - first) / DAY);
      spent += one.cents;
    }
    points += balance;
    if (reached <= 90) days.push(reached);
  }
  days.sort((a, b) => a - b);
  const [low = 0, high = 0] = [
    days[Math.ceil(days.length / 2) - 1],
    days[Math.floor(days.length / 2)],
  ];
  const all = lanes.flat();
  const last = Math.max(...all.map(at));
  const recent = all
    .filter((one) => at(one) > last - 90 * DAY)
    .reduce((sum, { cents }) => sum + cents, 0);
  const percent = ((points * WORTH) / POINTS / spent) * 100;
  return {
    share: Math.round((days.length / lanes.length) * 1_000) / 1_000,
    medianDays: Math.round(((low + high) / 2) * 10) / 10,
    returnPercent: Math.round(percent * 100) / 100,
    monthlySpend: Math.round(recent / 3),
    monthlyCost: Math.round(((percent / 100) * recent) / 3),
  };
}

test.skipIf(TEXT === "")(
  `the check-up of CDNOW's past is what counting apart comes to${SKIPPED}`,
  TIMEOUT,
  async () => {
    const { call } = await newWorld({ currency: "USD", timeZone: "America/New_York" });
    const lanes = lanesBy(readCdnow(TEXT), ({ customer }) => customer).filter(
      (_, i) => i % SHARE === 0,
    );
    // As they were imported: without earning anything.
    await inLanes(lanes, CONCURRENCY, async ({ body }) => {
      const { status } = await call("POST /v1/orders", { ...(body as object), earn: "none" });
      if (status !== 201) throw new Error(`an order was refused with ${status}`);
    });
    const { body } = await call("POST /v1/program/check", reward(POINTS, WORTH));
    const { reach, returnPercent, monthlyCost, assumptions, basis } = body.checkup;
    expect([basis, reach.members]).toEqual(["history", lanes.length]);
    expect({
      share: reach.share,
      medianDays: reach.medianDays,
      returnPercent,
      monthlySpend: assumptions.monthlySpend,
      monthlyCost,
    }).toEqual(countedApart(lanes));
  },
);
