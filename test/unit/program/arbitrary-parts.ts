import fc from "fast-check";

/* What arbitrary programs are made of: names, numbers, dates, limits, gifts. */

export const POINTS = ["points", "stars"] as const;
export const KEYS = ["a", "b", "c"] as const;

const char = fc.constantFrom(...("abcdefgäößéÉ ABCZ0123 !?'\"„“”‚‘&<>%-–€😀".match(/./gu) ?? []));
/** Names of shops: any characters, the longest that the schema takes. */
export const text = (max: number) =>
  fc
    .oneof(
      { weight: 4, arbitrary: fc.constantFrom("Kaffee", "Gold", "Tasse", "Happy Hour", "Danke!") },
      { weight: 1, arbitrary: fc.string({ unit: char, minLength: 1, maxLength: max }) },
      { weight: 1, arbitrary: fc.constant("x".repeat(max)) },
    )
    .map((name) => name.slice(0, max).trim())
    .filter((name) => !/[\ud800-\udbff]$/.test(name) && name !== "");
export const label = (max = 120) => fc.record({ en: text(max), de: text(max) });

export const whole = (min: number, max: number) =>
  fc.oneof(fc.integer({ min, max: Math.min(max, min + 20) }), fc.integer({ min, max }));
export const money = whole(1, 10 ** 12);
export const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
export const oneOrMore = <T>(...of: readonly T[]) => fc.subarray([...of], { minLength: 1 });

export const duration = fc.constantFrom(
  "P1D",
  "P30D",
  "P1M",
  "P12M",
  "P1Y",
  "P2W",
  "PT12H",
  "P1Y6M",
);
export const instant = fc
  .integer({ min: Date.parse("2026-01-01"), max: Date.parse("2028-01-01") })
  .map((at) => new Date(at - (at % 900_000)).toISOString());
export const dates = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  instant.map((from) => ({ from })),
  instant.map((until) => ({ until })),
  fc
    .tuple(instant, instant)
    .filter(([a, b]) => a !== b)
    .map((pair) => [...pair].sort())
    .map(([from, until]) => ({ from, until })),
);
export const expiry = fc.oneof(
  fc.constant({ policy: "never" }),
  fc.record({
    policy: fc.constantFrom("rolling", "end_of_month", "end_of_quarter", "end_of_year"),
    after: fc.constantFrom("P30D", "P12M", "P1Y"),
  }),
);
const limit = fc
  .record({
    per: fc.constantFrom("order", "day", "week", "month", "year", "lifetime"),
    amount: some(whole(1, 10_000)),
    times: some(whole(1, 100)),
  })
  .filter((l) => l.amount !== undefined || l.times !== undefined);
const byPeriod = { maxLength: 3, selector: (l: { per: string }) => l.per };
export const limits = fc.uniqueArray(
  limit.map((l) => (l.per === "order" ? { per: l.per, amount: l.amount ?? 1 } : l)),
  byPeriod,
);
export const usesLimits = fc.uniqueArray(
  fc.record({ per: fc.constantFrom("day", "week", "month", "year"), times: whole(1, 100) }),
  byPeriod,
);

const off = [
  fc.record({ kind: fc.constant("percent"), percent: whole(1, 100) }),
  fc.record({ kind: fc.constant("fixed_amount"), amount: money }),
  fc.constant({ kind: "free_product" }),
];
/** What a reward is, by its kind. */
export const rewardKind = fc.oneof(
  ...off,
  fc.constantFrom({ kind: "free_shipping" }, { kind: "sample" }, { kind: "access" }),
  fc.record({ kind: fc.constantFrom("gift_card", "store_credit"), amount: money }),
  fc.record({
    kind: fc.constant("points_to_money"),
    amount: whole(1, 1_000),
    minimumSteps: whole(1, 10),
    maximumSteps: whole(10, 1_000),
  }),
  fc.record({ kind: fc.constant("donation"), cause: fc.constantFrom(...KEYS), amount: money }),
  fc.record({ kind: fc.constant("perk"), perk: fc.constantFrom(...KEYS) }),
  fc.record({ kind: fc.constant("experience"), place: text(120) }),
  fc.record({ kind: fc.constant("event_seat"), startsAt: instant, place: text(120) }),
);
export const worth = fc.oneof(
  ...off,
  fc.constant({ kind: "free_shipping" }),
  fc.record({ kind: fc.constant("gift_card"), amount: money }),
  fc.constant({ kind: "thing", startsAt: "2026-05-01T18:00:00Z", place: "Köln" }),
);
export const voucher = fc.record({
  name: label(60),
  worth,
  minimumTotal: fc.option(money),
  validFor: fc.option(duration),
});
export const gift = fc.oneof(
  fc.record({
    type: fc.constant("points"),
    unit: fc.constantFrom(...POINTS),
    amount: whole(1, 1000),
  }),
  fc.record({ type: fc.constant("voucher"), voucher }),
  fc.record({ type: fc.constant("perk"), perk: fc.constantFrom(...KEYS) }),
);
