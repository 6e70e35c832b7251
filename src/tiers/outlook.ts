import { type Course, isYearly, progressOn } from "./course";
import type { Day } from "./days";
import { nextChange, nextEvent, type Standing, step } from "./rules";
import type { SetStanding } from "./standing";

/* What a member has to do to reach the next level, and to keep this one. Pure. */

export interface Outlook {
  readonly progress: number;
  readonly next: { readonly level: number; readonly missing: number } | null;
  /** Until the day `by`, not on it. */
  readonly keep: { readonly missing: number; readonly by: Day } | null;
}

export function outlookOf(standing: SetStanding, today: Day): Outlook {
  const { set, course, level, earned } = standing;
  const progress = progressOn(course, today);
  const above = set.levels[level + 1];
  return {
    progress,
    next: above ? { level: level + 1, missing: Math.max(1, above.from - progress) } : null,
    keep: level === earned.level ? keepOf(course, earned, today) : null,
  };
}

/** null where time takes nothing. */
function keepOf(course: Course, earned: Standing, today: Day): Outlook["keep"] {
  const threshold = course.set.levels[earned.level]?.from;
  if (threshold === undefined) return null;
  const missing = (counted: number) => Math.max(1, threshold - counted);
  if (earned.falling !== null) {
    // During the grace whatever brings the level back keeps it; on its last day less may count.
    const lost = nextChange(course, earned, today);
    return lost && { missing: missing(progressOn(course, lost.day - 1)), by: lost.day };
  }
  const by = fallsOn(course, earned, today);
  // A year is told by its end; of a window that rolls on, by what is left in it then.
  return by === null
    ? null
    : { missing: missing(progressOn(course, isYearly(course) ? by - 1 : by)), by };
}

/** From which day on the level is no longer deserved, unless something is done. */
function fallsOn(course: Course, earned: Standing, today: Day): Day | null {
  let standing = earned;
  let day = nextEvent(course, standing, today);
  while (day !== null) {
    standing = step(course, standing, day);
    if (standing.falling !== null || standing.level !== earned.level) return day;
    day = nextEvent(course, standing, day);
  }
  return null;
}
