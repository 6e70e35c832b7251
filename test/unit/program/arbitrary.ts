import fc from "fast-check";
import type { ProgramParts } from "../../../src/core/registry";
import {
  dates,
  duration,
  expiry,
  gift,
  instant,
  KEYS,
  label,
  limits,
  money,
  oneOrMore,
  POINTS,
  rewardKind,
  some,
  text,
  usesLimits,
  voucher,
  whole,
} from "./arbitrary-parts";
import { faultsOf, partsOf } from "./documents";

/* Program documents as shops might write them: every field that a document may have, names of any
 * length, references that lead somewhere. */

const hour = fc.integer({ min: 0, max: 22 });
const hours = fc.tuple(hour, fc.constantFrom("00", "30")).map(([h, m]) => ({
  from: `${String(h).padStart(2, "0")}:${m}`,
  until: `${String(h + 1).padStart(2, "0")}:${m}`,
}));
const names = fc.uniqueArray(text(80), { minLength: 1, maxLength: 5 });
const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const whenFields = {
  weekdays: some(oneOrMore(...WEEK)),
  hours: some(fc.array(hours, { minLength: 1, maxLength: 2 })),
};
const whoFields = {
  birthday: some(fc.constantFrom("day", "week", "month")),
  tiers: some(oneOrMore("low", "high")),
  attributes: some(fc.record({ diet: fc.oneof(text(40), fc.array(text(20), { minLength: 1 })) })),
};
const when = fc.record(whenFields);
const who = fc.record({ ...whoFields, birthday: fc.constant("month") });
/** What any rule may ask of when and who. */
const always = {
  ...whenFields,
  ...whoFields,
};
const ofOrders = {
  ...always,
  channels: some(oneOrMore("online", "store", "app", "phone", "marketplace")),
  stores: some(names),
  categories: some(names),
  skus: some(names),
  kinds: some(oneOrMore("product", "gift_card", "deposit", "tip", "fee")),
  minimumTotal: some(money),
  minimumQuantity: some(whole(1, 100)),
};
/** One order in many, or every so many. */
const nth = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  whole(1, 50).map((nthOrder) => ({ nthOrder })),
  whole(2, 50).map((everyNthOrder) => ({ everyNthOrder })),
);
const ifOfOrders = fc.tuple(fc.record(ofOrders), nth).map(([asked, n]) => ({ ...asked, ...n }));

const amount = whole(1, 1_000);
const counted = (each: fc.Arbitrary<object>) =>
  fc.oneof(
    fc
      .tuple(
        fc.record({ type: fc.constant("points"), unit: fc.constantFrom(...POINTS), amount }),
        each,
      )
      .map(([a, b]) => ({ ...a, ...b })),
    fc
      .tuple(
        fc.record({ type: fc.constant("stamps"), card: fc.constantFrom(...KEYS), amount }),
        each,
      )
      .map(([a, b]) => ({ ...a, ...b })),
    fc
      .tuple(
        fc.record({ type: fc.constant("donation"), cause: fc.constantFrom(...KEYS), amount }),
        each,
      )
      .map(([a, b]) => ({ ...a, ...b })),
  );
const eachOfOrders = fc.oneof(
  fc.record({ each: fc.constantFrom("order", "line", "item") }),
  fc.record({ each: fc.constant("amount"), per: money }),
);
const given = [
  fc.record({ type: fc.constant("perk"), perk: fc.constantFrom(...KEYS) }),
  fc.record({ type: fc.constant("voucher"), voucher }),
] as const;

const common = {
  name: some(label()),
  group: some(fc.constantFrom("g", "h")),
  cooldown: some(duration),
  limits,
  budget: some(fc.record({ amount: money, per: fc.constantFrom("month", "year", "total") })),
};
const counts = some(
  fc.record({
    parts: some(oneOrMore("items", "shipping", "fees")),
    tax: some(fc.constantFrom("included", "excluded")),
    discounts: some(fc.constantFrom("after", "before")),
  }),
);
const waiting = some(
  fc.oneof(
    fc.record({ wait: duration, after: fc.constantFrom("placed", "delivered") }),
    instant.map((until) => ({ until })),
    fc.record({ activity: fc.constantFrom("review", "run"), within: duration }),
  ),
);
const own = fc
  .option(label(), { nil: undefined })
  .map((sentence) => (sentence === undefined ? {} : { when: "true", sentence }));

const ruleOfOrders = fc.record({
  ...common,
  on: fc.constantFrom("order", "fulfilment"),
  if: ifOfOrders,
  give: fc.oneof(counted(eachOfOrders), ...given),
  counts,
});
const ruleOfActivities = fc.record({
  ...common,
  on: fc.constant("activity"),
  activity: fc.constantFrom("review", "run"),
  if: fc.record(always),
  give: fc.oneof(counted(fc.constant({ each: "order" })), ...given),
});
const ruleOfData = fc.record({
  ...common,
  on: fc.constant("activity"),
  activity: fc.constant("run"),
  if: fc.record(always),
  give: counted(
    fc.record({ each: fc.constant("data"), per: whole(1, 100), field: fc.constant("km") }),
  ),
});
const booster = fc.record({
  ...common,
  if: ifOfOrders,
  give: fc.record({ type: fc.constant("multiply"), percent: whole(101, 10_000) }),
});
const surprise = fc.record({
  ...common,
  limits: usesLimits,
  if: ifOfOrders,
  give: fc.record({
    type: fc.constant("surprise"),
    oneIn: whole(1, 1_000),
    gifts: fc.array(fc.record({ gift, weight: whole(1, 10) }), { minLength: 1, maxLength: 3 }),
  }),
});
const rule = fc
  .tuple(
    fc.oneof(ruleOfOrders, ruleOfActivities, ruleOfData, booster, surprise),
    dates,
    own,
    waiting,
    some(expiry),
  )
  .map(([of, when, sentence, pending, expires]) => ({
    ...of,
    ...when,
    ...sentence,
    ...(of.give.type === "points" ? { pending, expiry: expires } : {}),
  }));

