import type { Fragment } from "./fragments";

/* Fragments with rules, and what those give. */

export const label = (text: string) => ({ de: text, en: text });
const money = (amount: number) => ({ kind: "fixed_amount", amount });
export const voucher = (name: string) => ({ name: label(name), worth: money(500) });
export const points = (amount: number, more: object = {}) => ({ type: "points", amount, ...more });
const COFFEE = { categories: ["coffee"] };

export const REFILL = { key: "refill", name: label("Refill"), total: 2, lasts: "P60D" };

export const RULE_FRAGMENTS = {
  weekend: {
    rules: [
      { id: "weekend", if: { weekdays: ["sat", "sun"] }, give: { type: "multiply", percent: 250 } },
    ],
  },
  coffee: {
    rules: [
      {
        id: "coffee",
        if: COFFEE,
        give: points(3, { each: "item" }),
        limits: [
          { per: "day", amount: 10 },
          { per: "month", amount: 25 },
          { per: "week", times: 3 },
        ],
      },
      {
        id: "more-coffee",
        on: "line",
        if: { ...COFFEE, minimumTotal: 500 },
        give: { type: "multiply", percent: 150, of: ["base", "coffee"] },
        rounding: "ceil",
      },
    ],
  },
  first: { rules: [{ id: "first", if: { nthOrder: 1 }, give: points(50) }] },
  every: { rules: [{ id: "every", if: { everyNthOrder: 3 }, give: points(9, { each: "line" }) }] },
  group: {
    rules: [
      { id: "large", group: "best", if: { minimumTotal: 3000 }, give: points(20) },
      {
        id: "many",
        group: "best",
        if: { minimumQuantity: 5 },
        give: points(4, { each: "item" }),
        limits: [{ per: "order", amount: 30 }],
      },
    ],
  },
  cooled: {
    rules: [{ id: "cooled", cooldown: "P5D", if: { channels: ["store"] }, give: points(15) }],
  },
  scarce: {
    rules: [
      { id: "scarce", give: points(30), budget: { amount: 100, per: "total" } },
      {
        id: "scarcer",
        give: points(2, { each: "amount", per: 500 }),
        budget: { amount: 40, per: "month" },
        limits: [{ per: "lifetime", amount: 60 }],
      },
    ],
  },
  capped: { walletCaps: { points: 300, miles: 50 } },
  miles: {
    rules: [
      {
        id: "miles",
        give: points(2, { unit: "miles", each: "amount", per: 300 }),
        counts: { parts: ["items", "shipping"] },
        expiry: { policy: "rolling", after: "P40D" },
        pending: { until: "2026-02-10T00:00:00Z" },
        limits: [{ per: "year", amount: 90 }],
      },
    ],
  },
  idle: {
    rules: [
      {
        id: "idle",
        if: { channels: ["store", "app"] },
        give: points(5),
        expiry: { policy: "inactivity", after: "P45D" },
      },
    ],
  },
  card: {
    rules: [
      {
        id: "stamp",
        if: COFFEE,
        give: { type: "stamps", card: "coffee", amount: 1, each: "item" },
        limits: [{ per: "order", amount: 6 }],
      },
    ],
    stamps: [
      {
        key: "coffee",
        name: label("Coffee"),
        size: 5,
        reward: { type: "voucher", voucher: voucher("Free coffee") },
        expiry: { policy: "never" },
      },
    ],
  },
  visits: {
    rules: [
      {
        id: "visit",
        give: { type: "stamps", card: "visits", amount: 1 },
        limits: [{ per: "day", times: 1 }],
      },
      {
        id: "spent",
        give: { type: "stamps", card: "visits", amount: 1, each: "amount", per: 2500 },
      },
    ],
    stamps: [
      {
        key: "visits",
        name: label("Visits"),
        size: 3,
        reward: points(25, { unit: "points" }),
        expiry: { policy: "rolling", after: "P50D" },
      },
    ],
  },
  tea: {
    rules: [{ id: "tea", give: { type: "stamps", card: "tea", amount: 2, each: "line" } }],
    stamps: [{ key: "tea", name: label("Tea"), size: 4, reward: { type: "perk", perk: "refill" } }],
    perks: [REFILL],
  },
  lounge: {
    rules: [{ id: "lounge", if: { minimumTotal: 2000 }, give: { type: "perk", perk: "lounge" } }],
    perks: [
      {
        key: "lounge",
        name: label("Lounge"),
        lasts: "P30D",
        limits: [{ per: "week", times: 2 }],
      },
    ],
  },
  thanks: {
    rules: [
      {
        id: "thanks",
        if: { minimumTotal: 2500 },
        give: { type: "voucher", voucher: { ...voucher("Thanks"), validFor: "P30D" } },
        limits: [{ per: "month", times: 2 }],
      },
    ],
  },
  trees: {
    rules: [
      {
        id: "trees",
        give: { type: "donation", cause: "trees", amount: 10, each: "amount", per: 700 },
        budget: { amount: 500, per: "year" },
      },
    ],
    causes: [{ key: "trees", name: label("Trees") }],
  },
  handover: {
    rules: [
      {
        id: "collected",
        on: "fulfilment",
        handovers: ["collected", "delivered"],
        give: points(2, { each: "item" }),
        limits: [{ per: "month", amount: 12 }],
      },
    ],
  },
  awaited: {
    rules: [
      {
        id: "awaited",
        give: points(8),
        pending: { activity: "review", within: "P20D" },
        limits: [{ per: "week", times: 2 }],
      },
    ],
    activities: [{ type: "review", name: label("Review") }],
  },
  deeds: {
    rules: [
      {
        id: "run",
        on: "activity",
        activity: "run",
        give: points(1, { each: "data", field: "km", per: 2 }),
        limits: [{ per: "week", amount: 15 }],
      },
      {
        id: "run-stamp",
        on: "activity",
        activity: "run",
        give: { type: "stamps", card: "runs", amount: 1 },
        cooldown: "P2D",
      },
      {
        id: "run-voucher",
        on: "activity",
        activity: "run",
        give: { type: "voucher", voucher: voucher("Water") },
        budget: { amount: 2, per: "month" },
      },
    ],
    stamps: [{ key: "runs", name: label("Runs"), size: 2, reward: points(7, { unit: "miles" }) }],
    activities: [{ type: "run", name: label("Run"), data: { km: "number" } }],
  },
  expressed: {
    rules: [
      {
        id: "expressed",
        when: "order.items.exists(i, i.quantity >= 3) && order.channel != 'phone'",
        sentence: label("with three of a kind"),
        give: points(6),
      },
    ],
  },
} as const satisfies Record<string, Fragment>;
