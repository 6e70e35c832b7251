import fc from "fast-check";
import type { ProgramParts } from "../../../src/core/registry";
import {
  CHANNELS,
  type Earner,
  type EarningLine,
  earningProgram,
  LINE_KINDS,
  type Occasion,
} from "../../../src/earning";
import { MAX_AMOUNT } from "../../../src/lib/numbers";
import { programOf } from "./world";

/* Programs, occasions and members as shops could have them, with names that trip up objects. */

const name = { de: "Name", en: "Name" };
const NAMES = ["coffee", "tea", "__proto__", "constructor"];
const IDS = ["a", "b", "c", "d", "e", "f"];
const ROUNDINGS = ["floor", "nearest", "ceil"] as const;

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 2 });
const some = <T>(...of: readonly T[]) => fc.subarray([...of], { minLength: 1 });
const money = fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: MAX_AMOUNT }));
const amount = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 1_000_000 }));

const basis = fc.record({
  amount,
  each: fc.constantFrom("order", "line", "item", "amount", "data"),
  per: money,
});
const given = fc.oneof(
  { weight: 4, arbitrary: basis.map((b) => ({ type: "points", ...b })) },
  { weight: 2, arbitrary: basis.map((b) => ({ type: "stamps", card: "coffee", ...b })) },
  basis.map((b) => ({ type: "donation", cause: "trees", ...b })),
  basis.map((b) => ({ type: "donation", cause: "chosen", else: "trees", ...b })),
  fc.constant({ type: "perk", perk: "wash" }),
  fc.constant({
    type: "voucher",
    voucher: { name, worth: { kind: "percent", percent: 10 } },
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("multiply"),
      percent: fc.integer({ min: 101, max: 1_000 }),
      of: some("base", ...IDS),
    }),
  },
);
const asked = fc.record({
  channels: some(...CHANNELS),
  categories: some(...NAMES),
  skus: some(...NAMES),
  kinds: some(...LINE_KINDS),
  minimumTotal: money,
  minimumQuantity: fc.integer({ min: 1, max: 5 }),
  nthOrder: fc.integer({ min: 1, max: 3 }),
  everyNthOrder: fc.integer({ min: 2, max: 3 }),
  weekdays: some("mon", "tue", "fri", "sat", "sun"),
  hours: fc.constant([{ from: "08:00", until: "24:00" }]),
  birthday: fc.constantFrom("day", "week", "month"),
  tiers: fc.constant(["gold"]),
  attributes: fc.constant({ kids: [1, 2] }),
});
const OF_ORDERS = new Set<string>([
  ...["channels", "categories", "skus", "kinds"],
  ...["minimumTotal", "minimumQuantity", "nthOrder", "everyNthOrder"],
]);
const ASKED = [
  ...(["channels", "categories", "skus", "kinds", "minimumTotal", "minimumQuantity"] as const),
  ...(["nthOrder", "everyNthOrder", "weekdays", "hours", "birthday"] as const),
  ...(["tiers", "attributes"] as const),
] as const;
const OF_WHOLE = [
  "order.total / order.discounts > 1",
  "order.items.exists(i, 'coffee' in i.categories)",
  "member.attributes.kids > 1.5",
  "order.items[2].total > 1 || at.hour > 10",
];
const EXPRESSIONS: Readonly<Record<string, readonly string[]>> = {
  order: OF_WHOLE,
  fulfilment: OF_WHOLE,
  line: [...OF_WHOLE, "item.total % item.quantity == 0", "item.sku == 'coffee'"],
  activity: ["activity.data.km > 10.0", "member.attributes.kids > 1.5"],
};
const limits = fc.uniqueArray(
  fc.record({ per: fc.constantFrom("order", "day", "week", "lifetime"), amount: money }),
  { maxLength: 1, selector: (l) => l.per },
);
const rule = fc.record({
  on: fc.constantFrom("order", "order", "line", "fulfilment", "activity"),
  if: fc.tuple(asked, fc.subarray([...ASKED], { maxLength: 2 })),
  when: maybe(fc.nat()),
  give: given,
  counts: maybe(
    fc.record({
      parts: some("items", "shipping", "fees"),
      tax: fc.constantFrom("included", "excluded"),
      discounts: fc.constantFrom("before", "after"),
    }),
  ),
  rounding: fc.constantFrom(...ROUNDINGS),
  group: maybe(fc.constantFrom("g", "h")),
  cooldown: maybe(fc.constant("P1M")),
  limits,
  budget: maybe(fc.record({ amount: money, per: fc.constantFrom("month", "year", "total") })),
});
type Drawn = typeof rule extends fc.Arbitrary<infer T> ? T : never;

/** A rule as it was drawn, less what its occasion cannot ask for, so that most have no fault. */
function fitted(drawn: Drawn, id: string, all: readonly Drawn[]): object {
  const { on, when, give } = drawn;
  const isActivity = on === "activity";
  const expressions = EXPRESSIONS[on] ?? [];
  const [values, kept] = drawn.if;
  const names = isActivity ? kept.filter((key) => !OF_ORDERS.has(key)) : kept;
  return {
    ...drawn,
    id,
    ...(isActivity ? { activity: "run" } : {}),
    if: Object.fromEntries(names.map((key) => [key, values[key]])),
    when: when === undefined ? undefined : expressions[when % expressions.length],
    sentence: when === undefined ? undefined : name,
    give: {
      ...give,
      ...("each" in give ? eachOf(give, isActivity) : {}),
      ...("of" in give ? { of: multipliedBy(drawn, give.of, all) } : {}),
    },
  };
}

