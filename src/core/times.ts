import { addDays, localDay, localTime } from "../lib/time";
import type { Locale } from "./context";
import { formatDate, formatList } from "./i18n";

/* Weekdays, hours and dates as people say them. */

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEK)[number];

const NAMES: Record<Weekday, Record<Locale, string>> = {
  mon: { en: "Monday", de: "montags" },
  tue: { en: "Tuesday", de: "dienstags" },
  wed: { en: "Wednesday", de: "mittwochs" },
  thu: { en: "Thursday", de: "donnerstags" },
  fri: { en: "Friday", de: "freitags" },
  sat: { en: "Saturday", de: "samstags" },
  sun: { en: "Sunday", de: "sonntags" },
};

/** `Monday to Friday`, `on Mondays and Thursdays`, `montags bis freitags und sonntags`. */
export function formatWeekdays(days: readonly Weekday[], locale: Locale): string {
  const runs = runsOf(WEEK.map((day) => days.includes(day)));
  const name = (at: number) => NAMES[WEEK[at] ?? "mon"][locale];
  const [first, ...others] = runs;
  if (locale === "en" && first && others.length === 0 && first.to > first.from) {
    return `${name(first.from)} to ${name(first.to)}`;
  }
  const plural = (at: number) => (locale === "en" ? `${name(at)}s` : name(at));
  const to = locale === "de" ? "bis" : "to";
  const words = runs.map(({ from, to: last }) =>
    from === last ? plural(from) : `${plural(from)} ${to} ${plural(last)}`,
  );
  return `${locale === "en" ? "on " : ""}${formatList(words, locale)}`;
}

/** Three or more that follow each other are a run; others stand alone. */
function runsOf(isIn: readonly boolean[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const [day, is] of isIn.entries()) {
    const last = runs.at(-1);
    if (is && last && last.to === day - 1) last.to = day;
    else if (is) runs.push({ from: day, to: day });
  }
  return runs.flatMap((run) =>
    run.to - run.from >= 2
      ? [run]
      : [...new Set([run.from, run.to])].map((day) => ({ from: day, to: day })),
  );
}

/** A time such as `15:00` as a part of a sentence: `3 pm`, `noon`, `15 Uhr`. */
export const formatClock = (clock: string, locale: Locale): string =>
  locale === "de" ? `${germanClock(clock)} Uhr` : englishClock(clock);

const germanClock = (clock: string): string => {
  const [hour = "0", minute = "00"] = clock.split(":");
  return minute === "00" ? `${Number(hour)}` : `${Number(hour)}:${minute}`;
};

function englishClock(clock: string): string {
  if (clock === "00:00" || clock === "24:00") return "midnight";
  if (clock === "12:00") return "noon";
  const [hour = "0", minute = "00"] = clock.split(":");
  const shown = Number(hour) % 12 || 12;
  return `${shown}${minute === "00" ? "" : `:${minute}`} ${Number(hour) < 12 ? "am" : "pm"}`;
}

interface Hours {
  readonly from: string;
  readonly until: string;
}

/** `from 3 to 5 pm`, `von 9 bis 11:30 Uhr und von 15 bis 17 Uhr`. */
export const formatHours = (hours: readonly Hours[], locale: Locale): string =>
  formatList(
    hours.map((span) => (locale === "de" ? germanSpan(span) : englishSpan(span))),
    locale,
  );

const germanSpan = ({ from, until }: Hours): string =>
  `von ${germanClock(from)} bis ${germanClock(until)} Uhr`;

function englishSpan({ from, until }: Hours): string {
  const [start, end] = [englishClock(from), englishClock(until)];
  const half = /( am| pm)$/.exec(end)?.[0] ?? " -";
  return `from ${start.endsWith(half) ? start.slice(0, -half.length) : start} to ${end}`;
}

/**
 * A span between two instants, the second exclusive, either of which may be open:
 * `from 1 to 31 March 2026`, `bis 31. März 2026`, `ab 1. März 2026, 18 Uhr`; empty where both are.
 */
export function formatDates(
  from: string | null,
  until: string | null,
  timeZone: string,
  locale: Locale,
): string {
  const start = from === null ? null : momentOf(Date.parse(from), timeZone);
  const end = until === null ? null : endOf(Date.parse(until), timeZone);
  const words = locale === "de" ? GERMAN : ENGLISH;
  if (start === null) return end === null ? "" : `${words.until} ${written(end, locale)}`;
  if (end === null) return `${words.from} ${written(start, locale)}`;
  if (start.day === end.day) return onOneDay(start, end, locale);
  const pause = start.clock === null ? "" : ",";
  const begin =
    start.clock === null && end.clock === null
      ? shortened(start.day, end.day, locale)
      : written(start, locale);
  return `${words.between} ${begin}${pause} ${words.to} ${written(end, locale)}`;
}

const GERMAN = { from: "ab", until: "bis", between: "vom", to: "bis", on: "am" };
const ENGLISH = { from: "from", until: "until", between: "from", to: "to", on: "on" };

interface Moment {
  /** YYYY-MM-DD */
  readonly day: string;
  /** null: the whole day counts. */
  readonly clock: string | null;
}

/** An instant as a part of a sentence: `on 1 March 2026, 6 pm`, `am 1. März 2026, 18 Uhr`. */
export const formatMoment = (at: number, timeZone: string, locale: Locale): string =>
  `${(locale === "de" ? GERMAN : ENGLISH).on} ${written(momentOf(at, timeZone), locale)}`;

function momentOf(at: number, timeZone: string): Moment {
  const { hour, minute } = localTime(at, timeZone);
  const two = (n: number) => String(n).padStart(2, "0");
  const isMidnight = hour === 0 && minute === 0;
  return {
    day: localDay(at, timeZone),
    clock: isMidnight ? null : `${two(hour)}:${two(minute)}`,
  };
}

/** An end at midnight is the end of the day before. */
function endOf(at: number, timeZone: string): Moment {
  const moment = momentOf(at, timeZone);
  return moment.clock === null ? { ...moment, day: addDays(moment.day, -1) } : moment;
}

const dateOf = (day: string, locale: Locale): string =>
  formatDate(Date.parse(`${day}T12:00:00Z`), "UTC", locale);

const written = ({ day, clock }: Moment, locale: Locale): string =>
  clock === null ? dateOf(day, locale) : `${dateOf(day, locale)}, ${formatClock(clock, locale)}`;

function onOneDay(start: Moment, end: Moment, locale: Locale): string {
  const day = `${(locale === "de" ? GERMAN : ENGLISH).on} ${dateOf(start.day, locale)}`;
  if (start.clock === null && end.clock === null) return day;
  const hours = { from: start.clock ?? "00:00", until: end.clock ?? "24:00" };
  return `${day} ${formatHours([hours], locale)}`;
}

/** The first of two days, without what it shares with the second. */
function shortened(first: string, second: string, locale: Locale): string {
  const whole = dateOf(first, locale);
  if (first.slice(0, 4) !== second.slice(0, 4)) return whole;
  const yearless = whole.slice(0, whole.lastIndexOf(" "));
  return first.slice(0, 7) === second.slice(0, 7) ? (yearless.split(" ")[0] ?? "") : yearless;
}
