import type { Day } from "./days";

/** What an order or activity counts towards tiers; less than 0 where it counts no longer. */
export interface Progress {
  readonly orders: number;
  /** Goods kept, minor units. */
  readonly spend: number;
  /** Earned, by unit. */
  readonly points: Readonly<Record<string, number>>;
}

export interface DayTally extends Progress {
  readonly day: Day;
}

/** All that a member has done, by day; the measures of every set are taken from it. */
export interface Tally {
  /** In the order of their days. */
  readonly days: readonly DayTally[];
  /** Days before it are in the sums only. null: there are none. */
  readonly from: Day | null;
  /** Of all days there ever were. */
  readonly sums: Progress;
}

const NOTHING: Progress = { orders: 0, spend: 0, points: {} };
export const EMPTY_TALLY: Tally = { days: [], from: null, sums: NOTHING };

export const isNothing = ({ orders, spend, points }: Progress): boolean =>
  orders === 0 && spend === 0 && Object.values(points).every((n) => n === 0);

function plus(a: Progress, b: Progress): Progress {
  const points: Record<string, number> = { ...a.points };
  for (const [unit, n] of Object.entries(b.points)) points[unit] = (points[unit] ?? 0) + n;
  return { orders: a.orders + b.orders, spend: a.spend + b.spend, points };
}

/** The tally with what happened on a day. */
export function withProgress(tally: Tally, day: Day, progress: Progress): Tally {
  const sums = plus(tally.sums, progress);
  if (tally.from !== null && day < tally.from) return { ...tally, sums };
  const of = tally.days.find((d) => d.day === day);
  const changed = { day, ...plus(of ?? NOTHING, progress) };
  const others = tally.days.filter((d) => d.day !== day);
  const days = isNothing(changed) ? others : [...others, changed].sort((a, b) => a.day - b.day);
  return { ...tally, days, sums };
}

/** The tally without what was on days before `from`, which the sums remember. */
export function withoutBefore(tally: Tally, from: Day): Tally {
  if (from <= (tally.from ?? 0)) return tally;
  const days = tally.days.filter((d) => d.day >= from);
  return days.length === tally.days.length ? tally : { ...tally, days, from };
}
