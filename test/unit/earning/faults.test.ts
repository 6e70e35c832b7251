import { expect, test } from "vitest";
import { earningProgram } from "../../../src/earning";
import { programOf } from "./world";

const known = {
  stamps: [
    {
      key: "coffee",
      name: { de: "Kaffee", en: "Coffee" },
      size: 10,
      reward: { type: "points", amount: 100 },
    },
  ],
  tiers: [
    {
      key: "club",
      name: { de: "Club", en: "Club" },
      measure: "points",
      levels: [{ key: "gold", name: { de: "Gold", en: "Gold" }, from: 100 }],
    },
  ],
  perks: [{ key: "refill", name: { de: "Nachfüllen", en: "Refill" } }],
  causes: [{ key: "trees", name: { de: "Bäume", en: "Trees" } }],
  attributes: [
    { key: "roast", type: "choice", label: { de: "Röstung", en: "Roast" }, choices: ["dark"] },
    { key: "kids", type: "number", label: { de: "Kinder", en: "Kids" } },
    { key: "since", type: "date", label: { de: "Seit", en: "Since" } },
  ],
  activities: [
    { type: "run", name: { de: "Lauf", en: "Run" }, data: { km: "number", track: "text" } },
    { type: "review", name: { de: "Bewertung", en: "Review" } },
  ],
};
const points = { type: "points", amount: 10 };
const faultsOf = (earning: object, more: object = {}) =>
  (earningProgram.faults?.(programOf({ ...known, earning, ...more })) ?? []).map(
    ({ path, message }) => [`/${path.join("/")}`, message] as const,
  );
/** Pointers of the faults of one rule, as from the rule. */
const of = (rule: object, ...others: object[]) =>
  faultsOf({ rules: [{ id: "a", give: points, ...rule }, ...others] }).map(([pointer]) =>
    pointer.replace("/earning/rules/0/", ""),
  );
const said = { sentence: { de: "so", en: "so" } };

test("a program without faults has none", () => {
  expect(faultsOf({})).toEqual([]);
  expect(
    of({
      if: {
        tiers: ["gold"],
        attributes: { roast: ["dark"], kids: 2, since: "2020-02-29" },
        hours: [{ from: "15:00", until: "24:00" }],
        nthOrder: 10,
        everyNthOrder: 5,
      },
      from: "2026-01-01T00:00:00Z",
      until: "2026-02-01T00:00:00Z",
      when: "member.attributes.kids > 1 && order.items.exists(i, i.total > 100)",
      ...said,
      limits: [
        { per: "day", times: 1 },
        { per: "order", amount: 5 },
      ],
      pending: { activity: "review", within: "P7D" },
    }),
  ).toEqual([]);
});

test("ids are there once, and none is that of the base rate", () => {
  expect(of({ id: "base" })).toEqual(["id"]);
  expect(of({}, { id: "a", give: points })).toEqual(["/earning/rules/1/id"]);
});

test("a rule on activities names a known one, and no other rule names any", () => {
  expect(of({ on: "activity" })).toEqual(["activity"]);
  expect(of({ on: "activity", activity: "swim" })).toEqual(["activity"]);
  expect(of({ activity: "run" })).toEqual(["activity"]);
  expect(of({ on: "activity", activity: "run" })).toEqual([]);
  expect(of({ handovers: ["shipped"] })).toEqual(["handovers"]);
  expect(of({ on: "fulfilment", handovers: ["shipped"] })).toEqual([]);
});

test("everything that is named exists", () => {
  expect(of({ give: { ...points, unit: "miles" } })).toEqual(["give/unit"]);
  expect(of({ give: { type: "stamps", card: "tea", amount: 1 } })).toEqual(["give/card"]);
  expect(of({ give: { type: "perk", perk: "valet" } })).toEqual(["give/perk"]);
  expect(of({ give: { type: "donation", cause: "sea", amount: 1 } })).toEqual(["give/cause"]);
  expect(of({ if: { tiers: ["gold", "tin"] } })).toEqual(["if/tiers/1"]);
  expect(of({ if: { attributes: { shoe: 42 } } })).toEqual(["if/attributes/shoe"]);
  expect(of({ pending: { activity: "swim", within: "P1D" } })).toEqual(["pending/activity"]);
  expect(faultsOf({ base: { unit: "miles" } }).map(([p]) => p)).toEqual(["/earning/base/unit"]);
  expect(faultsOf({}, { walletCaps: { miles: 1 } }).map(([p]) => p)).toEqual(["/walletCaps/miles"]);
  const twice = [...known.activities, known.activities[0]];
  expect(faultsOf({}, { activities: twice }).map(([p]) => p)).toEqual(["/activities/2/type"]);
});

