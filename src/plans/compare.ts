import { recordedByActivity } from "../activities";
import { usedOf } from "../awards";
import type { ProgramParts } from "../core/registry";
import { recordedByOrder } from "../orders";
import { type Costs, costOf } from "./cost";
import { type Given, givenIn } from "./given";
import type { RecordedMember, ReplayedMember } from "./recorded";

/* One member under the program as it was and under another one, side by side. Pure. */

/** How something was, and how it would be. */
export interface Both {
  readonly before: number;
  readonly after: number;
}

/** What is compared, for all members alike. */
export interface Comparison {
  readonly from: number;
  readonly until: number;
  readonly costs: { readonly before: Costs; readonly after: Costs };
  readonly tiers: {
    readonly before: ProgramParts["tiers"];
    readonly after: ProgramParts["tiers"];
  };
}

export interface Line extends Both {
  readonly rule: string;
  readonly unit: string;
  readonly worth: Both;
}

export interface Move {
  readonly set: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly isUp: boolean;
}

export interface Compared {
  readonly member: string;
  /** What was or would be given in the span, by rule and unit. */
  readonly lines: readonly Line[];
  /** What of it costs the shop more or less, minor units. */
  readonly money: number;
  /** More or less of units. */
  readonly units: number;
  readonly moves: readonly Move[];
  /** Drawn on budgets, by `[rule, period]` as JSON. */
  readonly drawn: ReadonlyMap<string, Both>;
  /** Whether the program as it was does not come to what was recorded. */
  readonly isDiffering: boolean;
}

export function compare(
  of: Comparison,
  recorded: RecordedMember,
  [was, would]: readonly [ReplayedMember, ReplayedMember],
): Compared {
  const lines = linesOf(givenIn(was.steps, of.from), givenIn(would.steps, of.from));
  return {
    member: recorded.person.id,
    lines,
    money: added(lines.map((line) => moneyIn(line, of.costs))),
    units: added(lines.map(({ before, after }) => after - before)),
    moves: movesOf(of.tiers, was.levels, would.levels),
    drawn: drawnOf(of.from, was, would),
    isDiffering: differs(recorded, of.until, was),
  };
}

const added = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const moneyIn = ({ unit, before, after, worth }: Line, costs: Comparison["costs"]): number =>
  costOf(costs.after, unit, after, worth.after) - costOf(costs.before, unit, before, worth.before);

function linesOf(was: readonly Given[], would: readonly Given[]): Line[] {
  const lines = new Map<string, Line>();
  const add = (side: keyof Both, { rule, unit, amount, worth }: Given) => {
    const none = { before: 0, after: 0 };
    const line = lines.get(`${rule} ${unit}`) ?? { rule, unit, ...none, worth: none };
    lines.set(`${rule} ${unit}`, {
      ...line,
      [side]: line[side] + amount,
      worth: { ...line.worth, [side]: line.worth[side] + worth },
    });
  };
  for (const given of was) add("before", given);
  for (const given of would) add("after", given);
  return [...lines.values()];
}

/** A level of another name, or of a set that only one of the programs has, counts by its place. */
function movesOf(
  tiers: Comparison["tiers"],
  was: ReplayedMember["levels"],
  would: ReplayedMember["levels"],
): Move[] {
  return [...new Set([...was.keys(), ...would.keys()])].flatMap((set): Move[] => {
    const [from, to] = [was.get(set) ?? null, would.get(set) ?? null];
    if (from === to) return [];
    const isUp = placeOf(tiers.after, set, to) > placeOf(tiers.before, set, from, tiers.after);
    return [{ set, from, to, isUp }];
  });
}

function placeOf(
  tiers: ProgramParts["tiers"],
  set: string,
  level: string | null,
  preferred: ProgramParts["tiers"] = tiers,
): number {
  const place = (of: ProgramParts["tiers"]) =>
    of.find(({ key }) => key === set)?.levels.findIndex(({ key }) => key === level) ?? -1;
  return place(preferred) >= 0 ? place(preferred) : place(tiers);
}

function drawnOf(from: number, was: ReplayedMember, would: ReplayedMember): Map<string, Both> {
  const drawn = new Map<string, Both>();
  const add = (side: keyof Both, { steps }: ReplayedMember) => {
    for (const { rule, period, amount } of steps
      .filter(({ at }) => at >= from)
      .flatMap((step) => step.drawn)) {
      const key = JSON.stringify([rule, period]);
      const both = drawn.get(key) ?? { before: 0, after: 0 };
      drawn.set(key, { ...both, [side]: both[side] + amount });
    }
  };
  add("before", was);
  add("after", would);
  return drawn;
}

/** By what rules gave for all orders and activities, whenever: cards and levels follow from it. */
function differs({ orders, activities }: RecordedMember, until: number, was: ReplayedMember) {
  const sums = new Map<string, number>();
  const add = (rule: string, amount: number) => sums.set(rule, (sums.get(rule) ?? 0) + amount);
  const ledgers = [
    ...orders.filter((row) => row.placed_at < until).map(recordedByOrder),
    ...activities.filter((row) => row.occurred_at < until).map(recordedByActivity),
  ];
  for (const used of ledgers.map(usedOf)) for (const [rule, { amount }] of used) add(rule, amount);
  for (const { used } of was.steps) for (const [rule, amount] of used) add(rule, -amount);
  return [...sums.values()].some((left) => left !== 0);
}
