import { expect, test } from "vitest";
import { DEMO_PROGRAM } from "../../../scripts/lib/demo-program.ts";
import { fileOf, type Schema, withoutDefaults } from "../../../scripts/lib/program-file.ts";
import {
  changeLines,
  hasChanges,
  type Plan,
  planLines,
} from "../../../scripts/lib/program-text.ts";
import { PRESETS } from "../../../src/presets";
import { programJsonSchema } from "../../../src/program";
import { registry } from "../../../src/registry";

const schema = programJsonSchema(registry.programSchema) as Schema;
const parsed = (document: unknown) => registry.programSchema.parse(document);
const asJson = (document: unknown) => JSON.parse(JSON.stringify(document));

const plain = (_colour: string, text: string) => text;

test("a file has only what is not its default, and is the same program again", () => {
  const documents = [{}, DEMO_PROGRAM, ...PRESETS.map(({ document }) => document)];
  for (const document of documents) {
    const whole = asJson(parsed(document));
    const file = fileOf(whole, schema);
    expect(asJson(parsed(JSON.parse(file)))).toEqual(whole);
    expect(file.length).toBeLessThanOrEqual(JSON.stringify(whole, null, 2).length);
  }
  expect(fileOf(asJson(parsed({})), schema)).toBe("{}\n");
});

test("a file of a rule is as short as a person would write it", () => {
  const rule = { id: "first", if: { nthOrder: 1 }, give: { type: "points", amount: 50 } };
  const document = { earning: { rules: [rule] } };
  expect(withoutDefaults(asJson(parsed(document)), schema)).toEqual(document);
});

test("changes are lines with a sign before them", () => {
  const changes = {
    added: [{ ruleId: "a", text: "A came." }],
    removed: [{ ruleId: "b", text: "B went." }],
    changed: [{ ruleId: "c", before: "C was.", after: "C is." }],
    other: [
      { pointer: "/rewards/0/costAmount", before: 150, after: 160 },
      { pointer: "/rewards/1/stock", before: null, after: 5 },
    ],
  };
  expect(changeLines(changes, plain)).toEqual([
    "- B went.",
    "- C was.",
    "+ C is.",
    "+ A came.",
    "~ /rewards/0/costAmount: 150 → 160",
    "~ /rewards/1/stock: nothing → 5",
  ]);
  expect(hasChanges(changes)).toBe(true);
  expect(hasChanges({ added: [], removed: [], changed: [], other: [] })).toBe(false);
});

test("a plan is a sum, a table, and what to be careful about", () => {
  const members = { gaining: 1_200, losing: 0 };
  const plan: Plan = {
    summary: "It would have cost €5.75 more.",
    cost: { currency: "EUR", difference: 575 },
    rules: [
      {
        ...{ name: "2 points per €1", unit: "points", before: 50, after: 1_000, members },
        cost: { before: 75, after: 150 },
      },
      {
        ...{ name: "Thanks", unit: "voucher", before: 2, after: 0 },
        members: { gaining: 0, losing: 2 },
        cost: { before: 1_000, after: 0 },
      },
    ],
    tiers: [{ set: "status", moves: [{ from: null, to: "silver", members: 3 }] }],
    budgets: [
      { ruleId: "x", period: "2026-03", budget: { after: 10 }, asked: { before: 0, after: 11 } },
      { ruleId: "y", period: "2026-03", budget: { after: 10 }, asked: { before: 0, after: 9 } },
    ],
    examples: [{ member: "mem_1", text: "Would have got 2 points." }],
    replay: { differing: 1 },
    assumptions: [{ text: "Nobody would have bought otherwise." }],
  };
  expect(planLines(plan, plain)).toEqual([
    "It would have cost €5.75 more.",
    "",
    "2 points per €1  points   50  →  1,000  +€0.75   1,200 more, 0 less",
    "Thanks           voucher  2   →  0      −€10.00  0 more, 2 less",
    "status: no level → silver  3",
    "Budget of x (2026-03): 11 asked of 10",
    "mem_1  Would have got 2 points.",
    "Replayed otherwise than recorded: 1 members.",
    "Nobody would have bought otherwise.",
  ]);
});
