import fc from "fast-check";
import { expect, test } from "vitest";
import { ACTIVITIES, type Daily, STAGES } from "../../../src/metrics";
import { dayAfter } from "../../../src/metrics/calendar";
import { deliver, pump, rowsIn } from "../../queue";
import { env, newWorld, type World } from "../../world";
import { DAY, iso, metricsMessage, runMetrics, sale, setClock, sumsIn } from "./shop";

const RUNS = env.REGULARS_FULL ? 30 : 3;
const STEPS = 40;
/** A minute past, so that nothing is ever due at the very midnight at which a night is looked at. */
const START = Date.UTC(2025, 10, 3, 9, 1);
const MEMBERS = ["a", "b", "c"];

const n = fc.nat(1_000_000);
const histories = fc.array(fc.record({ what: fc.nat(19), a: n, b: n }), {
  minLength: STEPS,
  maxLength: STEPS,
});

interface Turn {
  readonly world: World;
  readonly orders: string[];
  readonly redemptions: string[];
  readonly index: number;
  readonly a: number;
  readonly b: number;
  now: number;
}

const REWARDS = [
  {
    id: "small",
    kind: "percent",
    percent: 10,
    name: { de: "Klein", en: "Small" },
    cost: { points: 7 },
    costAmount: 90,
  },
];

async function place(turn: Turn, at: number, more: object = {}): Promise<void> {
  const { world, index, a, b, orders } = turn;
  const customer = b % 5 === 0 ? null : (MEMBERS[b % 3] ?? null);
  const placedAt = iso(Math.min(turn.now, at));
  const body = sale(`o${index}`, customer, 500 + (a % 4000), {
    placedAt,
    channel: b % 4 ? "store" : "online",
    ...more,
  });
  const { status } = await world.test("POST /v1/orders", body);
  if (status === 201) orders.push(`shopify:o${index}`);
}

const pick = (list: readonly string[], by: number): string => list[by % list.length] ?? "none";

type Move = (turn: Turn) => Promise<unknown>;

const pass =
  (days: number, pumps: boolean): Move =>
  async (turn) => {
    turn.now += (turn.a % days) * DAY + (turn.b % 24) * 3_600_000;
    await setClock(turn.world, turn.now);
    if (pumps) await pump(turn.world.sandbox);
  };

const refund =
  (at: (turn: Turn) => object): Move =>
  async (turn) => {
    const ref = pick(turn.orders, turn.a);
    const what =
      turn.b % 2
        ? { amount: 1 + (turn.b % 900) }
        : { items: [{ id: "1", quantity: 1 + (turn.b % 2) }] };
    await turn.world.test(`POST /v1/orders/${ref}/refunds`, {
      id: `r${turn.index}`,
      ...what,
      ...at(turn),
    });
  };

const MOVES: readonly Move[] = [
  (turn) => place(turn, turn.now),
  (turn) => place(turn, turn.now),
  (turn) => place(turn, turn.now),
  (turn) => place(turn, turn.now - (turn.a % 90) * DAY),
  (turn) => place(turn, turn.now - (turn.a % 90) * DAY, { mode: "history", earn: "rules" }),
  (turn) => place(turn, turn.now, { status: "placed" }),
  ({ world, orders, a }) => world.test(`POST /v1/orders/${pick(orders, a)}/pay`, {}),
  ({ world, orders, a }) => world.test(`POST /v1/orders/${pick(orders, a)}/cancel`, {}),
  refund(() => ({})),
  refund(() => ({})),
  refund((turn) => ({ refundedAt: iso(turn.now - (turn.b % 20) * DAY) })),
  ({ world, orders, a, b }) => {
    const [, id = ""] = pick(orders, a).split(":");
    return world.test(`PUT /v1/orders/${pick(orders, a)}`, sale(id, null, 500 + (b % 3000)));
  },
  async ({ world, redemptions, index, b }) => {
    const body = { id: `d${index}`, rewardId: "small", member: `ext:${MEMBERS[b % 3]}` };
    const { status } = await world.test("POST /v1/redemptions", body);
    if (status === 201) redemptions.push(`d${index}`);
  },
  ({ world, redemptions, a }) =>
    world.test(`POST /v1/redemptions/${pick(redemptions, a)}/reverse`, {}),
  pass(3, true),
  pass(9, true),
  pass(60, true),
  pass(5, false),
  async ({ world }) => {
    const message = await metricsMessage(world.sandbox);
    await Promise.all([deliver([message]), deliver([message, message])]);
  },
  ({ world, a }) =>
    world.test("PUT /v1/program", {
      rewards: REWARDS,
      expiry: { policy: "never" },
      lifecycle: { defaultIntervalDays: 5 + (a % 40), lostAfterAtLeastDays: 20 + (a % 30) },
    }),
];

