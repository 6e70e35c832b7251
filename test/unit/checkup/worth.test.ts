import { expect, test } from "vitest";
import { reachedAt, stepsNeeded, targetsOf } from "../../../src/checkup/reach";
import { worthOfReward, worthOfSteps, worthOfUnit } from "../../../src/checkup/worth";
import type { ProgramParts } from "../../../src/core/registry";
import type { Effect } from "../../../src/effects";
import type { Step } from "../../../src/plans";
import { programOf } from "../orders/order";

const name = { de: "Ding", en: "Thing" };
const reward = (id: string, more: object, points = 100) => ({
  id,
  name,
  cost: { points },
  kind: "free_product",
  ...more,
});
const TRADE = { orderValue: 5_000, productValue: 0 };

/** A reward: what it is worth and what it costs the shop, minor units. */
const WORTHS: [name: string, reward: object, worth: number | null, cost: number | null][] = [
  ["money off is worth that money", { kind: "fixed_amount", amount: 500 }, 500, 500],
  [
    "and costs the shop what it says",
    { kind: "fixed_amount", amount: 500, costAmount: 300 },
    500,
    300,
  ],
  // 10 % of 50 €.
  ["a percentage is worth that of an order", { kind: "percent", percent: 10 }, 500, 500],
  ["a product is worth at least what it costs", { costAmount: 80 }, 80, 80],
  ["a product of unknown cost is worth nobody knows what", {}, null, null],
  ["a gift card is worth its money", { kind: "gift_card", amount: 1_000 }, 1_000, 1_000],
  ["free shipping is worth what it costs", { kind: "free_shipping", costAmount: 490 }, 490, 490],
];

test.each(WORTHS)("%s", (_, more, worth, cost) => {
  const [first] = programOf({ rewards: [reward("r", more)] }).rewards;
  expect(first && worthOfReward(first, TRADE)).toEqual({ worth, cost });
});

test("a product of unknown cost is worth what is assumed of one", () => {
  const [first] = programOf({ rewards: [reward("r", {})] }).rewards;
  const assumed = { ...TRADE, productValue: 350 };
  expect(first && worthOfReward(first, assumed)).toEqual({ worth: 350, cost: 350 });
});

test("a point is worth its share of the cheapest reward whose worth is known", () => {
  const parts = programOf({
    rewards: [
      reward("unknown", {}, 50),
      reward("dear", { costAmount: 900 }, 300),
      reward("r", { costAmount: 80 }),
    ],
  });
  // 80 ÷ 100.
  expect(worthOfUnit(parts, "points", TRADE)).toEqual({ worth: 0.8, cost: 0.8 });
  expect(worthOfUnit(programOf(), "points", TRADE)).toEqual({ worth: null, cost: null });
});

const VOUCHER = {
  type: "voucher",
  voucher: { name, worth: { kind: "fixed_amount", amount: 250 } },
};
const PARTS: ProgramParts = programOf({
  rewards: [reward("r", { costAmount: 200 })],
  stamps: [{ key: "card", name, size: 3, reward: VOUCHER }],
  earning: { rules: [{ id: "gift", give: VOUCHER }] },
});
const DAY = 86_400_000;
const moved = (type: "given" | "taken", unit: string, amount: number, activatesAt = 0): Effect => ({
  type,
  unit,
  amount,
  waived: 0,
  activatesAt,
  expiresAt: 0,
  rule: "base",
  line: null,
  seq: 1,
});
const voucher = (type: "voucher_issued" | "voucher_voided", rule: string): Effect => ({
  type,
  rule,
  code: "X",
  expiresAt: null,
});
const step = (day: number, ...effects: Effect[]): Step => ({
  at: day * DAY,
  program: { number: 0, parts: PARTS },
  effects,
  used: new Map(),
  drawn: [],
});

test("what steps gave is worth its points, vouchers and money, less what was taken back", () => {
  const steps = [
    // 60 points × 2, and 30 back.
    step(0, moved("given", "points", 60), moved("taken", "points", 15)),
    // A voucher by rule and one by card: 250 each; one of them is void.
    step(1, voucher("voucher_issued", "gift"), voucher("voucher_issued", "stamps.card")),
    step(2, voucher("voucher_voided", "gift"), moved("given", "donation:trees", 40)),
    // Stamps are worth something once their card is full.
    step(3, moved("given", "stamp:card", 2)),
  ];
  const worth = 60 * 2 - 15 * 2 + 250 + 250 - 250 + 40;
  expect(worthOfSteps(PARTS, steps, TRADE)).toEqual({ worth, cost: worth });
  const unknown = programOf({ earning: { rules: [{ id: "gift", give: VOUCHER }] } });
  expect(worthOfSteps(unknown, steps, TRADE)).toEqual({ worth: null, cost: null });
});

test("a reward is reached when its points can be spent, a card when it is full", () => {
  const [thing, card] = targetsOf(PARTS);
  const steps = [
    step(0, moved("given", "points", 60, 18 * DAY)),
    // 60 + 60 − 10 + 10: enough is given by the fourth, free on day 28.
    step(10, moved("given", "points", 60, 28 * DAY), moved("given", "stamp:card", 3)),
    step(11, moved("taken", "points", 30)),
    step(20, moved("given", "points", 10, 20 * DAY), { type: "card_completed", card: "card" }),
  ];
  expect(thing && [reachedAt(steps, thing), stepsNeeded(steps, thing)]).toEqual([28 * DAY, 2]);
  expect(card && [reachedAt(steps, card), stepsNeeded(steps, card)]).toEqual([20 * DAY, 4]);
  expect(thing && reachedAt(steps.slice(0, 1), thing)).toBe(null);
  expect(thing && stepsNeeded([], thing)).toBe(null);
});

test("what is not for everybody at any time, or costs nothing, is no target", () => {
  const parts = programOf({
    rewards: [
      reward("now", { costAmount: 1 }),
      reward("later", { from: "2026-01-01T00:00:00Z" }),
      reward("free", {}, 0),
      reward("gated", { onlyFor: { birthday: "week" } }),
      reward("slider", { kind: "points_to_money", amount: 10, minimumSteps: 5 }, 20),
    ],
  });
  expect(targetsOf(parts).map(({ id, cost, pointer }) => [id, cost, pointer])).toEqual([
    ["now", 100, "/rewards/0"],
    // At least 5 steps of 20.
    ["slider", 100, "/rewards/4"],
  ]);
});
