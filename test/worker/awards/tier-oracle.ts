import type { ProgramParts } from "../../../src/core/registry";

/*
 * Tiers from days, the slow way: every day is looked at, and every window summed up anew. Years
 * begin in January here; those of membership are not among the fragments.
 */

type TierSet = ProgramParts["tiers"][number];

/** What a member did on a day, as it stands. */
export interface Standing {
  readonly orders: number;
  readonly spend: number;
  readonly points: Readonly<Record<string, number>>;
}

/** A member's row of `progress`. */
export interface TierRow {
  readonly member: string;
  readonly days: string;
  readonly days_from: number | null;
  readonly sums: string;
  readonly sets: string;
}

const DAY = 86_400_000;
const plus = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

type Days = ReadonlyMap<string, Standing>;

function measured({ measure, unit }: TierSet, { orders, spend, points }: Standing): number {
  if (measure === "points") return points[unit] ?? 0;
  return measure === "orders" ? orders : spend;
}

/** Of days from one on and before another. */
const sumOf = (set: TierSet, days: Days, from: string, until: string): number =>
  [...days].reduce(
    (sum, [day, of]) => (from <= day && day < until ? sum + measured(set, of) : sum),
    0,
  );

const reached = ({ levels }: TierSet, amount: number): number =>
  levels.filter(({ from }) => from <= amount).length - 1;

/** Windows of whole days only: `P30D`. */
const daysOf = (duration: string): number => Number(/^P(\d+)D$/.exec(duration)?.[1] ?? Number.NaN);

function deserved(set: TierSet, days: Days, day: string): number {
  const tomorrow = plus(day, 1);
  const { window } = set;
  if (window.type === "lifetime") return reached(set, sumOf(set, days, "0", tomorrow));
  if (window.type === "rolling") {
    return reached(set, sumOf(set, days, plus(tomorrow, -daysOf(window.length)), tomorrow));
  }
  const year = Number(day.slice(0, 4));
  const now = sumOf(set, days, `${year}-01-01`, tomorrow);
  return reached(set, Math.max(now, sumOf(set, days, `${year - 1}-01-01`, `${year}-01-01`)));
}

/** The level on a day, after everything that was reached and lost before; null: none. */
export function fallen(set: TierSet, days: Days, today: string): string | null {
  let [level, falling, kept]: [number, string | null, string] = [-1, null, ""];
  for (let day = [...days.keys()].sort()[0] ?? today; day <= today; day = plus(day, 1)) {
    const now = deserved(set, days, day);
    if (now > level) [level, falling, kept] = [now, null, ""];
    else if (now === level || day < kept) falling = null;
    else if (set.downgrade !== "never") {
      falling ??= day;
      if (day < plus(falling, daysOf(set.grace))) continue;
      if (set.downgrade === "deserved") [level, falling, kept] = [now, null, ""];
      else [level, falling, kept] = [level - 1, null, level > 0 ? keptUntil(set, day) : ""];
    }
  }
  return set.levels[level]?.key ?? null;
}

const keptUntil = ({ window }: TierSet, day: string): string =>
  window.type === "rolling"
    ? plus(day, daysOf(window.length))
    : `${Number(day.slice(0, 4)) + 1}-01-01`;

/** Whether a row's days and sums are those of the orders. */
export function levelsFrom(row: TierRow, days: Days): string[] {
  const [orders, spend, points] = JSON.parse(row.sums) as [number, number, Record<string, number>];
  const units = Object.keys(points);
  const told = text([orders, spend, ...units.map((unit) => points[unit] ?? 0)]);
  const all = [...days.values()].map((d) => [
    d.orders,
    d.spend,
    ...units.map((u) => d.points[u] ?? 0),
  ]);
  const due = text(
    [0, 1, ...units.keys()].slice(0, 2 + units.length).map((_, i) => column(all, i)),
  );
  const from = row.days_from === null ? "0" : plus("1970-01-01", row.days_from);
  const stored = storedDays(row.days).join(";");
  const expected = [...days]
    .filter(([day]) => day >= from)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, d]) => ({
      day,
      numbers: [d.orders, d.spend, ...units.map((u) => d.points[u] ?? 0)],
    }))
    .filter(({ numbers }) => numbers.some((n) => n !== 0))
    .map(({ day, numbers }) => `${day} ${trimmed(numbers)}`)
    .join(";");
  return [
    ...(told === due ? [] : [`sums of ${row.member}: ${told} instead of ${due}`]),
    ...(stored === expected ? [] : [`days of ${row.member}: ${stored} instead of ${expected}`]),
  ];
}

const text = (numbers: readonly number[]): string => trimmed(numbers).join(",");
const column = (rows: readonly (readonly number[])[], i: number): number =>
  rows.reduce((sum, row) => sum + (row[i] ?? 0), 0);

function trimmed(numbers: readonly number[]): number[] {
  const last = numbers.findLastIndex((n) => n !== 0);
  return numbers.slice(0, last + 1);
}

/** Each day after the one before it, in base 36. */
function storedDays(stored: string): string[] {
  let day = 0;
  return (stored === "" ? [] : stored.split(";")).map((entry) => {
    const [after = 0, ...numbers] = entry.split(",").map((n) => Number.parseInt(n, 36));
    day += after;
    return `${plus("1970-01-01", day)} ${numbers}`;
  });
}
