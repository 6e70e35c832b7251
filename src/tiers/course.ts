import { type Day, later, yearFrom } from "./days";
import type { TierSet } from "./program";
import type { DayTally, Progress, Tally } from "./tally";

/* What a member did on which days, and which level of a set that deserves. */

/** A set's measure over time, for one member. */
export interface Course {
  readonly set: TierSet;
  /** The day that membership years are counted from. */
  readonly joined: Day;
  readonly days: readonly Day[];
  /** Of the measure before `days[i]`, one longer than `days`: prefix sums. */
  readonly sums: readonly number[];
  /** Of a rolling window: the day on which `days[i]` is no longer in it. */
  readonly ends: readonly Day[];
  /** Of a set that counts years: the year that was asked for last, as the next question is of it. */
  year: Year | null;
}

interface Year {
  readonly start: Day;
  readonly end: Day;
  /** When the year before it began. */
  readonly before: Day;
}

const measured = ({ measure, unit }: TierSet, of: Progress): number =>
  measure === "points" ? (of.points[unit] ?? 0) : of[measure];

/**
 * @param today what lies in the future counts today: an order of tomorrow is told to whoever placed
 *   it now.
 */
export function courseOf(set: TierSet, tally: Tally, joined: Day, today: Day): Course {
  const days = tally.days.map(({ day }) => Math.min(day, today));
  const amounts = tally.days.map((of: DayTally) => measured(set, of));
  let sum = measured(set, tally.sums) - amounts.reduce((a, b) => a + b, 0);
  const sums = [sum, ...amounts.map((amount) => (sum += amount))];
  const { window } = set;
  const ends = window.type === "rolling" ? days.map((day) => later(day, window.length)) : [];
  return { set, joined, days, sums, ends, year: null };
}

/** How many of the days, which rise, lie before a day. */
export function countBefore(days: readonly Day[], day: Day): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

const sumBetween = ({ sums }: Course, from: number, until: number): number =>
  Math.max(0, (sums[until] ?? 0) - (sums[from] ?? 0));

/** Of days from `from` on and before `until`. */
const sumOfDays = (course: Course, from: Day, until: Day): number =>
  sumBetween(course, countBefore(course.days, from), countBefore(course.days, until));

/** A year of a set that counts years, and how long it lasts. */
export function yearOf(course: Course, day: Day): Year {
  if (course.year && course.year.start <= day && day < course.year.end) return course.year;
  const first = course.set.window.type === "membership_year" ? course.joined : 0;
  const { start, end } = yearFrom(first, day);
  course.year = { start, end, before: yearFrom(first, start - 1).start };
  return course.year;
}

/** What counts at the end of a day towards reaching a level: of a year, of this one so far. */
export function progressOn(course: Course, day: Day): number {
  const { days, ends, sums, set } = course;
  switch (set.window.type) {
    case "lifetime":
      return Math.max(0, sums[countBefore(days, day + 1)] ?? 0);
    case "rolling":
      return sumBetween(course, countBefore(ends, day + 1), countBefore(days, day + 1));
    case "calendar_year":
    case "membership_year":
      return sumOfDays(course, yearOf(course, day).start, day + 1);
  }
}

/** The highest level that an amount reaches. */
const levelFor = ({ set }: Course, amount: number): number =>
  set.levels.findLastIndex(({ from }) => from <= amount);

/** The level that a member deserves at the end of a day. A year's is deserved through the next. */
export function deservedOn(course: Course, day: Day): number {
  const now = progressOn(course, day);
  if (!isYearly(course)) return levelFor(course, now);
  const { start, before } = yearOf(course, day);
  return levelFor(course, Math.max(now, sumOfDays(course, before, start)));
}

export const isYearly = ({ set: { window } }: Course): boolean =>
  window.type === "calendar_year" || window.type === "membership_year";
