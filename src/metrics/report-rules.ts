import type { Locale } from "../core/context";
import { formatDate, formatMoney, formatNumber, say, type Text } from "../core/i18n";
import type { Voice } from "../core/registry";
import { lastDayOf } from "./calendar";
import { pageHtml, type Section, sectionText } from "./report-layout";
import type { Counts } from "./rules";
import type { Daily, LifecycleDay, RetentionPeriod } from "./types";

/** What a daily report tells of. */
export interface Reported {
  readonly shopName: string;
  readonly day: string;
  /** The day, the same weekday before, and the 28 days before it: 29 days, ascending. */
  readonly days: readonly Daily[];
  readonly lifecycle: LifecycleDay;
  /** The last two months that are over, ascending. */
  readonly months: readonly RetentionPeriod[];
  /** Where the shop's pages are; null where nobody knows. */
  readonly url: string | null;
}

interface Measure {
  readonly name: Text;
  readonly isMoney?: boolean;
  readonly of: (day: Daily) => number;
}

const MEASURES: readonly Measure[] = [
  { name: { en: "Revenue, net", de: "Umsatz, netto" }, isMoney: true, of: (d) => d.revenue.net },
  { name: { en: "Orders", de: "Bestellungen" }, of: (d) => d.orders.paid },
  { name: { en: "Customers", de: "Kundinnen und Kunden" }, of: (d) => d.customers.active },
  { name: { en: "– new", de: "– zum ersten Mal" }, of: (d) => d.customers.new },
  { name: { en: "– returning", de: "– wieder da" }, of: (d) => d.customers.returning },
  { name: { en: "Won back", de: "Zurückgewonnen" }, of: (d) => d.customers.wonBack },
  { name: { en: "New members", de: "Neue Mitglieder" }, of: (d) => d.members.enrolled },
  {
    name: { en: "Points given", de: "Punkte gutgeschrieben" },
    of: (d) => d.units.points?.issued ?? 0,
  },
  { name: { en: "Rewards redeemed", de: "Prämien eingelöst" }, of: (d) => d.redemptions.captured },
  { name: { en: "Messages sent", de: "Nachrichten verschickt" }, of: (d) => d.messages.sent },
];

const STATES: readonly (readonly [keyof Counts, Text])[] = [
  ["prospect", { en: "Prospects", de: "Interessenten" }],
  ["first_time_buyer", { en: "First-time buyers", de: "Erstkäufer" }],
  ["repeat_buyer", { en: "Repeat buyers", de: "Wiederkäufer" }],
  ["regular", { en: "Regulars", de: "Stammkunden" }],
  ["active", { en: "active", de: "aktiv" }],
  ["won_back", { en: "won back", de: "zurückgewonnen" }],
  ["slipping", { en: "slipping", de: "werden seltener" }],
  ["lapsed", { en: "lapsed", de: "bleiben weg" }],
  ["lost", { en: "lost", de: "verloren" }],
];

const TEXTS = {
  subject: { en: "{shop}: numbers of {day}", de: "{shop}: Zahlen vom {day}" },
  compass: { en: "Compass", de: "Kompass" },
  before: { en: "Month before", de: "Vormonat" },
  churn: { en: "Churn", de: "Abwanderung" },
  retention: { en: "Retention", de: "Kundenbindung" },
  repeat: { en: "Repeat-purchase rate", de: "Wiederkaufrate" },
  weekBefore: { en: "A week before", de: "Woche davor" },
  average: { en: "28-day average", de: "28-Tage-Mittel" },
  members: { en: "Members", de: "Mitglieder" },
  footer: {
    en: "Retention is the share of the month before's customers who bought again; churn is the rest to 100%. Late orders and refunds may still change numbers of past days.",
    de: "Kundenbindung ist der Anteil der Kundschaft des Vormonats, der wieder gekauft hat; Abwanderung ist der Rest auf 100 %. Nachgetragene Bestellungen und Erstattungen können Zahlen vergangener Tage noch ändern.",
  },
  link: { en: "More: {url}", de: "Mehr dazu: {url}" },
} satisfies Record<string, Text>;

