/* Worked cases of merges, by hand. Anna stays, Bea becomes her, and is told apart again. */

export type Step = readonly [request: string, body: object, status: number];

/** What a member is expected to have; what is left out is not looked at. */
export type Has = Readonly<Record<string, unknown>>;

export interface Case {
  readonly name: string;
  /** Besides 1 point for every €1, spent at once. */
  readonly program?: object;
  readonly first: readonly Step[];
  readonly merged: Has;
  /** While they are one. */
  readonly meanwhile?: readonly Step[];
  readonly later?: Has;
  readonly anna: Has;
  readonly bea: Has;
  /** Once they are two again. */
  readonly last?: readonly Step[];
  readonly finally?: { readonly anna: Has; readonly bea: Has };
}

const PAID = { source: "till", channel: "store", status: "paid", currency: "EUR" };

/** An order of so many euros in two lines of the same price. */
const buys = (who: string, id: string, euros: number, more: object = {}): Step => [
  "POST /v1/orders",
  {
    ...PAID,
    id,
    member: { externalId: who },
    total: euros * 100,
    items: ["1", "2"].map((line) => ({ id: line, quantity: 1, total: euros * 50 })),
    ...more,
  },
  201,
];
const returns = (order: string, ...lines: string[]): Step => [
  `POST /v1/orders/${order}/refunds`,
  { id: `r-${lines.join()}`, items: lines.map((id) => ({ id, quantity: 1 })) },
  201,
];
const has = (who: string, amount: number, unit = "points"): Step => [
  `POST /v1/members/ext:${who}/adjustments`,
  { amount, unit, reason: "gift" },
  201,
];
const redeems = (who: string, id: string, status = 201, more: object = {}): Step => [
  "POST /v1/redemptions",
  { id, rewardId: "mug", member: `ext:${who}`, ...more },
  status,
];
const tops = (who: string, id: string, amount: number): Step => [
  `POST /v1/members/ext:${who}/credit`,
  { id, amount },
  201,
];
const says = (who: string, status: string, day: number): Step => [
  `POST /v1/members/ext:${who}/consents`,
  {
    purpose: "marketing",
    status,
    method: "form",
    source: "till",
    happenedAt: `2026-02-0${day}T10:00:00Z`,
    ...(status === "granted" ? { wording: { locale: "en", text: "Yes, write to me." } } : {}),
  },
  201,
];

const name = { de: "x", en: "x" };
const MUG = { id: "mug", kind: "free_product", name, cost: { points: 50 }, costAmount: 100 };
const REWARDS = { rewards: [MUG] };
const rules = (...all: object[]) => ({ earning: { rules: all } });
const CARD = {
  ...rules({ id: "visit", give: { type: "stamps", card: "coffee", amount: 1 } }),
  stamps: [{ key: "coffee", name, size: 5, reward: { type: "points", amount: 100 } }],
};
const TIERS = {
  tiers: [
    {
      ...{ key: "status", name, measure: "spend", window: { type: "lifetime" } },
      levels: [
        { key: "silver", name, from: 10_000 },
        { key: "gold", name, from: 20_000 },
      ],
    },
  ],
};
const TWICE = rules({
  id: "ten",
  give: { type: "points", amount: 10 },
  limits: [{ per: "year", times: 2 }],
});
const SHARE = {
  ...rules({
    id: "share",
    give: { type: "donation", cause: "trees", amount: 2, each: "amount", per: 100 },
  }),
  causes: [{ key: "trees", name }],
};
const REFILL = { perks: [{ key: "refill", name, total: 10, limits: [{ per: "year", times: 1 }] }] };
const uses = (who: string, id: string, status = 201): Step => [
  "POST /v1/perks/use",
  { id, member: `ext:${who}`, key: "refill" },
  status,
];

