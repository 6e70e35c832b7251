import { bought, type Case, ORDER, points, rules, type Step, voucher, work } from "./cases";

const name = (text: string) => ({ de: text, en: text });
const level = (key: string, from: number, more: object = {}) => ({
  key,
  name: name(key),
  from,
  ...more,
});

/** One set of tiers by a measure, for all time. */
const tiers = (measure: string, levels: readonly object[], more: object = {}) => ({
  tiers: [{ key: "status", name: name("Status"), measure, levels, ...more }],
});

const EXTRA = {
  id: "extra",
  if: { tiers: ["silver", "gold"] },
  give: { type: "multiply", percent: 150 },
};

const buy = (id: string, euros: number, effects: readonly string[], more: object = {}): Step => [
  ORDER,
  bought(id, [["a", euros * 100]], more),
  { effects },
];

const CASES: Case[] = [
  {
    // Silver from 50 points. The first order reaches it and has no extra itself; an amendment of it
    // has none either, as it was decided before. With it gone 30 points are left: silver is lost,
    // but the second order keeps the extra that it was given.
    name: "a rule for a level asks for the level held before the order, also when it is amended",
    program: rules([EXTRA], tiers("points", [level("silver", 50), level("gold", 500)])),
    steps: [
      [
        ORDER,
        bought("1", [["a", 6000]]),
        { effects: ["+60 base@a", "status: null → silver"], passed: ["extra tier"] },
      ],
      buy("2", 10, ["+10 base@a", "+5 extra@a"]),
      ["PUT /v1/orders/1", bought("1", [["a", 7000]]), { effects: ["+10 base@a"] }],
      ["PUT /v1/orders/2", bought("2", [["a", 2000]]), { effects: ["+10 base@a", "+5 extra@a"] }],
      [
        "POST /v1/orders/1/cancel",
        {},
        {
          effects: ["-10 base@a", "-60 base@a", "status: silver → null"],
          wallet: { points: 30 },
        },
      ],
      buy("3", 10, ["+10 base@a"]),
    ],
  },
  {
    // Goods of 100 € for gold: 60 + 50. Shipping and a gift card are no goods. One of two units of
    // 50 € back: 85 €, so that gold is lost, and what was given for it is taken.
    name: "a level by goods kept is reached at once, with what it brings, and lost by a return",
    program: rules([], tiers("spend", [level("gold", 10_000, { entry: [voucher(1000)] })])),
    steps: [
      buy("1", 60, ["+60 base@a"]),
      [
        ORDER,
        bought("2", [["g", 3000, 1, { kind: "gift_card" }]], { shipping: 1500, total: 4500 }),
        { effects: [] },
      ],
      buy("3", 50, ["+50 base@a", "status: null → gold", "voucher_issued tiers.status.gold"]),
      [
        "POST /v1/orders/3/refunds",
        { id: "r", amount: 2500 },
        {
          effects: ["-25 base@a", "status: gold → null", "voucher_voided tiers.status.gold"],
        },
      ],
    ],
  },
  {
    name: "the third kept order reaches a level, a placed one when it is paid",
    program: rules([EXTRA], tiers("orders", [level("silver", 3), level("gold", 100)])),
    steps: [
      buy("1", 1, ["+1 base@a"]),
      buy("2", 1, ["+1 base@a"]),
      buy("3", 1, [], { status: "placed" }),
      ["POST /v1/orders/3/pay", {}, { effects: ["+1 base@a", "status: null → silver"] }],
      buy("4", 2, ["+2 base@a", "+1 extra@a"]),
      ["POST /v1/orders/1/cancel", {}, { effects: ["-1 base@a"] }],
      ["POST /v1/orders/2/cancel", {}, { effects: ["-1 base@a", "status: silver → null"] }],
    ],
  },
  {
    // The program's points last a year and to the end of the month: 31 March 2027, 22:00Z.
    name: "points of a level that never lose theirs never expire, from the next order on",
    program: rules([], tiers("points", [level("gold", 10, { expiry: { policy: "never" } })])),
    steps: [
      [ORDER, bought("1", [["a", 1000]]), { dates: [["2026-03-02T10:00", "2027-03-31T22:00"]] }],
      [ORDER, bought("2", [["a", 1000]]), { dates: [["2026-03-02T10:00", "never"]] }],
    ],
  },
  {
    // Points of an entry gift are no earning: 50 for silver do not lead to gold at 100.
    name: "what a level brings counts towards no level",
    program: rules(
      [],
      tiers("points", [level("silver", 50, { entry: [points(50)] }), level("gold", 100)]),
    ),
    steps: [
      [
        ORDER,
        bought("1", [["a", 5000]]),
        {
          effects: ["+50 base@a", "status: null → silver", "+50 tiers.status.silver"],
          wallet: { points: 100 },
        },
      ],
      // Both at once: two levels up is one change, with what each brings.
      [
        ORDER,
        bought("2", [["a", 10000]], { member: { externalId: "d" } }),
        {
          effects: ["+100 base@a", "status: null → gold", "+50 tiers.status.silver"],
          wallet: { points: 150 },
        },
      ],
    ],
  },
];

work(CASES);
