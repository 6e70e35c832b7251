import { NEVER } from "../lib/time";
import { type Course, countBefore, deservedOn, isYearly, yearOf } from "./course";
import { type Day, later } from "./days";

/* How a set's level follows from what a member did on which days. Levels are counted from 0; -1 is none. */

/** How a member stands in a set as of a day. */
export interface Standing {
  readonly level: number;
  /** When the level was reached, or fallen to. */
  readonly since: Day;
  /** Since when the level is no longer deserved; the grace is counted from it. */
  readonly falling: Day | null;
  /** Until when the level stays after a step down, deserved or not. */
  readonly kept: Day | null;
}

export const NONE = -1;

/** How a standing is at the end of a day, from how it was before it. */
export function step(course: Course, was: Standing, day: Day): Standing {
  const { downgrade, grace } = course.set;
  const deserved = deservedOn(course, day);
  if (deserved > was.level) return { level: deserved, since: day, falling: null, kept: null };
  const isKept = was.kept !== null && day < was.kept;
  if (deserved === was.level || isKept) {
    return was.falling === null ? was : { ...was, falling: null };
  }
  if (downgrade === "never") return was;
  const falling = was.falling ?? day;
  if (day < later(falling, grace)) return was.falling === null ? { ...was, falling } : was;
  if (downgrade === "deserved") return fallen(course, falling, day);
  const level = was.level - 1;
  return { level, since: day, falling: null, kept: level < 0 ? null : keptUntil(course, day) };
}

/**
 * Where a level falls to whose grace is over: to the best one that is deserved, or was so lately
 * that its own grace is not over yet.
 */
function fallen(course: Course, falling: Day, day: Day): Standing {
  const { grace } = course.set;
  let level = deservedOn(course, day);
  let since: Day | null = null;
  for (let at: Day | null = falling; at !== null && at < day; ) {
    const deserved = deservedOn(course, at);
    const next: Day | null = nextEvent(course, UNMOVED, at);
    const end = Math.min(next ?? day, day);
    if (deserved > NONE && deserved >= level && day < later(end, grace)) {
      // What is deserved now needs no grace.
      if (since !== null || deserved > level) since = end;
      level = deserved;
    }
    at = next;
  }
  return { level, since: day, falling: since, kept: null };
}

/** Of which only what the member does brings events. */
const UNMOVED: Standing = { level: NONE, since: 0, falling: null, kept: null };

/** Until when a level stays after a step down: another window, or the end of the running year. */
function keptUntil(course: Course, day: Day): Day {
  const { window } = course.set;
  return window.type === "rolling" ? later(day, window.length) : yearOf(course, day).end;
}

/** The next day on which a standing may change; null when it stays as it is for ever. */
export function nextEvent(course: Course, standing: Standing, day: Day): Day | null {
  const { days, ends, set } = course;
  const after = (at: Day | undefined) => (at !== undefined && at > day ? at : NEVER);
  const done = countBefore(days, day + 1);
  const next = Math.min(
    after(days[done]),
    after(ends[countBefore(ends, day + 1)]),
    standing.falling === null ? NEVER : after(later(standing.falling, set.grace)),
    standing.kept === null ? NEVER : after(standing.kept),
    isYearly(course) ? yearsEnd(course, days[done - 1], day) : NEVER,
  );
  return next === NEVER ? null : next;
}

/** The end of the year; two years without anything are like all that follow. */
function yearsEnd(course: Course, last: Day | undefined, day: Day): Day {
  const { end, before } = yearOf(course, day);
  return last !== undefined && last >= before ? end : NEVER;
}

/** How a standing is at the end of a day. @param begun of its beginning */
export function fold(
  course: Course,
  begun: { readonly day: Day; readonly standing: Standing },
  until: Day,
): Standing {
  let standing = step(course, begun.standing, begun.day);
  let day = nextEvent(course, standing, begun.day);
  while (day !== null && day <= until) {
    standing = step(course, standing, day);
    day = nextEvent(course, standing, day);
  }
  return standing;
}

/** Another level, and from which day on. */
export interface Change {
  readonly day: Day;
  readonly level: number;
}

/** The next change that time alone brings, and from when it comes; null: none. */
export function nextChange(course: Course, standing: Standing, today: Day): Change | null {
  let now = standing;
  let day = nextEvent(course, now, today);
  while (day !== null) {
    now = step(course, now, day);
    if (now.level !== standing.level) return { day, level: now.level };
    day = nextEvent(course, now, day);
  }
  return null;
}
