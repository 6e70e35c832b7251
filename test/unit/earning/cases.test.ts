import { expect, test } from "vitest";
import { earningProgram, evaluate } from "../../../src/earning";
import { toIso } from "../../../src/lib/time";
import type { Case } from "./case";
import { AMOUNTS } from "./cases-amounts";
import { BOUNDS } from "./cases-bounds";
import { BUDGETS } from "./cases-budgets";
import { CONDITIONS } from "./cases-conditions";
import { EXPRESSIONS } from "./cases-expressions";
import { MULTIPLIED } from "./cases-multiply";
import { STAYS } from "./cases-nights";
import { TIMES } from "./cases-times";
import { earnerOf, orderOf, programOf, roomOf } from "./world";

const name = { de: "Name", en: "Name" };
const plural = { one: "Stern", other: "Sterne" };
const document = {
  units: [
    { key: "points", name: { de: plural, en: plural } },
    { key: "stars", name: { de: plural, en: plural } },
  ],
  stamps: [{ key: "coffee", name, size: 10, reward: { type: "points", amount: 100 } }],
  perks: [
    { key: "wash", name, total: 3 },
    { key: "lounge", name },
  ],
  causes: [{ key: "trees", name }],
  tiers: [
    {
      key: "club",
      name,
      measure: "points",
      levels: [
        { key: "silver", name, from: 100 },
        { key: "gold", name, from: 200 },
      ],
    },
  ],
  activities: [
    { type: "review", name },
    { type: "run", name, data: { km: "number", track: "text" } },
  ],
  attributes: [
    { key: "roast", type: "text", label: name },
    { key: "kids", type: "number", label: name },
  ],
};

function told(given: Case) {
  const program = programOf({
    ...document,
    ...given.more,
    earning: { base: { points: 0 }, ...given.earning },
  });
  expect(earningProgram.faults?.(program)).toEqual([]);
  const occasion = orderOf(given.lines ?? [], given.occasion);
  const evaluated = evaluate(program, occasion, earnerOf(given.earner), roomOf(given.room));
  return {
    given: [
      ...evaluated.grants.map(({ rule, line, unit, amount, share }) =>
        [rule, line ?? "-", amount, unit, share]
          .filter((word) => word !== "points" && word !== "value")
          .join(" "),
      ),
      ...evaluated.vouchers.map(({ rule }) => `${rule} voucher`),
    ],
    passed: evaluated.passed
      .filter(({ rule, why }) => rule !== "base" || why !== "rate")
      .map(({ rule, why, missing, better, until }) =>
        [rule, why, missing, better, until && toIso(until)]
          .filter((word) => word !== undefined)
          .join(" "),
      ),
  };
}

const cases = [AMOUNTS, MULTIPLIED, CONDITIONS, TIMES, BOUNDS, BUDGETS, EXPRESSIONS, STAYS].flat();

test.each(cases)("$name", (given) => {
  const { given: gave, passed } = told(given);
  expect(gave).toEqual(given.given);
  if (given.passed) expect(passed).toEqual(given.passed);
});

test("no two cases are of one name", () => {
  expect(new Set(cases.map((c) => c.name)).size).toBe(cases.length);
});
