import { type Day, earlier, later, yearFrom } from "./days";
import type { TierSet } from "./program";

/* How far back a set looks. Pure. */

/** From which day on the days of a tally matter to a set: two windows, and the grace. */
export function daysNeededFrom({ window, grace }: TierSet, joined: Day, today: Day): Day {
  if (window.type === "lifetime") return today;
  const ended = earlier(today, grace);
  if (window.type === "rolling") {
    return earlier(earlier(ended, window.length), window.length) - MONTHS_DIFFER;
  }
  const first = window.type === "membership_year" ? joined : 0;
  const before = yearFrom(first, yearFrom(first, ended).start - 1);
  return yearFrom(first, before.start - 1).start;
}

/** A month back and a month on may end some days from where they began. */
const MONTHS_DIFFER = 7;

/** The first day on which a set needs no day before `from`: counting may begin there. */
export function countableFrom({ window }: TierSet, joined: Day, from: Day): Day {
  if (window.type === "lifetime") return from;
  if (window.type === "rolling") return later(from, window.length);
  const first = window.type === "membership_year" ? joined : 0;
  const year = yearFrom(first, from);
  return year.start === from ? year.end : yearFrom(first, year.end).end;
}
