import type { ProgramParts } from "../../../src/core/registry";
import { dayIn, differences, type Judge, type Rows, type TierRow } from "./rows";

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

/** The best level of a day and of as many days before it as the grace has. */
function lately(set: TierSet, days: Days, day: string): number {
  const all = Array.from({ length: 1 + daysOf(set.grace) }, (_, i) => plus(day, -i));
  return Math.max(...all.map((d) => deserved(set, days, d)));
}

/** Where a member is on the way through the levels. */
interface Way {
  readonly level: number;
  readonly falling: string | null;
  readonly kept: string;
}

/** The level on a day, after everything that was reached and lost before; null: none. */
export function levelOn(set: TierSet, days: Days, today: string): string | null {
  if (set.downgrade === "deserved") return set.levels[lately(set, days, today)]?.key ?? null;
  let way: Way = { level: -1, falling: null, kept: "" };
  for (let day = [...days.keys()].sort()[0] ?? today; day <= today; day = plus(day, 1)) {
    way = dayLater(set, way, day, deserved(set, days, day));
  }
  return set.levels[way.level]?.key ?? null;
}

function dayLater(set: TierSet, way: Way, day: string, now: number): Way {
  if (now > way.level) return { level: now, falling: null, kept: "" };
  if (now === way.level || day < way.kept) return { ...way, falling: null };
  if (set.downgrade === "never") return way;
  const falling = way.falling ?? day;
  if (day < plus(falling, daysOf(set.grace))) return { ...way, falling };
  const level = way.level - 1;
  return { level, falling: null, kept: level < 0 ? "" : keptUntil(set, day) };
}

const keptUntil = ({ window }: TierSet, day: string): string =>
  window.type === "rolling"
    ? plus(day, daysOf(window.length))
    : `${Number(day.slice(0, 4)) + 1}-01-01`;

/** Whether a row's days and sums are those of the orders. */
function dayFaults(row: TierRow, days: Days): string[] {
  const [orders, spend, points] = JSON.parse(row.sums) as [number, number, Record<string, number>];
  const units = Object.keys(points);
  const told = text([orders, spend, ...Object.values(points)]);
  const numbersOf = (d: Standing) => [d.orders, d.spend, ...units.map((u) => d.points[u] ?? 0)];
  const all = [...days.values()].map(numbersOf);
  const due = text([orders, spend, ...units].map((_, i) => column(all, i)));
  const from = row.days_from === null ? "0" : plus("1970-01-01", row.days_from);
  const expected = [...days]
    .filter(([day]) => day >= from)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, of]) => ({ day, numbers: numbersOf(of) }))
    .filter(({ numbers }) => numbers.some((n) => n !== 0))
    .map(({ day, numbers }) => `${day} ${trimmed(numbers)}`)
    .join(";");
  const stored = storedDays(row.days).join(";");
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

/** Levels and days of every member. */
export function tierFaults(judge: Judge, { givers, progress }: Rows): string[] {
  const sets = judge.programs.at(-1)?.tiers ?? [];
  if (sets.length === 0) return [];
  const today = dayIn(judge.now, judge.timeZone);
  return progress.flatMap((row) => {
    const days = daysBy(
      givers.filter((g) => g.member === row.member),
      judge.timeZone,
    );
    const levels = sets.map((set) => [set.key, levelOn(set, days, today)] as const);
    const told = JSON.parse(row.sets) as Record<string, [string | null]>;
    const found = sets.map((set) => [set.key, told[set.key]?.[0] ?? null] as const);
    return [
      ...dayFaults(row, days),
      ...differences(`level of ${row.member}`, new Map(levels), new Map(found)),
    ];
  });
}

function daysBy(givers: Rows["givers"], timeZone: string): Map<string, Standing> {
  const days = new Map<string, Standing>();
  for (const giver of givers) {
    const day = dayIn(giver.at, timeZone);
    const of = days.get(day) ?? { orders: 0, spend: 0, points: {} };
    const points = { ...of.points };
    for (const [, , unit, amount, reversed] of giver.entries) {
      if (!unit.includes(":")) points[unit] = (points[unit] ?? 0) + amount - reversed;
    }
    days.set(day, { orders: of.orders + giver.orders, spend: of.spend + giver.goods, points });
  }
  return days;
}
