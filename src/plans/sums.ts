import type { ProgramParts } from "../core/registry";
import type { Both, Compared, Line } from "./compare";
import type { PlanExampleRow, PlanRow, PlanSumRow } from "./tables";

/* What members come to together. Pure. */

export type Sum = Omit<PlanSumRow, "shop" | "plan">;
export type Example = Omit<PlanExampleRow, "shop" | "plan">;
export type Counts = Pick<PlanRow, "looked_at" | "gaining" | "losing" | "differing">;

/** What an example's row keeps of a rule that gives more or less. */
export type Difference = readonly [rule: string, unit: string, before: number, after: number];

const EMPTY = { before: 0, after: 0, worth_before: 0, worth_after: 0, gaining: 0, losing: 0 };

/** Who gets more by money gains, else by units; whose points move to another rule does neither. */
const gainOf = ({ money, units }: Compared): number => Math.sign(money === 0 ? units : money);

export function countsOf(all: readonly Compared[]): Counts {
  const number = (is: (one: Compared) => boolean) => all.filter(is).length;
  return {
    looked_at: all.length,
    gaining: number((one) => gainOf(one) > 0),
    losing: number((one) => gainOf(one) < 0),
    differing: number((one) => one.isDiffering),
  };
}

export function sumsOf(all: readonly Compared[]): Sum[] {
  const sums = new Map<string, Sum>();
  const add = (kind: Sum["kind"], name: string, more: Partial<typeof EMPTY>) => {
    const key = `${kind} ${name}`;
    const { before, after, worth_before, worth_after, gaining, losing } = sums.get(key) ?? EMPTY;
    sums.set(key, {
      kind,
      name,
      before: before + (more.before ?? 0),
      after: after + (more.after ?? 0),
      worth_before: worth_before + (more.worth_before ?? 0),
      worth_after: worth_after + (more.worth_after ?? 0),
      gaining: gaining + (more.gaining ?? 0),
      losing: losing + (more.losing ?? 0),
    });
  };
  for (const { lines, moves, drawn } of all) {
    for (const line of lines) add("rule", JSON.stringify([line.rule, line.unit]), amounts(line));
    for (const [unit, same] of byUnit(lines)) add("unit", JSON.stringify([unit]), amounts(same));
    for (const { set, from, to, isUp } of moves) {
      const name = JSON.stringify([set, from, to]);
      add("move", name, isUp ? { gaining: 1 } : { losing: 1 });
    }
    for (const [name, { before, after }] of drawn) add("budget", name, { before, after });
  }
  return [...sums.values()];
}

type Amounts = Both & { readonly worth: Both };

const amounts = ({ before, after, worth }: Amounts) => ({
  before,
  after,
  worth_before: worth.before,
  worth_after: worth.after,
  gaining: Number(after > before),
  losing: Number(after < before),
});

function byUnit(lines: readonly Line[]): Map<string, Amounts> {
  const units = new Map<string, Amounts>();
  for (const { unit, before, after, worth } of lines) {
    const sum = units.get(unit) ?? { before: 0, after: 0, worth: { before: 0, after: 0 } };
    units.set(unit, {
      before: sum.before + before,
      after: sum.after + after,
      worth: {
        before: sum.worth.before + worth.before,
        after: sum.worth.after + worth.after,
      },
    });
  }
  return units;
}

/** How many examples a plan shows. */
const EXAMPLES = 10;
/** Rules that an example tells, those that differ most. */
const RULES = 5;

/** The members with the largest differences, of those known so far and of a further page. */
export function examplesOf(known: readonly Example[], all: readonly Compared[]): Example[] {
  const further = all
    .filter(({ lines }) => lines.some(({ before, after }) => before !== after))
    .map(({ member, money, units, lines }): Example => {
      const given = JSON.stringify(differencesOf(lines));
      return { member, money, units, given };
    });
  return [...known, ...further]
    .sort(
      (a, b) =>
        Math.abs(b.money) - Math.abs(a.money) ||
        Math.abs(b.units) - Math.abs(a.units) ||
        (a.member < b.member ? -1 : 1),
    )
    .slice(0, EXAMPLES);
}

const differencesOf = (lines: readonly Line[]): Difference[] =>
  lines
    .filter(({ before, after }) => before !== after)
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
    .slice(0, RULES)
    .map(({ rule, unit, before, after }) => [rule, unit, before, after]);

/** Whether anybody's share in a budget is told as if nobody else had one. */
export const hasBudgets = ({ earning }: ProgramParts): boolean =>
  earning.rules.some(({ budget }) => budget !== undefined);
