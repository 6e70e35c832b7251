import { DAY, localDay, MINUTE } from "../lib/time";

/* Days, months and quarters by their names: 2026-03-14, 2026-03, 2026-Q1. */

export type Grain = "month" | "quarter";

/** Offsets of time zones are whole quarters of an hour, so that within one the day is the same. */
const SLOT_MS = 15 * MINUTE;
/** A year's slots. */
const REMEMBERED = 40_000;
const known = new Map<string, Map<number, string>>();

/** The local day of an instant, remembered: many orders fall on few days. */
export function dayOf(at: number, timeZone: string): string {
  const days = known.get(timeZone) ?? new Map<number, string>();
  const slot = Math.floor(at / SLOT_MS);
  const found = days.get(slot);
  if (found !== undefined) return found;
  if (days.size >= REMEMBERED) days.clear();
  const day = localDay(at, timeZone);
  days.set(slot, day);
  known.set(timeZone, days);
  return day;
}

export const monthOf = (day: string): string => day.slice(0, 7);

export const quarterOf = (day: string): string =>
  `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

export const periodOf = (day: string, grain: Grain): string =>
  grain === "month" ? monthOf(day) : quarterOf(day);

/** `2026-01` of both `2026-01` and `2026-Q1`. */
export const firstMonthOf = (period: string): string =>
  period[5] === "Q" ? monthFrom(period.slice(0, 4), Number(period[6]) * 3 - 2) : period;

export const firstDayOf = (period: string): string => `${firstMonthOf(period)}-01`;

const monthFrom = (year: string, month: number): string =>
  `${year}-${String(month).padStart(2, "0")}`;

/** The period so many later, or earlier. */
export function later(period: string, by: number): string {
  const isQuarter = period[5] === "Q";
  const months = isQuarter ? by * 3 : by;
  const [year = "0", month = "1"] = firstMonthOf(period).split("-");
  const at = Number(year) * 12 + Number(month) - 1 + months;
  const found = monthFrom(String(Math.floor(at / 12)).padStart(4, "0"), (at % 12) + 1);
  return isQuarter ? quarterOf(found) : found;
}

/** The last day of a period. */
export const lastDayOf = (period: string): string => dayAfter(firstDayOf(later(period, 1)), -1);

const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export const dayAfter = (day: string, days: number): string =>
  new Date(utc(day) + days * DAY).toISOString().slice(0, 10);

/** How many days `to` lies after `from`. */
export const daysBetween = (from: string, to: string): number => (utc(to) - utc(from)) / DAY;

/** Every day from `from` to `to`, both included. */
export const daysFrom = (from: string, to: string): string[] =>
  Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, i) => dayAfter(from, i));

/** Every period from that of `from` to that of `to`. */
export function periodsFrom(from: string, to: string, grain: Grain): string[] {
  const last = periodOf(to, grain);
  const periods: string[] = [];
  for (let at = periodOf(from, grain); at <= last; at = later(at, 1)) periods.push(at);
  return periods;
}
