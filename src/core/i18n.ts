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

const listFormats = new Map<string, Intl.ListFormat>();

function listFormat(locale: Locale, type: "conjunction" | "disjunction"): Intl.ListFormat {
  const key = `${locale} ${type}`;
  const known = listFormats.get(key) ?? new Intl.ListFormat(languageTag(locale), { type });
  listFormats.set(key, known);
  return known;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: Locale, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  const known =
    dateFormats.get(key) ??
    new Intl.DateTimeFormat(languageTag(locale), { dateStyle: "long", timeZone });
  dateFormats.set(key, known);
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
  listFormat(locale, "conjunction").format(new Set(items));

/** A day of the year such as `03-31`: `31 March`, `31. März`. */
export const formatDayOfYear = (day: string, locale: Locale): string =>
  new Intl.DateTimeFormat(languageTag(locale), {
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  }).format(Date.parse(`2024-${day}T00:00:00Z`));

/** `a, b or c`; each once. */
export const formatChoice = (items: readonly string[], locale: Locale): string =>
  listFormat(locale, "disjunction").format(new Set(items));

export const formatPercent = (percent: number, locale: Locale): string =>
  `${formatNumber(percent, locale)}${locale === "de" ? " " : ""}%`;

/** In quotation marks; those within it become single ones. */
export const quoted = (text: string, locale: Locale): string =>
  locale === "de"
    ? `„${text.replaceAll("„", "‚").replaceAll("“", "‘")}“`
    : `“${text.replaceAll("“", "‘").replaceAll("”", "’")}”`;

/** Words as they begin a sentence. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Words made a sentence: one space between them, a capital first and a full stop last. */
export function asSentence(...words: readonly string[]): string {
  const text = capitalised(words.join(" ").replace(/\s+,/g, ",").replace(/\s+/g, " ").trim());
  return text.endsWith(".") ? text : `${text}.`;
}

const ORDINALS = {
  en: ["first", "second", "third", "fourth", "fifth"],
  de: ["erste", "zweite", "dritte", "vierte", "fünfte"],
} as const;
const SUFFIXES: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "st", two: "nd", few: "rd" };

/** Which of many: `third`, `21st`; German without its ending: `dritte`, `21.`. */
export function formatOrdinal(n: number, locale: Locale): string {
  const word = ORDINALS[locale][n - 1];
  if (word !== undefined) return word;
  const number = formatNumber(n, locale);
  if (locale === "de") return `${number}.`;
  const rule = new Intl.PluralRules("en", { type: "ordinal" }).select(n);
  return `${number}${SUFFIXES[rule] ?? "th"}`;
}

/** A German noun's plural in the dative: `Punkten`, `Stempeln`, `Monaten`, `Coins`. */
export const dativePlural = (plural: string): string => plural.replace(/(e|el|er)$/, "$1n");

export const formatDate = (at: number, timeZone: string, locale: Locale): string =>
  dateFormat(locale, timeZone).format(at);

const UNITS: Record<string, { en: [string, string]; de: [string, string] }> = {
  Y: { en: ["year", "years"], de: ["Jahr", "Jahre"] },
  M: { en: ["month", "months"], de: ["Monat", "Monate"] },
  W: { en: ["week", "weeks"], de: ["Woche", "Wochen"] },
  D: { en: ["day", "days"], de: ["Tag", "Tage"] },
  TH: { en: ["hour", "hours"], de: ["Stunde", "Stunden"] },
  TM: { en: ["minute", "minutes"], de: ["Minute", "Minuten"] },
  TS: { en: ["second", "seconds"], de: ["Sekunde", "Sekunden"] },
};

/** An ISO 8601 duration in words: `14 days`, `14 Tage`, in the dative `14 Tagen`. */
export function formatDuration(
  duration: string,
  locale: Locale,
  form: "nominative" | "dative" = "nominative",
): string {
  const [date = "", time = ""] = duration.slice(1).split("T");
  const words = (part: string, prefix: string) =>
    [...part.matchAll(/(\d+)([A-Z])/g)].map(([, count, letter]) => {
      const [one, many] = UNITS[`${prefix}${letter}`]?.[locale] ?? ["", ""];
      const plural = locale === "de" && form === "dative" ? dativePlural(many) : many;
      return `${formatNumber(Number(count), locale)} ${Number(count) === 1 ? one : plural}`;
    });
  return [...words(date, ""), ...words(time, "T")].join(locale === "de" ? " und " : " and ");
}
