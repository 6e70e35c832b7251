import { expect, test } from "vitest";
import type { Context } from "../../../src/core/context";
import { changesBetween, withValue } from "../../../src/program/changes";
import { differencesOf } from "../../../src/program/differences";
import { registry } from "../../../src/registry";

const shop = { address: "du", currency: "EUR", timeZone: "Europe/Berlin" };
const ctx = (locale: "de" | "en") => ({ registry, shop, locale }) as unknown as Context;

const parts = (document: object) => registry.programSchema.parse(document);
const between = (before: object, after: object, locale: "de" | "en" = "en") =>
  differencesOf(ctx(locale), parts(before), parts(after));

const label = (text: string) => ({ de: text, en: text });
const mug = { id: "mug", kind: "free_product", name: label("Mug"), cost: { points: 100 } };
const cake = { ...mug, id: "cake", name: label("Cake") };
const tenth = { id: "tenth", if: { everyNthOrder: 10 }, give: { type: "points", amount: 50 } };
const earning = (points: number, rules: object[] = []) => ({
  earning: { base: { points, per: 100 }, rules },
});

test("a program does not differ from itself", () => {
  const rich = { ...earning(2, [tenth]), rewards: [mug, cake] };
  expect(between(rich, rich)).toEqual({ added: [], removed: [], changed: [], other: [] });
});

test("rules that came, went and changed are told in their sentences", () => {
  const { added, removed, changed, other } = between(
    { ...earning(1), rewards: [mug] },
    { ...earning(2, [tenth]), rewards: [{ ...mug, cost: { points: 80 } }, cake] },
  );
  expect(added).toEqual([
    { ruleId: "earning.tenth", text: "You get 50 points for every 10th order." },
    { ruleId: "rewards.cake", text: "Cake free for 100 points." },
  ]);
  expect(removed).toEqual([]);
  expect(changed).toEqual([
    {
      ruleId: "earning.base",
      before: "You get 1 point for every €1 you spend on goods.",
      after: "You get 2 points for every €1 you spend on goods.",
    },
    {
      ruleId: "rewards.mug",
      before: "Mug free for 100 points.",
      after: "Mug free for 80 points.",
    },
  ]);
  expect(other).toEqual([]);
});

test("they are told in German too", () => {
  const { changed } = between(earning(1), earning(2), "de");
  expect(changed).toEqual([
    {
      ruleId: "earning.base",
      before: "Du bekommst 1 Punkt je 1 € Warenwert.",
      after: "Du bekommst 2 Punkte je 1 € Warenwert.",
    },
  ]);
});

test("what no sentence tells is told by its place, beside what one does", () => {
  const { changed, other } = between(
    { ...earning(1), rewards: [cake, { ...mug, costAmount: 150 }] },
    { ...earning(1), rewards: [{ ...mug, costAmount: 160, cost: { points: 90 } }, cake] },
  );
  expect(changed.map(({ ruleId }) => ruleId)).toEqual(["rewards.mug"]);
  expect(other).toEqual([
    { pointer: "/rewards/0/costAmount", before: 150, after: 160 },
    { pointer: "/rewards", before: ["cake", "mug"], after: ["mug", "cake"] },
  ]);
});

test("a rule that needs something else that is new is told, and so is that", () => {
  const card = { key: "coffee", name: label("Coffee"), size: 10 };
  const reward = { type: "points", amount: 5 };
  const stamp = { id: "cup", give: { type: "stamps", card: "coffee", amount: 1 } };
  const { added, other } = between(earning(1), {
    ...earning(1, [stamp]),
    stamps: [{ ...card, reward }],
  });
  expect(added.map(({ ruleId }) => ruleId)).toEqual([
    "earning.cup",
    "stamps.coffee",
    "stamps.coffee.expiry",
  ]);
  expect(other).toEqual([]);
});

const CASES: readonly (readonly [
  string,
  unknown,
  unknown,
  readonly (readonly [string, unknown, unknown])[],
])[] = [
  ["nothing", { a: 1 }, { a: 1 }, []],
  ["a field", { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, [["/a/c", 2, 3]]],
  ["a field that came", {}, { a: 1 }, [["/a", undefined, 1]]],
  ["a field that went, with a slash", { "a/b": 1 }, {}, [["/a~1b", 1, undefined]]],
  [
    "another kind",
    { type: "x", n: 1 },
    { type: "y", n: 1 },
    [["", { type: "x", n: 1 }, { type: "y", n: 1 }]],
  ],
  [
    "an element by its name, wherever it stands",
    [
      { id: "a", n: 1 },
      { id: "b", n: 1 },
    ],
    [
      { id: "b", n: 2 },
      { id: "c", n: 1 },
    ],
    [
      ["/0/n", 1, 2],
      ["/1", undefined, { id: "c", n: 1 }],
      ["/0", { id: "a", n: 1 }, undefined],
    ],
  ],
  ["a list of what has no names", [1, 2], [2, 1], [["", [1, 2], [2, 1]]]],
];

test.for(CASES)("changes: %s", ([, before, after, expected]) => {
  const changes = changesBetween(before, after);
  expect(changes.map((c) => [c.pointer, c.before, c.after])).toEqual(expected);
});

test("all changes made one after the other make the later document", () => {
  for (const [name, before, after] of CASES) {
    const made = changesBetween(before, after).reduce(
      (document, change) => withValue(document, change.path, change.after),
      before,
    );
    expect(made, name).toEqual(after);
  }
});
