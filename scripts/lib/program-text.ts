/* What a change of a program is, and would bring, as lines to be read in a terminal. */

interface Said {
  readonly ruleId: string;
  readonly text: string;
}

export interface Changes {
  readonly added: readonly Said[];
  readonly removed: readonly Said[];
  readonly changed: readonly {
    readonly ruleId: string;
    readonly before: string;
    readonly after: string;
  }[];
  readonly other: readonly {
    readonly pointer: string;
    readonly before: unknown;
    readonly after: unknown;
  }[];
}

/** Colours a text, or leaves it as it is where nobody would see that. */
export type Paint = (colour: "green" | "red" | "yellow" | "dim", text: string) => string;

export const hasChanges = ({ added, removed, changed, other }: Changes): boolean =>
  added.length + removed.length + changed.length + other.length > 0;

/** What came with a plus, what went with a minus, what changed with both. */
export const changeLines = (changes: Changes, paint: Paint): string[] => [
  ...changes.removed.map(({ text }) => paint("red", `- ${text}`)),
  ...changes.changed.flatMap(({ before, after }) => [
    paint("red", `- ${before}`),
    paint("green", `+ ${after}`),
  ]),
  ...changes.added.map(({ text }) => paint("green", `+ ${text}`)),
  ...changes.other.map(({ pointer, before, after }) =>
    paint("yellow", `~ ${pointer || "/"}: ${brief(before)} → ${brief(after)}`),
  ),
];

const LONGEST = 60;

function brief(value: unknown): string {
  const text = value === null ? "nothing" : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

interface Both {
  readonly before: number;
  readonly after: number;
}

/** Of a plan's answer, what is shown. */
export interface Plan {
  readonly summary: string;
  readonly cost: { readonly currency: string; readonly difference: number };
  readonly rules: readonly (Both & {
    readonly name: string;
    readonly unit: string;
    readonly cost: Both;
    readonly members: { readonly gaining: number; readonly losing: number };
  })[];
  readonly tiers: readonly {
    readonly set: string;
    readonly moves: readonly {
      readonly from: string | null;
      readonly to: string | null;
      readonly members: number;
    }[];
  }[];
  readonly budgets: readonly {
    readonly ruleId: string;
    readonly period: string;
    readonly budget: { readonly after: number | null };
    readonly asked: Both;
  }[];
  readonly examples: readonly { readonly member: string; readonly text: string }[];
  readonly replay: { readonly differing: number };
  readonly assumptions: readonly { readonly text: string }[];
}

/** What a change would have brought: the sum of it first, then rules, levels, budgets, members. */
export function planLines(plan: Plan, paint: Paint): string[] {
  const { currency } = plan.cost;
  const rules = plan.rules.map(({ name, unit, before, after, cost, members }) => [
    name,
    unit,
    count(before),
    "→",
    count(after),
    signed(money(cost.after - cost.before, currency), cost.after - cost.before),
    `${count(members.gaining)} more, ${count(members.losing)} less`,
  ]);
  const differing = plan.replay.differing;
  return [
    plan.summary,
    "",
    ...table(rules),
    ...plan.tiers.flatMap(({ set, moves }) =>
      moves.map(
        ({ from, to, members }) =>
          `${set}: ${from ?? "no level"} → ${to ?? "no level"}  ${count(members)}`,
      ),
    ),
    ...plan.budgets
      .filter(({ budget, asked }) => budget.after !== null && asked.after > budget.after)
      .map(({ ruleId, period, budget, asked }) =>
        paint(
          "yellow",
          `Budget of ${ruleId} (${period}): ${count(asked.after)} asked of ${count(budget.after ?? 0)}`,
        ),
      ),
    ...plan.examples.map(({ member, text }) => `${member}  ${text}`),
    ...(differing > 0
      ? [paint("yellow", `Replayed otherwise than recorded: ${count(differing)} members.`)]
      : []),
    ...plan.assumptions.map(({ text }) => paint("dim", text)),
  ];
}

const count = (n: number): string => n.toLocaleString("en");

function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(Math.abs(minor) / 10 ** digits);
}

const signed = (text: string, by: number): string =>
  by === 0 ? "±0" : `${by > 0 ? "+" : "−"}${text}`;

/** Columns as wide as what stands in them. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