export const CASES: readonly Case[] = [
  {
    name: "each unit is added up by itself, and goes back by itself",
    program: {
      units: [
        { key: "points", name: { de: { one: "P", other: "P" }, en: { one: "P", other: "P" } } },
        { key: "miles", name: { de: { one: "M", other: "M" }, en: { one: "M", other: "M" } } },
      ],
    },
    first: [
      buys("anna", "1", 30),
      has("anna", 5, "miles"),
      buys("bea", "2", 20),
      has("bea", 7, "miles"),
      tops("bea", "t", 500),
    ],
    // 30 + 20; 5 + 7; 0 + 500.
    merged: { points: 50, miles: 12, "credit:EUR": 500, orders: 2, spent: 5_000 },
    anna: { points: 30, miles: 5, "credit:EUR": 0, orders: 1, spent: 3_000 },
    bea: { points: 20, miles: 7, "credit:EUR": 500, orders: 1, spent: 2_000 },
  },
  {
    name: "what is on the way stays on the way",
    first: [buys("anna", "1", 30), buys("bea", "2", 40, { channel: "online" })],
    merged: { points: 30, "points.pending": 40 },
    meanwhile: [returns("2", "1")],
    // Half of 40 is taken back from what is on the way.
    later: { points: 30, "points.pending": 20 },
    anna: { points: 30, "points.pending": 0 },
    bea: { points: 0, "points.pending": 20 },
  },
  {
    name: "the one's debt is paid by what the other has, and stays paid",
    program: REWARDS,
    first: [
      buys("anna", "1", 100),
      buys("bea", "2", 60),
      redeems("bea", "d"),
      returns("2", "1", "2"),
    ],
    // Bea: 60 − 50 − 60 = −50; Anna: 100.
    merged: { points: 50 },
    anna: { points: 50 },
    bea: { points: 0 },
  },
  {
    name: "what comes pays the debt of the one who stays, and only the rest goes back",
    program: REWARDS,
    first: [
      buys("anna", "1", 60),
      redeems("anna", "d"),
      returns("1", "1", "2"),
      buys("bea", "2", 80),
    ],
    // Anna: 60 − 50 − 60 = −50; Bea: 80.
    merged: { points: 30 },
    anna: { points: 0 },
    bea: { points: 30 },
  },
  {
    name: "what was spent of the other's points stays spent, and their order comes back as a debt",
    program: REWARDS,
    first: [buys("bea", "1", 50)],
    merged: { points: 50 },
    meanwhile: [redeems("anna", "d")],
    later: { points: 0 },
    anna: { points: 0 },
    bea: { points: 0 },
    // The order's 50 are taken back where it is: Bea has none.
    last: [returns("1", "1", "2")],
    finally: { anna: { points: 0 }, bea: { points: -50 } },
  },
  {
    name: "points on hold stay on hold, and come free where they came from",
    program: REWARDS,
    first: [buys("bea", "1", 70), redeems("bea", "d", 201, { hold: true })],
    // 70 − 50 are free.
    merged: { points: 20, "points.held": 50 },
    anna: { points: 0, "points.held": 0 },
    bea: { points: 20, "points.held": 50 },
    last: [["POST /v1/redemptions/d/release", {}, 200]],
    finally: { anna: { points: 0 }, bea: { points: 70, "points.held": 0 } },
  },
  {
    name: "stamps are added up, and the next one fills the card",
    program: CARD,
    first: [
      ...["1", "2"].map((id) => buys("anna", id, 1)),
      ...["3", "4"].map((id) => buys("bea", id, 1)),
    ],
    // 2 + 2 of 5.
    merged: { "stamp:coffee": 4, points: 4 },
    meanwhile: [buys("anna", "5", 1)],
    // The fifth brings 100, and 1 for the order.
    later: { "stamp:coffee": 0, points: 105 },
    // It was Anna’s order that filled it: the card stays full, and its points stay with her.
    anna: { "stamp:coffee": 0, points: 103 },
    bea: { "stamp:coffee": 0, points: 2 },
  },
  {
    name: "together they spent enough for a level, each alone did not",
    program: TIERS,
    first: [buys("anna", "1", 60), buys("bea", "2", 50)],
    // 60 + 50 = 110, silver from 100.
    merged: { tier: "silver", points: 110 },
    anna: { tier: null },
    bea: { tier: null },
  },
  {
    name: "a level reached together falls with a return, and each keeps what they reached alone",
    program: TIERS,
    first: [buys("anna", "1", 120), buys("bea", "2", 100)],
    // 120 + 100 = 220, gold from 200.
    merged: { tier: "gold" },
    meanwhile: [returns("2", "1")],
    // 220 − 50 = 170.
    later: { tier: "silver" },
    // 120, and 100 − 50.
    anna: { tier: "silver" },
    bea: { tier: null },
  },
  {
    name: "a rule's limit counts what both got of it, and each their own again",
    program: TWICE,
    first: [buys("anna", "1", 1), buys("bea", "2", 1)],
    // Each 1 + 10.
    merged: { points: 22 },
    meanwhile: [buys("anna", "3", 1)],
    // Twice it gave: only 1 for the order.
    later: { points: 23 },
    anna: { points: 12 },
    bea: { points: 11 },
    // Once each before: a second time for each, 1 + 10.
    last: [buys("anna", "4", 1), buys("bea", "5", 1)],
    finally: { anna: { points: 23 }, bea: { points: 22 } },
  },
  {
    name: "a reward once for each member is once for the two of them",
    program: { rewards: [{ ...MUG, limitPerMember: 1 }] },
    first: [buys("anna", "1", 60), buys("bea", "2", 100), redeems("bea", "d")],
    // 60 + 100 − 50.
    merged: { points: 110, vouchers: 1 },
    meanwhile: [redeems("anna", "e", 422)],
    later: { points: 110 },
    anna: { points: 60, vouchers: 0 },
    bea: { points: 50, vouchers: 1 },
    last: [redeems("anna", "f"), redeems("bea", "g", 422)],
    finally: { anna: { points: 10, vouchers: 1 }, bea: { points: 50, vouchers: 1 } },
  },
  {
    name: "a perk that the one used up is used up for both, and uses are added up",
    program: REFILL,
    first: [has("anna", 2, "perk:refill"), has("bea", 3, "perk:refill"), uses("bea", "u")],
    // 2 + 3 − 1.
    merged: { "perk:refill": 4 },
    meanwhile: [uses("anna", "v", 422)],
    later: { "perk:refill": 4 },
    anna: { "perk:refill": 2 },
    bea: { "perk:refill": 2 },
    last: [uses("anna", "w"), uses("bea", "x", 422)],
    finally: { anna: { "perk:refill": 1 }, bea: { "perk:refill": 2 } },
  },
  {
    name: "of consents a withdrawal counts, and the proof of the withdrawal stays",
    first: [says("anna", "granted", 1), says("bea", "withdrawn", 2)],
    merged: { consent: "withdrawn" },
    anna: { consent: "withdrawn" },
    bea: { consent: "withdrawn" },
  },
  {
    name: "a permission that only the other gave is noted with its proof",
    first: [says("bea", "granted", 1)],
    merged: { consent: "granted" },
    anna: { consent: "granted" },
    bea: { consent: "granted" },
  },
  {
    name: "an order paid with credit, returned while they are one, gives the credit back",
    first: [tops("bea", "t", 1_000), buys("bea", "1", 20, { credit: 600 })],
    // 1,000 − 600.
    merged: { "credit:EUR": 400, points: 20 },
    meanwhile: [returns("1", "1", "2")],
    later: { "credit:EUR": 1_000, points: 0 },
    // It came back to the lot that Bea had topped up.
    anna: { "credit:EUR": 0, points: 0 },
    bea: { "credit:EUR": 1_000, points: 0 },
  },
  {
    name: "half an order paid with credit returned while they are one, the other half after",
    first: [tops("anna", "s", 50), tops("bea", "t", 1_000), buys("bea", "1", 20, { credit: 600 })],
    merged: { "credit:EUR": 450 },
    meanwhile: [returns("1", "1")],
    // Half of 600 is 300.
    later: { "credit:EUR": 750, points: 10 },
    anna: { "credit:EUR": 50, points: 0 },
    bea: { "credit:EUR": 700, points: 10 },
    last: [returns("1", "2")],
    finally: { anna: { "credit:EUR": 50 }, bea: { "credit:EUR": 1_000, points: 0 } },
  },
  {
    name: "an order paid with the credit of the other stays with her who bought",
    first: [tops("bea", "t", 1_000)],
    merged: { "credit:EUR": 1_000 },
    meanwhile: [buys("anna", "1", 20, { credit: 600 })],
    later: { "credit:EUR": 400, points: 20, orders: 1 },
    anna: { "credit:EUR": 0, points: 20, orders: 1 },
    bea: { "credit:EUR": 400, points: 0, orders: 0 },
    // Bea's lot stays with Anna as far as she spent of it, so the 600 come back to Anna.
    last: [returns("1", "1", "2")],
    finally: { anna: { "credit:EUR": 600, points: 0 }, bea: { "credit:EUR": 400 } },
  },
  {
    name: "what each gave to a cause is what both gave, and goes apart again",
    program: SHARE,
    first: [
      buys("anna", "1", 30),
      buys("bea", "2", 20),
      ["POST /v1/members/ext:bea/donations", { id: "d", cause: "trees", money: 70 }, 201],
    ],
    // 2 % of 30 and of 20 euros, and 70.
    merged: { "given:trees": 60 + 40 + 70 },
    meanwhile: [returns("2", "1")],
    // Half of 40 is taken back, never what she gave herself.
    later: { "given:trees": 60 + 20 + 70 },
    anna: { "given:trees": 60 },
    bea: { "given:trees": 20 + 70 },
  },
  {
    name: "the third order of the two is nobody's second",
    program: rules({ id: "second", if: { nthOrder: 2 }, give: { type: "points", amount: 100 } }),
    first: [buys("anna", "1", 1), buys("bea", "2", 1)],
    merged: { points: 2, stage: "repeat_buyer" },
    meanwhile: [buys("anna", "3", 1)],
    later: { points: 3 },
    // Anna has bought twice, Bea once.
    anna: { points: 2, stage: "repeat_buyer" },
    bea: { points: 1, stage: "first_time_buyer" },
    last: [buys("bea", "4", 1)],
    finally: { anna: { points: 2 }, bea: { points: 102 } },
  },
];