const dayText = (day: string, locale: Locale): string =>
  formatDate(Date.parse(`${day}T12:00:00Z`), "UTC", locale);

const percentText = (percent: number | null, locale: Locale): string =>
  percent === null ? "–" : `${formatNumber(percent, locale)}${locale === "de" ? " %" : "%"}`;

const monthText = (period: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === "de" ? "de-DE" : "en-GB", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(Date.parse(`${lastDayOf(period)}T12:00:00Z`));

/** The report as a mail: subject, text and simple HTML, in the reader's language. */
export function reportOf(reported: Reported, voice: Voice) {
  const day = dayText(reported.day, voice.locale);
  const title = say(TEXTS.subject, voice, { shop: reported.shopName, day });
  const sections = [compass(reported, voice), numbers(reported, voice), members(reported, voice)];
  const footer = say(TEXTS.footer, voice);
  const link = reported.url && say(TEXTS.link, voice, { url: reported.url });
  return {
    subject: title,
    text: [title, ...sections.map(sectionText), footer, ...(link ? [link] : [])].join("\n\n"),
    html: pageHtml(voice.locale, { title, sections, footer, url: reported.url, link }),
  };
}

/** What a report begins with: who stays, and whether that gets better. */
function compass({ months }: Reported, voice: Voice): Section {
  const { locale } = voice;
  const [before, last] = [months.at(-2), months.at(-1)];
  const percents = (of: (month: RetentionPeriod) => number | null) =>
    [last, before].map((month) => percentText(month ? of(month) : null, locale));
  return {
    heading: say(TEXTS.compass, voice),
    columns: [last ? monthText(last.period, locale) : "", say(TEXTS.before, voice)],
    rows: [
      [say(TEXTS.churn, voice), ...percents((month) => month.churn)],
      [say(TEXTS.retention, voice), ...percents((month) => month.retention)],
      [say(TEXTS.repeat, voice), ...percents((month) => month.repeatPurchaseRate)],
    ],
  };
}

/** Days of the average: those before the day, from the first on which anything was recorded. */
function averaged(days: readonly Daily[]): readonly Daily[] {
  const before = days.slice(0, -1);
  const first = before.findIndex((d) => MEASURES.some((m) => m.of(d) !== 0));
  return first < 0 ? [] : before.slice(first);
}

function numbers({ days, day }: Reported, voice: Voice): Section {
  const { locale, currency } = voice;
  const yesterday = days.at(-1);
  const weekBefore = days.at(-8);
  const others = averaged(days);
  const shown = ({ isMoney }: Measure, value: number | null) => {
    if (value === null) return "–";
    if (isMoney) return formatMoney(Math.round(value), currency, locale);
    return formatNumber(Math.round(value * 10) / 10, locale);
  };
  const rows = MEASURES.map((measure) => {
    const average =
      others.length === 0 ? null : others.reduce((s, d) => s + measure.of(d), 0) / others.length;
    return [
      say(measure.name, voice),
      shown(measure, yesterday ? measure.of(yesterday) : null),
      shown(measure, weekBefore ? measure.of(weekBefore) : null),
      shown(measure, average),
    ];
  });
  const columns = [dayText(day, locale), say(TEXTS.weekBefore, voice), say(TEXTS.average, voice)];
  return { heading: "", columns, rows };
}

function members({ lifecycle }: Reported, voice: Voice): Section {
  const rows = STATES.map(([state, name]) => [
    say(name, voice),
    formatNumber(lifecycle.members[state], voice.locale),
    lifecycle.entered[state] === 0
      ? ""
      : `+${formatNumber(lifecycle.entered[state], voice.locale)}`,
  ]);
  return { heading: say(TEXTS.members, voice), columns: ["", ""], rows };
}
