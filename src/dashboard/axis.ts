import type { Locale } from "../core/context";
import { minorDigits } from "../core/i18n";

const tagOf = (locale: Locale): string => (locale === "de" ? "de-DE" : "en-GB");

/** A count at an axis: `1,200`, `12 Mio.`; as short as the language has it. */
export const axisCount = (locale: Locale) => {
  const format = new Intl.NumberFormat(tagOf(locale), {
    notation: "compact",
    maximumFractionDigits: 1,
  });
  return (value: number): string => format.format(value);
};

/** Money at an axis, without cents. */
export const axisMoney = (locale: Locale, currency: string) => {
  const format = new Intl.NumberFormat(tagOf(locale), {
    style: "currency",
    currency,
    notation: "compact",
    maximumFractionDigits: 1,
  });
  const unit = 10 ** minorDigits(currency);
  return (minor: number): string => format.format(minor / unit);
};

/** Making a format costs fifty times as much as using it: each is made once. */
const formats = new Map<string, Intl.DateTimeFormat>();

function dateIn(locale: Locale, options: Intl.DateTimeFormatOptions, at: number): string {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known =
    formats.get(key) ?? new Intl.DateTimeFormat(tagOf(locale), { ...options, timeZone: "UTC" });
  formats.set(key, known);
  return known.format(at);
}

/** A local day, as `2026-03-01`, in words: short for axes, long for tables. */
export function dayNames(day: string, locale: Locale) {
  const at = Date.parse(`${day}T12:00:00Z`);
  return {
    short: dateIn(locale, { day: "numeric", month: "short" }, at),
    long: dateIn(locale, { day: "numeric", month: "short", year: "numeric" }, at),
  };
}

/** `2026-03` as `Mär 26`, `2026-Q1` as it is said: `1. Q. 26`. */
export function periodName(period: string, locale: Locale): string {
  const [year = "", part = ""] = period.split("-");
  const short = year.slice(2);
  if (part.startsWith("Q")) return locale === "de" ? `${part[1]}. Q. ${short}` : `${part} ${short}`;
  const at = Date.parse(`${period}-15T12:00:00Z`);
  return `${dateIn(locale, { month: "short" }, at)} ${short}`;
}
