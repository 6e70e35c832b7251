/*
 * Fragments that programs of random histories are put together from. Each stands by itself, and
 * says the same in every program, so that what a rule gave under one version is bounded as what it
 * gave under another.
 */

const label = (text: string) => ({ de: text, en: text });
const plural = (text: string) => ({ one: text, other: text });
const unit = (key: string) => ({ key, name: { de: plural(key), en: plural(key) } });
const money = (amount: number) => ({ kind: "fixed_amount", amount });
const voucher = (name: string) => ({ name: label(name), worth: money(500) });

/** What a fragment adds to a program. */
export interface Fragment {
  readonly rules?: readonly object[];
  readonly stamps?: readonly object[];
  readonly perks?: readonly object[];
  readonly causes?: readonly object[];
  readonly tiers?: readonly object[];
  readonly activities?: readonly object[];
  readonly walletCaps?: Readonly<Record<string, number>>;
}

const points = (amount: number, more: object = {}) => ({ type: "points", amount, ...more });
const COFFEE = { categories: ["coffee"] };

const REFILL = { key: "refill", name: label("Refill"), total: 2, lasts: "P60D" };

export const FRAGMENTS = {
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
  status: {
    rules: [{ id: "gold", if: { tiers: ["gold"] }, give: { type: "multiply", percent: 150 } }],
    tiers: [
      {
        key: "status",
        name: label("Status"),
        measure: "points",
        levels: [
          { key: "silver", name: label("Silver"), from: 60 },
          {
            key: "gold",
            name: label("Gold"),
            from: 200,
            entry: [points(10, { unit: "miles" })],
            expiry: { policy: "rolling", after: "P80D" },
          },
        ],
      },
    ],
  },
  club: {
    tiers: [
      {
        key: "club",
        name: label("Club"),
        measure: "spend",
        window: { type: "rolling", length: "P30D" },
        downgrade: "one_step",
        grace: "P5D",
        levels: [
          {
            key: "friend",
            name: label("Friend"),
            from: 2000,
            entry: [points(5, { unit: "points" })],
          },
          { key: "fan", name: label("Fan"), from: 6000, perks: ["refill"] },
        ],
      },
    ],
    perks: [REFILL],
  },
  yearly: {
    tiers: [
      {
        key: "yearly",
        name: label("Yearly"),
        measure: "orders",
        window: { type: "calendar_year" },
        levels: [
          { key: "one", name: label("One"), from: 1 },
          {
            key: "three",
            name: label("Three"),
            from: 3,
            entry: [{ type: "voucher", voucher: voucher("Welcome") }],
          },
        ],
      },
    ],
  },
} as const satisfies Record<string, Fragment>;

export type FragmentName = keyof typeof FRAGMENTS;
export const FRAGMENT_NAMES = Object.keys(FRAGMENTS) as FragmentName[];

/** Whether a fragment has tiers: those are not switched on and off within a history. */
export const hasTiers = (name: FragmentName): boolean => "tiers" in FRAGMENTS[name];

/** A program document of some fragments, on top of `rest`. */
export function programWith(names: readonly FragmentName[], rest: Document = {}): object {
  const chosen: Fragment[] = FRAGMENT_NAMES.filter((n) => names.includes(n)).map(
    (name) => FRAGMENTS[name],
  );
  const perks = new Map(
    chosen.flatMap((f) => (f.perks ?? []).map((perk) => [JSON.stringify(perk), perk] as const)),
  );
  const { base, ...others } = rest;
  return {
    units: [unit("points"), unit("miles")],
    ...others,
    earning: { ...(base ? { base } : {}), rules: chosen.flatMap((f) => f.rules ?? []) },
    stamps: chosen.flatMap((f) => f.stamps ?? []),
    perks: [...perks.values()],
    causes: chosen.flatMap((f) => f.causes ?? []),
    tiers: chosen.flatMap((f) => f.tiers ?? []),
    activities: chosen.flatMap((f) => f.activities ?? []),
    walletCaps: Object.assign({}, ...chosen.map((f) => f.walletCaps ?? {})),
  };
}

type Document = Readonly<Record<string, unknown>> & { readonly base?: object };