/** Of the rules it was to multiply those that give points on its occasion. */
function multipliedBy(drawn: Drawn, of: readonly string[], all: readonly Drawn[]): string[] {
  const occasion = (r: Drawn | undefined) => (r?.on === "line" ? "order" : r?.on);
  const fitting = of.filter((id) => {
    const other = all[IDS.indexOf(id)];
    return other?.give.type === "points" && occasion(other) === occasion(drawn);
  });
  return fitting.length > 0 && !of.includes("base") ? fitting : ["base", ...fitting];
}

function eachOf({ each, per }: { each: string; per: number }, isActivity: boolean): object {
  if (isActivity)
    return each === "data" ? { each, per, field: "km" } : { each: "order", per: undefined };
  const lines = each === "data" ? "item" : each;
  return { each: lines, per: lines === "amount" ? per : undefined };
}

/** Programs without faults: rules that have one are left out. */
export const program = fc
  .record({
    base: fc.record({
      points: fc.integer({ min: 0, max: 20 }),
      per: money,
      rounding: fc.constantFrom(...ROUNDINGS),
      parts: some("items", "shipping", "fees"),
      limits,
    }),
    rules: fc.array(rule, { maxLength: IDS.length }),
    cap: maybe(money),
  })
  .map(({ base, rules, cap }) => {
    const parts = programOf({
      ...KNOWN,
      earning: { base, rules: rules.map((r, i) => fitted(r, IDS[i] ?? "", rules)) },
      walletCaps: cap === undefined ? {} : { points: cap },
    });
    return withoutFaults(parts, parts.earning.rules);
  });

function withoutFaults(parts: ProgramParts, rules: ProgramParts["earning"]["rules"]): ProgramParts {
  const left = { ...parts, earning: { ...parts.earning, rules } };
  const faulty = new Set(earningProgram.faults?.(left).map(({ path }) => path[2]));
  if (faulty.size === 0) return left;
  return withoutFaults(
    parts,
    rules.filter((_, i) => !faulty.has(i)),
  );
}

const KNOWN = {
  stamps: [{ key: "coffee", name, size: 10, reward: { type: "points", amount: 100 } }],
  perks: [{ key: "wash", name, total: 3 }],
  causes: [{ key: "trees", name }],
  tiers: [{ key: "club", name, measure: "points", levels: [{ key: "gold", name, from: 100 }] }],
  activities: [{ type: "run", name, data: { km: "number" } }],
  attributes: [{ key: "kids", type: "number", label: name }],
};

const lineOf = fc.record({
  kind: fc.constantFrom(...LINE_KINDS, "product" as const, "product" as const),
  total: fc.oneof(fc.nat(5_000), fc.nat(MAX_AMOUNT)),
  quantity: fc.integer({ min: 1, max: 100_000 }),
  sku: fc.option(fc.constantFrom(...NAMES)),
  name: fc.constant(null),
  categories: fc.subarray(NAMES),
});

export const lines: fc.Arbitrary<EarningLine[]> = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom("1", "2", "3", "4", "5", "__proto__"), { maxLength: 5 }),
    fc.infiniteStream(lineOf),
    fc.nat(900),
    fc.nat(300),
  )
  .map(([ids, stream, shipping, fees]) => {
    const part = (id: string, kind: "shipping" | "fees", total: number): EarningLine[] =>
      total === 0
        ? []
        : [{ id, kind, total, quantity: 1, sku: null, name: null, categories: [], stay: null }];
    return [
      ...ids.map((id) => ({ id, ...(stream.next().value as Omit<EarningLine, "id">) })),
      ...part("~shipping", "shipping", shipping),
      ...part("~fees", "fees", fees),
    ];
  });

export const occasion: fc.Arbitrary<Occasion> = fc
  .record({
    on: fc.constantFrom("order", "order", "fulfilment", "activity"),
    at: fc.integer({ min: Date.parse("2024-01-01"), max: Date.parse("2028-12-31") }),
    timeZone: fc.constantFrom("Europe/Berlin", "Pacific/Auckland", "America/St_Johns"),
    currency: fc.constantFrom("EUR", "CHF"),
    lines,
    taxIncluded: fc.boolean(),
    tax: fc.oneof(fc.constant(0), fc.nat(5_000)),
    discounts: fc.oneof(fc.constant(0), fc.nat(5_000)),
    channel: fc.constantFrom(...CHANNELS),
    store: fc.constant(null),
    km: fc.oneof(fc.double(), fc.constant("far"), fc.nat(100)),
  })
  .map(({ km, ...rest }) => ({
    ...rest,
    lines: rest.on === "activity" ? [] : rest.lines,
    channel: rest.on === "activity" ? null : rest.channel,
    handover: rest.on === "fulfilment" ? "shipped" : null,
    seed: null,
    activity: rest.on === "activity" ? { type: "run", data: { km } } : null,
  }));

export const earner: fc.Arbitrary<Earner> = fc.record({
  levels: fc.subarray(["gold", "silver"]),
  nthOrder: fc.integer({ min: 1, max: 6 }),
  birthday: fc.option(fc.constantFrom("1990-03-01", "2000-02-29", "12-28")),
  attributes: fc.constantFrom({}, { kids: 2 }, { kids: 0.5 }),
  cause: fc.constantFrom(null, "trees", "sea"),
});

/** What a member got before, of anything, and everybody of a budget; a balance of every unit. */
export const before = fc.record({
  amount: fc.oneof(fc.constant(0), fc.nat(5_000)),
  times: fc.nat(2),
  lastAt: fc.option(fc.constant(Date.parse("2026-01-15T00:00:00Z"))),
  spent: fc.oneof(fc.constant(0), fc.nat(5_000)),
  balance: fc.oneof(fc.constant(0), fc.nat(5_000)),
});