test("attributes are asked for values that they can have", () => {
  expect(of({ if: { attributes: { kids: "two" } } })).toEqual(["if/attributes/kids"]);
  expect(of({ if: { attributes: { roast: ["dark", "light"] } } })).toEqual([
    "if/attributes/roast/1",
  ]);
  expect(of({ if: { attributes: { since: "2021-02-29" } } })).toEqual(["if/attributes/since"]);
});

test("what is measured says what, where and for how much", () => {
  const run = { on: "activity", activity: "run" };
  const give = (more: object) => ({ ...run, give: { ...points, ...more } });
  expect(of({ give: { ...points, each: "amount" } })).toEqual(["give/per"]);
  expect(of({ give: { ...points, per: 100 } })).toEqual(["give/per"]);
  expect(of(give({ each: "data", per: 1 }))).toEqual(["give/field"]);
  expect(of(give({ each: "data", per: 1, field: "miles" }))).toEqual(["give/field"]);
  expect(of(give({ each: "data", per: 1, field: "track" }))).toEqual(["give/field"]);
  expect(of(give({ each: "data", per: 1, field: "__proto__" }))).toEqual(["give/field"]);
  expect(of(give({ each: "data", field: "km" }))).toEqual(["give/per"]);
  expect(of(give({ each: "data", per: 1, field: "km" }))).toEqual([]);
  expect(of(give({ field: "km" }))).toEqual(["give/field"]);
  expect(of(give({ each: "item" }))).toEqual(["give/each"]);
  expect(of({ give: { ...points, each: "data", per: 1, field: "km" } })).toEqual(["give/each"]);
});

test("windows that never open are refused", () => {
  const [from, until] = ["2026-02-01T00:00:00Z", "2026-02-01T01:00:00+01:00"];
  expect(of({ from, until })).toEqual(["until"]);
  expect(of({ if: { hours: [{ from: "22:00", until: "02:00" }] } })).toEqual(["if/hours/0/until"]);
  expect(of({ if: { nthOrder: 7, everyNthOrder: 5 } })).toEqual(["if/nthOrder"]);
  expect(of({ on: "activity", activity: "run", if: { channels: ["store"], nthOrder: 1 } })).toEqual(
    ["if/channels", "if/nthOrder"],
  );
});

test("what multiplies multiplies rules of its occasion that give points", () => {
  const twice = (...of: string[]) => ({ give: { type: "multiply", percent: 200, of } });
  const b = (more: object) => ({ id: "b", give: points, ...more });
  expect(of(twice("base", "b"), b({}))).toEqual([]);
  expect(of(twice("base", "c"), b({}))).toEqual(["give/of/1"]);
  expect(of(twice("a"))).toEqual(["give/of/0", "give/of"]);
  expect(of(twice("b"), b({ give: { type: "perk", perk: "refill" } }))).toEqual(["give/of/0"]);
  expect(of(twice("b"), b({ on: "line" }))).toEqual([]);
  expect(of(twice("b"), b({ on: "fulfilment" }))).toEqual(["give/of/0"]);
  expect(of({ on: "activity", activity: "run", ...twice("base") })).toEqual(["give/of/0"]);
  expect(
    of(
      { on: "activity", activity: "run", ...twice("b") },
      b({ on: "activity", activity: "review" }),
    ),
  ).toEqual(["give/of/0"]);
  expect(
    faultsOf({ base: { points: 0 }, rules: [{ id: "a", ...twice("base") }] }).map(([p]) => p),
  ).toEqual(["/earning/rules/0/give/of/0"]);
});

test("rules that multiply each other in a circle are refused, through groups too", () => {
  const twice = (id: string, of: string, group?: string) => ({
    id,
    group,
    give: { type: "multiply", percent: 200, of: [of] },
  });
  const pointers = (...rules: object[]) => faultsOf({ rules }).map(([pointer]) => pointer);
  expect(pointers(twice("a", "b"), twice("b", "c"), twice("c", "a"))).not.toEqual([]);
  expect(pointers(twice("a", "b"), twice("b", "c"), twice("c", "base"))).toEqual([]);
  expect(pointers(twice("a", "b", "g"), { id: "b", group: "g", give: points })).toContain(
    "/earning/rules/0/give/of/0",
  );
  const crossed = [
    { id: "a", group: "g", give: points },
    twice("b", "c", "g"),
    { id: "c", group: "h", give: points },
    twice("d", "a", "h"),
  ];
  expect(pointers(...crossed)).not.toEqual([]);
});

