import { Temporal } from "temporal-polyfill";

/** An instant that never comes: what "never expires" is stored as (ms since epoch). */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** The first number beyond any date: what is stored as due from here on has no date of its own. */
export const UNDATED = 8_640_000_000_000_001;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export type CalendarPeriod = "month" | "quarter" | "year";

/** RFC 3339 in UTC of an instant in ms; null for what has no date, such as {@link NEVER}. */
export function toIso(ms: number): string;
export function toIso(ms: number | null): string | null;
export function toIso(ms: number | null): string | null {
  return ms === null || ms >= UNDATED ? null : new Date(ms).toISOString().replace(".000Z", "Z");
}

const DURATION =
  /^P(?=.)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,5}D)?(T(?=.)(\d{1,6}H)?(\d{1,6}M)?(\d{1,7}S)?)?$/;

/** Whether a text is an ISO 8601 duration that we accept: whole numbers, not negative. */
export const isDuration = (text: string): boolean => DURATION.test(text);

const EXACT_DAYS = /^P(\d+)D$/;

/** `from` plus an ISO 8601 duration; months and years by the calendar of `timeZone`. */
export function addDuration(from: number, duration: string, timeZone: string): number {
  const days = EXACT_DAYS.exec(duration);
  if (days) return from + Number(days[1]) * DAY;
  return zoned(from, timeZone).add(Temporal.Duration.from(duration)).epochMilliseconds;
}

/** A duration in months and days; null where it has hours and less. */
export function monthsAndDays(duration: string): { months: number; days: number } | null {
  const { years, months, weeks, days, hours, minutes, seconds } = Temporal.Duration.from(duration);
  if (hours + minutes + seconds > 0) return null;
  return { months: 12 * years + months, days: 7 * weeks + days };
}

/** Length of a duration in ms as counted from `from`. */
export const durationMs = (duration: string, from: number, timeZone: string): number =>
  addDuration(from, duration, timeZone) - from;

/** The first instant after the calendar period of `timeZone` that holds `at`. */
export function endOfPeriod(at: number, period: CalendarPeriod, timeZone: string): number {
  const day = zoned(at, timeZone).toPlainDate();
  const month = period === "month" ? day.month : period === "year" ? 12 : quarterEnd(day.month);
  return day.with({ month, day: 1 }).add({ months: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
}

const quarterEnd = (month: number): number => Math.ceil(month / 3) * 3;

/** The calendar day of an instant in a time zone, `2026-03-01`. */
export const localDay = (at: number, timeZone: string): string => dayOf(shifted(at, timeZone));

const dayOf = (date: Date): string => date.toISOString().slice(0, "2026-03-01".length);

/** What calendar and clock show at an instant in a time zone. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 1 is Monday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}

export function localTime(at: number, timeZone: string): LocalTime {
  const date = shifted(at, timeZone);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: weekdayOf(date),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  };
}

/** 1 is Monday. */
const weekdayOf = (date: Date): number => ((date.getUTCDay() + 6) % 7) + 1;

/** A date whose UTC fields are what calendar and clock show in a time zone. */
const shifted = (at: number, timeZone: string): Date => new Date(at + offsetAt(at, timeZone));

/**
 * By hour and time zone, how far its clock is ahead of UTC, in ms; null where that changes within
 * the hour. Asking the calendar takes thirty times as long, and an order asks a dozen times.
 */
const offsets = new Map<string, number | null>();
const KNOWN_OFFSETS = 1_000;

function offsetAt(at: number, timeZone: string): number {
  const hour = Math.floor(at / HOUR);
  const key = `${timeZone} ${hour}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const [first, last] = [hour * HOUR, (hour + 1) * HOUR - 1].map((t) => offsetOf(t, timeZone));
    offset = first === last ? (first ?? null) : null;
    if (offsets.size >= KNOWN_OFFSETS) offsets.clear();
    offsets.set(key, offset);
  }
  return offset ?? offsetOf(at, timeZone);
}

const offsetOf = (at: number, timeZone: string): number =>
  zoned(at, timeZone).offsetNanoseconds / 1_000_000;

/** The first instant of a calendar day in a time zone. */
export const startOfDay = (day: string, timeZone: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;

/** The instant at which a clock shows a time such as `15:00`; `24:00` is the end of the day. */
export const instantAt = (day: string, clock: string, timeZone: string): number =>
  clock === "24:00"
    ? startOfDay(addDays(day, 1), timeZone)
    : Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: clock })
        .epochMilliseconds;

export const addDays = (day: string, days: number): string =>
  dayOf(new Date(Date.parse(day) + days * DAY));

const zoned = (at: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);

/** Whether the runtime knows a time zone by this IANA name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

/** The Monday of the week of a calendar day. */
export const mondayOf = (day: string): string => addDays(day, 1 - weekdayOf(new Date(day)));