/** Members as the API shows them, by stage and activity. */
async function standingNow(world: World): Promise<Record<string, number>> {
  const counts = Object.fromEntries([...STAGES, ...ACTIVITIES].map((state) => [state, 0]));
  for (const customer of MEMBERS) {
    const { status, body } = await world.test(`GET /v1/members/ext:${customer}`);
    if (status !== 200) continue;
    counts[body.stage] = (counts[body.stage] ?? 0) + 1;
    if (body.activity !== "none") counts[body.activity] = (counts[body.activity] ?? 0) + 1;
  }
  return counts;
}

interface Books {
  readonly net: number;
  readonly available: number;
  readonly pending: number;
  readonly owed: number;
}

/** What orders and wallets say by themselves of what the days must add up to. */
async function booksOf(shop: string): Promise<Books | undefined> {
  const [books] = await rowsIn<Books>(
    shop,
    `SELECT (SELECT coalesce(sum(total - refunded), 0) FROM orders
             WHERE shop = ?1 AND status = 'paid') AS net,
       coalesce(sum(available), 0) AS available, coalesce(sum(pending), 0) AS pending,
       coalesce(sum(owed), 0) AS owed FROM wallets WHERE shop = ?1 AND unit = 'points'`,
    shop,
  );
  return books;
}

async function told(world: World, to: string): Promise<Books> {
  const days: Daily[] = [];
  for (let from = "2025-06-01"; from <= to; from = dayAfter(from, 400)) {
    const end = dayAfter(from, 399);
    const range = `from=${from}&to=${end < to ? end : to}`;
    days.push(...(await world.test(`GET /v1/metrics/daily?${range}`)).body.data);
  }
  const { available = 0, pending = 0, owed = 0 } = days.at(-1)?.units.points ?? {};
  return { net: days.reduce((sum, day) => sum + day.revenue.net, 0), available, pending, owed };
}

/** The next midnight in Berlin: what was yesterday is over, and nothing of today has happened. */
async function toMidnight(turn: Turn): Promise<string> {
  const winter = new Date(Math.ceil((turn.now + 25 * 3_600_000) / DAY) * DAY);
  const offset = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/Berlin",
    hour: "2-digit",
  }).format(winter);
  turn.now = winter.getTime() - Number(offset) * 3_600_000;
  await setClock(turn.world, turn.now);
  await pump(turn.world.sandbox);
  return iso(turn.now - 3_600_000 * 12).slice(0, 10);
}

test(`${RUNS} random histories: the night's sums equal those made from scratch`, async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const world = await newWorld({ timeZone: "Europe/Berlin" });
      await setClock(world, START);
      await world.test("PUT /v1/program", { rewards: REWARDS, expiry: { policy: "never" } });
      const turn: Turn = { world, orders: [], redemptions: [], index: 0, a: 0, b: 0, now: START };
      for (const [index, step] of history.entries()) {
        const now = { ...turn, ...step, index };
        await MOVES[step.what]?.(now);
        turn.now = now.now;
      }
      const yesterday = await toMidnight(turn);
      const nightly = await sumsIn(world.sandbox);
      const lifecycle = `GET /v1/metrics/lifecycle?from=${yesterday}&to=${yesterday}`;
      const { body } = await world.test(lifecycle);
      expect(body.data[0]).toMatchObject({ isComplete: true, members: await standingNow(world) });
      expect(await told(world, yesterday)).toEqual(await booksOf(world.sandbox));
      await world.test("POST /v1/metrics/recompute", {});
      await pump(world.sandbox);
      await runMetrics(world.sandbox);
      expect(await sumsIn(world.sandbox)).toEqual(nightly);
      expect((await world.test(lifecycle)).body).toEqual(body);
    }),
    { numRuns: RUNS, seed: env.REGULARS_FULL ? Date.now() % 1_000_000 : 7 },
  );
}, 900_000);
