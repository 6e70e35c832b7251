import { DAY, localDay, startOfDay } from "../lib/time";

/**
 * A calendar day of the shop as the number of days since 1 January 1970. Tiers count whole days, so
 * that no change of the clock moves anything; instants come in only where time begins and ends.
 */
export type Day = number;

export const dayOf = (date: string): Day => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY);
export const dateOf = (day: Day): string => new Date(day * DAY).toISOString().slice(0, 10);

/** The shop's day that an instant lies in, and the first instant of a day. */
export const dayAt = (at: number, timeZone: string): Day => dayOf(localDay(at, timeZone));
export const startOf = (day: Day, timeZone: string): number => startOfDay(dateOf(day), timeZone);

/** Months and days of a duration without hours. */
interface Span {
  readonly months: number;
  readonly days: number;
}

const PART = /(\d+)([YMWD])/g;
const IN_MONTHS: Readonly<Record<string, number>> = { Y: 12, M: 1 };
const IN_DAYS: Readonly<Record<string, number>> = { W: 7, D: 1 };

/** Programs name few durations, and ask for them again with every day that is counted. */
const SPANS_KEPT = 200;
const spans = new Map<string, Span>();

function spanOf(duration: string): Span {
  const known = spans.get(duration);
  if (known) return known;
  const span = readSpan(duration);
  if (spans.size >= SPANS_KEPT) spans.clear();
  spans.set(duration, span);
  return span;
}

function readSpan(duration: string): Span {
  const [date = ""] = duration.slice(1).split("T");
  let [months, days] = [0, 0];
  for (const [, count, letter = ""] of date.matchAll(PART)) {
    months += Number(count) * (IN_MONTHS[letter] ?? 0);
    days += Number(count) * (IN_DAYS[letter] ?? 0);
  }
  return { months, days };
}

/** Whether a duration is counted in days and longer: it has no hours. */
export const isInDays = (duration: string): boolean => !duration.includes("T");

/** How many days a duration has at most. */
export function longestOf(duration: string): number {
  const { months, days } = spanOf(duration);
  return Math.ceil((months * 366) / 12) + days;
}

/** A day plus a duration by the calendar: a month after 31 January is the end of February. */
export function later(day: Day, duration: string): Day {
  const { months, days } = spanOf(duration);
  return (months === 0 ? day : addMonths(day, months)) + days;
}

/** A day less a duration. */
export function earlier(day: Day, duration: string): Day {
  const { months, days } = spanOf(duration);
  return (months === 0 ? day : addMonths(day, -months)) - days;
}

function addMonths(day: Day, months: number): Day {
  const from = new Date(day * DAY);
  const month = from.getUTCFullYear() * 12 + from.getUTCMonth() + months;
  const first = firstOfMonth(month);
  return Math.min(first + from.getUTCDate(), firstOfMonth(month + 1)) - 1;
}

/** @param month counted from January of the year 0 */
const firstOfMonth = (month: number): Day =>
  Math.round(Date.UTC(Math.floor(month / 12), ((month % 12) + 12) % 12, 1) / DAY);

/**
 * The year that a day lies in, of those that begin on the day `first` and its anniversaries; on 28
 * February where there is no 29th. Years before `first` are counted back.
 */
export function yearFrom(first: Day, day: Day): { readonly start: Day; readonly end: Day } {
  const years = new Date(day * DAY).getUTCFullYear() - new Date(first * DAY).getUTCFullYear();
  const begun = addMonths(first, 12 * years) > day ? years - 1 : years;
  return { start: addMonths(first, 12 * begun), end: addMonths(first, 12 * (begun + 1)) };
}
