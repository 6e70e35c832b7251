import type { Address, Locale } from "./context";
import type { Voice } from "./registry";

/** A text in both languages; German in both forms of address where it speaks to the member. */
export interface Text {
  readonly en: string;
  readonly de: string | Readonly<Record<Address, string>>;
}

/** A text in a voice, with `{name}` filled in. */
export function say(text: Text, voice: Voice, values: Record<string, string> = {}): string {
  const german = typeof text.de === "string" ? text.de : text.de[voice.address];
  const template = voice.locale === "de" ? german : text.en;
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

const languageTag = (locale: Locale): string => (locale === "de" ? "de-DE" : "en-GB");

/** Making a formatter costs fifty times as much as using it: each is made once. */
const formatters = new Map<string, Intl.NumberFormat>();

function numberFormat(tag: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${tag} ${options.currency} ${options.minimumFractionDigits}`;
  const known = formatters.get(key) ?? new Intl.NumberFormat(tag, options);
  formatters.set(key, known);
  return known;
}

export const formatNumber = (value: number, locale: Locale): string =>
  numberFormat(languageTag(locale), {}).format(value);

/** Digits after the comma of a currency: 2 for EUR, 0 for JPY. */
export const minorDigits = (currency: string): number =>
  numberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** Money in minor units as people write it; round amounts without the zeros: `1 €`, `4,90 €`. */
export function formatMoney(minor: number, currency: string, locale: Locale): string {
  const digits = minorDigits(currency);
  const value = minor / 10 ** digits;
  return numberFormat(languageTag(locale), {
    style: "currency",
    currency,
    minimumFractionDigits: Number.isInteger(value) ? 0 : digits,
    maximumFractionDigits: digits,
  })
    .format(value)
    .replaceAll("\u00a0", " ");
}

/** Keeps numbers and what they count on one line, where a text is shown in a page. */
export const unbroken = (text: string): string => text.replace(/(\d) (?=[€$£%])/g, "$1\u00a0");

/** `goods, shipping and fees`; each once. */
export const formatList = (items: readonly string[], locale: Locale): string =>
  new Intl.ListFormat(languageTag(locale), { type: "conjunction" }).format(new Set(items));

export const formatDate = (at: number, timeZone: string, locale: Locale): string =>
  new Intl.DateTimeFormat(languageTag(locale), { dateStyle: "long", timeZone }).format(at);

const UNITS: Record<string, { en: [string, string]; de: [string, string] }> = {
  Y: { en: ["year", "years"], de: ["Jahr", "Jahre"] },
  M: { en: ["month", "months"], de: ["Monat", "Monate"] },
  W: { en: ["week", "weeks"], de: ["Woche", "Wochen"] },
  D: { en: ["day", "days"], de: ["Tag", "Tage"] },
  TH: { en: ["hour", "hours"], de: ["Stunde", "Stunden"] },
  TM: { en: ["minute", "minutes"], de: ["Minute", "Minuten"] },
  TS: { en: ["second", "seconds"], de: ["Sekunde", "Sekunden"] },
};

/** An ISO 8601 duration in words, German in the nominative: `14 days`, `14 Tage`. */
export function formatDuration(duration: string, locale: Locale): string {
  const [date = "", time = ""] = duration.slice(1).split("T");
  const words = (part: string, prefix: string) =>
    [...part.matchAll(/(\d+)([A-Z])/g)].map(([, count, letter]) => {
      const [one, many] = UNITS[`${prefix}${letter}`]?.[locale] ?? ["", ""];
      return `${count} ${count === "1" ? one : many}`;
    });
  return [...words(date, ""), ...words(time, "T")].join(locale === "de" ? " und " : " and ");
}
