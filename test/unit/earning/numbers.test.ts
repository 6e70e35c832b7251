import fc from "fast-check";
import { expect, test } from "vitest";
import { celChecked, celTest } from "../../../src/earning/cel";
import { declaredFor } from "../../../src/earning/cel-types";
import { celled } from "../../../src/earning/cel-world";
import { localTime } from "../../../src/lib/time";
import { earnerOf, orderOf, programOf, SUNDAY } from "./world";

/* Declared numbers are numbers, whether what a member did is 12 or 12.5 kilometres long. */

const name = { de: "Name", en: "Name" };
const declared = declaredFor(
  programOf({
    attributes: [
      { key: "kids", type: "number", label: name },
      { key: "roast", type: "choice", label: name, choices: ["dark"] },
      { key: "vip", type: "boolean", label: name },
    ],
    activities: [
      {
        type: "run",
        name,
        data: { km: "number", track: "text", done: "boolean", constructor: "number" },
      },
    ],
  }),
  { on: "activity", activity: "run" },
);

function seen(km: number, kids = km) {
  const occasion = orderOf([], {
    on: "activity",
    activity: { type: "run", data: { km, track: "park", done: true, constructor: km } },
  });
  const attributes = { kids, roast: "dark", vip: false };
  return celled(occasion, earnerOf({ attributes }), localTime(SUNDAY, "Europe/Berlin"));
}

const holds = (expression: string, km: number) => {
  expect(celChecked(expression, declared)).not.toHaveProperty("fault");
  return celTest(expression, declared)?.holds(seen(km), null);
};

test.each([
  "activity.data.km * 2.0 > 5.0",
  "activity.data.km + 1 > 5",
  "1 + activity.data.km > 5",
  "100 - activity.data.km > 5",
  "activity.data.km / 2 > 5.5",
  "activity.data.km >= 10",
  "10 < activity.data.km",
  "activity.data.km != 13",
  "-activity.data.km < 0",
  "has(activity.data.km) && 'km' in activity.data",
  "activity.data['km'] > 5",
  "activity.data.constructor > 5",
  "[activity.data.km].exists(km, km * 2 > 5)",
  "member.attributes.kids + member.orders > 5.0",
])("%s holds for whole and broken numbers", (expression) => {
  expect([12, 12.5].map((km) => holds(expression, km))).toEqual([true, true]);
});

test("a number is one of those of a list, and equals its like", () => {
  expect([12, 12.5].map((km) => holds("activity.data.km in [12, 13]", km))).toEqual([true, false]);
  expect([12, 12.5].map((km) => holds("activity.data.km == 12", km))).toEqual([true, false]);
  expect([12, 12.5].map((km) => holds("12 == activity.data.km", km))).toEqual([true, false]);
  expect([12, 12.5].map((km) => holds("12.5 == activity.data.km", km))).toEqual([false, true]);
});

test.each([
  ["activity.data.km % 2 == 0", /no such overload: double % int/],
  ["activity.data.km > '5'", /no such overload: double > string/],
  ["activity.data.track > 5", /no such overload: string > int/],
  ["member.attributes[activity.data.track] > 5", /name the field, at character/],
  ["activity.data.miles > 5", /no field miles/],
  ["[activity.data].exists(d, d.miles > 5)", /No such key: miles/],
])("%s is refused", (expression, why) => {
  expect(celChecked(expression, declared)).toMatchObject({ fault: expect.stringMatching(why) });
});

const numbers = fc.constantFrom(
  ...["activity.data.km", "member.attributes.kids", "activity.data['km']", "member.orders"],
  ...["1", "2.5", "0", "at.hour", "int(activity.data.km)", "double(1)", "size(member.levels)"],
);
const others = fc.constantFrom(
  ...["activity.data.track", "'a'", "member.attributes.vip", "activity.data.done", "[1, 2]"],
  ...["[activity.data.km]", "string(member.orders)", "activity.data[member.attributes.roast]"],
);
const operators = (...of: string[]) => fc.constantFrom(...of);
const joined = (side: fc.Arbitrary<string>, operator: fc.Arbitrary<string>) =>
  fc.tuple(side, operator, side).map(([a, op, b]) => `(${a} ${op} ${b})`);
const sums = fc.oneof(numbers, joined(numbers, operators("+", "-", "*", "/", "%")));
const sides = fc.oneof(
  { weight: 3, arbitrary: sums },
  joined(sums, operators("+", "-", "*", "/")),
  others,
  joined(fc.oneof(numbers, others), operators("+", "==", "&&")),
  fc.tuple(others, sums, sums).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
  sums.map((a) => `-(${a})`),
);

/** By value: nothing to divide by, too great for a whole number. */
const BY_VALUE = /division by zero|modulo by zero|overflow|integer|out of range/i;

test("what passes the check never fails by type", () => {
  let passed = 0;
  const number = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ noNaN: true }));
  const bool = joined(sides, operators("==", "!=", "<", ">=", "in", "&&"));
  fc.assert(
    fc.property(bool, number, number, (text, km, kids) => {
      const checked = celChecked(text, declared);
      if ("fault" in checked) return;
      passed += 1;
      try {
        expect(checked.run(seen(km, kids).whole)).toBeTypeOf("boolean");
      } catch (error) {
        expect(String(error)).toMatch(BY_VALUE);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(passed).toBeGreaterThan(100);
});
