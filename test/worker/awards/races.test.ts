import { expect, test } from "vitest";
import type { Env } from "../../../src/core/env";
import { env, type Reply, type World } from "../../world";
import { withLatency } from "../../world-latency";
import { bought, expectClean, inShort, ORDER, only, opened, points, rules, voucher } from "./cases";

/** Without waiting, and with 10–30 ms before and after every call to D1, where races meet. */
const LATENCIES = [
  { name: "at no latency", env },
  { name: "at 10–30 ms", env: withLatency(env, 10, 30) },
];

const PER_EURO = points(1, { each: "amount", per: 100 });
const by = (externalId: string) => ({ member: { externalId } });

const times = <T>(n: number, work: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: n }, (_, i) => work(i)));

/** Orders in parallel, all of which must be taken. */
async function orders(world: World, n: number, at: { env: Env }, of: (i: number) => object) {
  const replies = await times(n, (i) => world.test(ORDER, of(i), { env: at.env }));
  expect(replies.map(({ status }) => status)).toEqual(Array(n).fill(201));
  return replies;
}

/** What a rule gave in an answer. */
const givenBy = ({ body }: Reply, rule: string): number =>
  body.effects
    .filter((e: { ruleId: string }) => e.ruleId === rule)
    .reduce((total: number, e: { amount?: number }) => total + (e.amount ?? 1), 0);

const counted = (replies: Reply[], rule: string) =>
  replies.map((reply) => givenBy(reply, rule)).sort((a, b) => b - a);

async function whyNot(world: World, { body }: Reply, rule: string) {
  const told = await world.test(`GET /v1/orders/${body.order.id}/explain`);
  const { why, missing } = told.body.rules.find((r: { ruleId: string }) => r.ruleId === rule);
  return [why, missing];
}

// 80 and 80 of a budget of 100: the first commit has 80, the other 20 of its 80.
test.each(LATENCIES)(
  "of two members that race for a budget the later has the rest of it $name",
  async (at) => {
    const world = await opened(only([{ id: "r", budget: { amount: 100 }, give: PER_EURO }]));
    const replies = await orders(world, 2, at, (i) => bought(`${i}`, [["a", 8000]], by(`m${i}`)));
    expect(counted(replies, "r")).toEqual([80, 20]);
    const later = replies.find((reply) => givenBy(reply, "r") === 20);
    expect(later && (await whyNot(world, later, "r"))).toEqual(["budget", 60]);
    await expectClean(world);
  },
);

// 12 members of 10 points each: five have theirs, one has the last 5, six have nothing.
test.each(LATENCIES)("a budget that many race for is never overspent $name", async (at) => {
  const world = await opened(
    only([{ id: "r", budget: { amount: 55, per: "month" }, give: points(10) }]),
  );
  const replies = await orders(world, 12, at, (i) => bought(`${i}`, [["a", 100]], by(`m${i}`)));
  expect(counted(replies, "r")).toEqual([10, 10, 10, 10, 10, 5, 0, 0, 0, 0, 0, 0]);
  const none = replies.find((reply) => givenBy(reply, "r") === 0);
  expect(none && (await whyNot(world, none, "r"))).toEqual(["budget", 10]);
  await expectClean(world);
});

test.each(LATENCIES)("a budget of vouchers is never overspent $name", async (at) => {
  const world = await opened(only([{ id: "r", budget: { amount: 3 }, give: voucher(500) }]));
  const replies = await orders(world, 8, at, (i) => bought(`${i}`, [["a", 100]], by(`m${i}`)));
  expect(counted(replies, "r")).toEqual([1, 1, 1, 0, 0, 0, 0, 0]);
});

test.each(LATENCIES)(
  "of 30 orders at once three give what is given three times $name",
  async (at) => {
    const world = await opened(
      only([{ id: "r", limits: [{ per: "day", times: 3 }], give: points(10) }]),
    );
    const replies = await orders(world, 30, at, (i) => bought(`${i}`, [["a", 100]]));
    expect(counted(replies, "r").slice(0, 5)).toEqual([10, 10, 10, 0, 0]);
    const { body } = await world.test("GET /v1/members/ext:c/wallet");
    expect(body.wallet.points.available).toBe(30);
    await expectClean(world);
  },
);

// A cooldown, a wallet that holds 45, and cards of four visits: of ten orders one has the bonus of
// 20, the base of 3 stops at 45, and there are two full cards and two stamps beside them.
test.each(LATENCIES)(
  "cooldowns, full wallets and cards hold when orders race $name",
  async (at) => {
    const world = await opened(
      rules(
        [
          { id: "rare", cooldown: "P7D", give: points(20) },
          { id: "visit", give: { type: "stamps", card: "visits", amount: 1 } },
        ],
        {
          walletCaps: { points: 45 },
          stamps: [
            { key: "visits", name: { de: "Karte", en: "Card" }, size: 4, reward: voucher(100) },
          ],
        },
      ),
    );
    const replies = await orders(world, 10, at, (i) => bought(`${i}`, [["a", 300]]));
    expect(counted(replies, "rare")).toEqual([20, ...Array(9).fill(0)]);
    expect(counted(replies, "base")).toEqual([3, 3, 3, 3, 3, 3, 3, 3, 1, 0]);
    expect(counted(replies, "stamps.visits").slice(0, 3)).toEqual([1, 1, 0]);
    const { body } = await world.test("GET /v1/members/ext:c/wallet");
    expect(body.wallet.points.available).toBe(45);
    expect(body.wallet["stamp:visits"].available).toBe(2);
    await expectClean(world);
  },
);

test.each(LATENCIES)(
  "a rich order sent 20 times is taken once, with one answer $name",
  async (at) => {
    const world = await opened(RICH);
    const body = bought("1", [["a", 3000, 3, { categories: ["coffee"] }]]);
    const replies = await times(20, () => world.test(ORDER, body, { env: at.env }));
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
    expect(new Set(replies.map((r) => JSON.stringify(r.body))).size).toBe(1);
    expect(replies[0]?.body.effects.map(inShort)).toEqual([
      "+30 base@a",
      "+30 double@a",
      "+3 stamp:coffee cup@a",
      "+2 perk:refill refill",
      "+90 donation:trees trees@a",
      "voucher_issued next",
      "card_completed coffee",
      "+50 stamps.coffee",
    ]);
    // The same once more when the program is another and the first answer is long gone.
    await world.test("PUT /v1/program", only([]));
    const late = await world.test(ORDER, body);
    expect(JSON.stringify(late.body)).toBe(JSON.stringify(replies[0]?.body));
    await expectClean(world);
  },
);

const NAME = { de: "Name", en: "Name" };

/** Every kind of thing that a rule can give. */
const RICH = rules(
  [
    { id: "double", if: { categories: ["coffee"] }, give: { type: "multiply", percent: 200 } },
    { id: "cup", give: { type: "stamps", card: "coffee", amount: 1, each: "item" } },
    { id: "refill", give: { type: "perk", perk: "refill" } },
    { id: "trees", give: { type: "donation", cause: "trees", amount: 30, each: "item" } },
    { id: "next", give: voucher(500) },
  ],
  {
    stamps: [{ key: "coffee", name: NAME, size: 2, reward: points(50) }],
    perks: [{ key: "refill", name: NAME, total: 2 }],
    causes: [{ key: "trees", name: NAME }],
  },
);