test("limits name each period once, and only points wait or expire by rule", () => {
  const twice = [
    { per: "day", times: 1 },
    { per: "day", amount: 5 },
  ];
  expect(of({ limits: twice })).toEqual(["limits/1/per"]);
  expect(faultsOf({ base: { limits: twice } }).map(([p]) => p)).toEqual([
    "/earning/base/limits/1/per",
  ]);
  expect(of({ limits: [{ per: "order", times: 1 }] })).toEqual(["limits/0/times"]);
  const stamps = { type: "stamps", card: "coffee", amount: 1 };
  expect(of({ give: stamps, expiry: { policy: "never" } })).toEqual(["expiry"]);
  expect(of({ give: stamps, pending: { wait: "P1D" } })).toEqual(["pending"]);
});

test("an expression and its sentence come together", () => {
  expect(of({ when: "true" })).toEqual(["sentence"]);
  expect(of(said)).toEqual(["sentence"]);
});

const expressions: [expression: string, message: RegExp, rule?: object][] = [
  ["order.total >", /Unexpected token: EOF, at character 14/],
  ["order.total", /true or false, not int/],
  ["order.sum > 1", /No such key: sum, at character 7/],
  ["basket.total > 1", /Unknown variable: basket, at character 1/],
  ["item.total > 1", /Unknown variable: item/],
  ["order.total > 1", /Unknown variable: order/, { on: "activity", activity: "run" }],
  ["order.total + 'x' == 'y'", /no such overload/i],
  ["member.attributes.shoe == 42", /no attribute shoe, at character 19/],
  ["activity.data.miles > 5", /no field miles/, { on: "activity", activity: "run" }],
  ["order.channel.matches('(a+)+$')", /no function matches/],
  ["cel.bind(x, order.total, x > 1)", /no function bind/],
  ["dyn(order.total) == 1", /no function dyn/],
  [
    "order.items.exists(i, order.items.exists(j, j.total > i.total))",
    /exists cannot stand within another loop, at character/,
  ],
  ["order.items.exists(i, i in order.items)", /cannot go through order.items again/],
  ["order == order", /Name a field of the order/],
  ["order.items == order.items", /Ask for items with/],
  ["(order.items + order.items).exists(i, i.total > 1)", /exists needs a list by its name/],
  ["order.items.exists(i, i.sku == item.sku)", /for each item/, { on: "line" }],
  [`${"!".repeat(200)}true`, /nodes|depth/i],
  [Array.from({ length: 120 }, () => "true").join("&&"), /nodes|depth/i],
];

test.each(expressions)("%s is refused, and says where", (when, message, rule = {}) => {
  const faults = faultsOf({ rules: [{ id: "a", give: points, when, ...said, ...rule }] });
  expect(faults.map(([pointer]) => pointer)).toEqual(["/earning/rules/0/when"]);
  expect(faults[0]?.[1]).toMatch(message);
});

test("expressions that ask once for every line, or go through them once, are fine", () => {
  const when = (expression: string, more: object = {}) =>
    of({ when: expression, ...said, ...more });
  expect(when("order.items.exists(item, item.total > 1)")).toEqual([]);
  expect(when("size(order.items) > 2 && order.items[0].total > 1")).toEqual([]);
  expect(when("order.items.filter(i, i.total > 1).map(i, i.sku).size() > 2")).toEqual([]);
  expect(when("'a' in item.categories && order.total > 1", { on: "line" })).toEqual([]);
  expect(when("member.levels.exists(l, l == item.sku)", { on: "line" })).toEqual([]);
  expect(when("has(member.attributes.kids) && at.weekday > 5")).toEqual([]);
});

test("the expressions of all rules together are bounded", () => {
  // 20 × 5 fields, values and operators and 19 ands are 119 each; 42 of them are 4,998.
  const when = Array.from({ length: 20 }, (_, i) => `order.total - 1 > ${i}`).join(" && ");
  const rules = Array.from({ length: 60 }, (_, i) => ({
    id: `r${i}`,
    when,
    ...said,
    give: points,
  }));
  const pointers = faultsOf({ rules }).map(([pointer]) => pointer);
  expect(pointers).toHaveLength(18);
  expect(pointers[0]).toBe("/earning/rules/42/when");
  expect(faultsOf({ rules: rules.slice(0, 42) })).toEqual([]);
});