const level = (key: string) =>
  fc.record({
    key: fc.constant(key),
    name: label(),
    perks: fc.subarray([...KEYS]),
    entry: fc.array(gift, { maxLength: 2 }),
    expiry: some(expiry),
  });
const tierSet = fc
  .record({
    key: fc.constant("status"),
    name: label(),
    measure: fc.constantFrom("points", "spend", "orders"),
    window: fc.oneof(
      fc.constantFrom({ type: "lifetime" }, { type: "calendar_year" }, { type: "membership_year" }),
      fc.record({ type: fc.constant("rolling"), length: fc.constantFrom("P12M", "P90D", "P1Y") }),
    ),
    levels: fc.tuple(level("low"), level("high")),
    downgrade: fc.constantFrom("deserved", "one_step", "never"),
    grace: fc.constantFrom("P0D", "P30D", "P1M"),
  })
  .chain((set) =>
    fc.tuple(whole(1, 500), whole(501, 100_000)).map((from) => ({
      ...set,
      levels: set.levels.map((of, i) => ({ ...of, from: from[i] })),
      // What is counted over a lifetime is never lost by time.
      ...(set.window.type === "lifetime" ? { downgrade: undefined, grace: undefined } : {}),
    })),
  );
const reward = fc
  .tuple(
    fc.record({
      name: label(),
      cost: whole(0, 10 ** 6).map((points) => ({ points })),
      stock: fc.option(whole(0, 100)),
      limitPerMember: fc.option(whole(1, 100)),
      onlyFor: some(who),
      schedule: some(when),
      limits: usesLimits,
      cooldown: fc.option(duration),
      prices: fc.array(fc.record({ if: who, cost: fc.constant({ points: 5 }) }), { maxLength: 2 }),
    }),
    rewardKind,
    dates,
  )
  .map((of) => Object.assign({}, ...of));

const numbered = <T extends object>(of: readonly T[], field: "id" | "key") =>
  of.map((one, i) => ({ ...one, [field]: KEYS[i] ?? `x${i}` }));
const plural = fc.record({ one: text(40), other: text(40) });

/** Documents that the schema and the slices take, undefined fields left out. */
export const documents: fc.Arbitrary<object> = fc
  .record({
    units: fc
      .tuple(fc.record({ de: plural, en: plural }), fc.record({ de: plural, en: plural }))
      .map((of) => of.map((name, i) => ({ key: POINTS[i], name }))),
    earning: fc.record({
      base: fc.record({
        points: whole(0, 1_000_000),
        per: money,
        parts: oneOrMore("items", "shipping", "fees"),
        kinds: oneOrMore("product", "gift_card", "deposit", "tip", "fee"),
        tax: fc.constantFrom("included", "excluded"),
        discounts: fc.constantFrom("after", "before"),
        limits,
      }),
      rules: fc.array(rule, { maxLength: 5 }).map((of) => numbered(of, "id")),
    }),
    activities: fc.tuple(label(), label()).map(([review, run]) => [
      { type: "review", name: review },
      { type: "run", name: run, data: { km: "number" } },
    ]),
    attributes: label().map((of) => [{ key: "diet", type: "text", label: of }]),
    walletCaps: fc.constantFrom({}, { points: 10_000 }),
    expiry,
    stamps: fc
      .tuple(
        ...KEYS.map(() =>
          fc.record({ name: label(), size: whole(2, 1000), reward: gift, expiry: some(expiry) }),
        ),
      )
      .map((of) => numbered(of, "key")),
    perks: fc
      .tuple(
        ...KEYS.map(() =>
          fc.record({
            name: label(),
            limits: usesLimits,
            total: fc.option(whole(1, 1000)),
            lasts: fc.option(duration),
          }),
        ),
      )
      .map((of) => numbered(of, "key")),
    causes: fc
      .tuple(...KEYS.map(() => fc.record({ name: label() })))
      .map((of) => numbered(of, "key")),
    tiers: tierSet.map((set) => [set]),
    rewards: fc.array(reward, { maxLength: 3 }).map((of) => numbered(of, "id")),
  })
  .map((document) => JSON.parse(JSON.stringify(document)) as object);

/** Valid programs: what a slice refuses is left out. */
export const programs: fc.Arbitrary<ProgramParts> = documents
  .map((document) => withoutFaults(document))
  .filter((parts) => parts !== null);

/** A document's parts; rules that a slice finds fault with are taken out. null: faults remain. */
function withoutFaults(document: object): ProgramParts | null {
  const parts = partsOf(document);
  const faulty = new Set(
    faultsOf(parts).flatMap(({ path }) => (path[1] === "rules" ? [path[2]] : [])),
  );
  const kept = parts.earning.rules.filter((_, i) => !faulty.has(i));
  const left = { ...parts, earning: { ...parts.earning, rules: kept } };
  return faultsOf(left).length === 0 ? left : null;
}
