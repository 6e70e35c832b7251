import type { Locale } from "../core/context";

/* What the overview says to staff. */

interface Texts {
  readonly title: string;
  readonly spans: Readonly<Record<"30" | "90" | "365", string>>;
  readonly before: Readonly<Record<"30" | "90" | "365", string>>;
  readonly noneBefore: string;
  readonly nothing: string;
  readonly table: string;
  readonly day: string;
  readonly week: string;
  readonly until: string;
  readonly empty: string;
  readonly orders: string;
  readonly revenue: string;
  readonly customers: string;
  readonly newCustomers: string;
  readonly returning: string;
  readonly points: string;
  readonly issued: string;
  readonly redeemed: string;
  readonly outstanding: string;
  readonly stages: string;
  readonly activity: string;
  readonly state: Readonly<Record<string, string>>;
  readonly referrals: string;
  readonly clicks: string;
  readonly claimed: string;
  readonly qualified: string;
  readonly rewarded: string;
  readonly messages: string;
  readonly sent: string;
  readonly shown: string;
  readonly heldOut: string;
  readonly notSent: string;
  readonly retention: Readonly<Record<"month" | "quarter", string>>;
  readonly stayed: string;
  readonly left: string;
  readonly period: string;
  readonly csv: string;
  readonly docs: string;
  readonly outbox: string;
  readonly shop: string;
  readonly show: string;
  readonly signOut: string;
  readonly sandbox: string;
}

export const TEXTS: Readonly<Record<Locale, Texts>> = {
  de: {
    title: "Übersicht",
    spans: { 30: "30 Tage", 90: "90 Tage", 365: "1 Jahr" },
    before: {
      30: "gegenüber den 30 Tagen davor",
      90: "gegenüber den 90 Tagen davor",
      365: "gegenüber dem Jahr davor",
    },
    noneBefore: "aus der Zeit davor liegt nichts vor",
    nothing: "In dieser Zeit gibt es nichts zu zeichnen.",
    table: "Zahlen als Tabelle",
    day: "Tag",
    week: "Woche ab",
    until: "Stand: Ende des {day}",
    empty:
      "Noch sind keine Zahlen da. Sie werden jede Nacht berechnet, sobald es Bestellungen gibt.",
    orders: "Bestellungen",
    revenue: "Umsatz nach Rückgaben",
    customers: "Neue Kundinnen und Kunden",
    newCustomers: "neu",
    returning: "wiedergekommen",
    points: "{Points} gutgeschrieben",
    issued: "gutgeschrieben",
    redeemed: "eingelöst",
    outstanding: "{Points} im Umlauf",
    stages: "Mitglieder",
    activity: "Wie aktiv sie sind",
    state: {
      prospect: "noch ohne Bestellung",
      first_time_buyer: "eine Bestellung",
      repeat_buyer: "mehrere Bestellungen",
      regular: "Stammkundschaft",
      active: "aktiv",
      slipping: "kommt seltener",
      lapsed: "bleibt aus",
      lost: "verloren",
      won_back: "zurückgewonnen",
    },
    referrals: "Empfehlungen",
    clicks: "Klicks auf Links",
    claimed: "angemeldet",
    qualified: "bestellt",
    rewarded: "belohnt",
    messages: "Nachrichten verschickt",
    sent: "per E-Mail",
    shown: "nur im Postfach der Karte",
    heldOut: "zum Vergleich zurückgehalten",
    notSent: "nicht verschickt",
    retention: {
      month: "Kundenbindung von Monat zu Monat",
      quarter: "Kundenbindung von Quartal zu Quartal",
    },
    stayed: "wiedergekommen",
    left: "weggeblieben",
    period: "Zeitraum",
    csv: "Als CSV laden",
    docs: "API-Referenz",
    outbox: "Verschickte E-Mails",
    shop: "Shop",
    show: "Anzeigen",
    signOut: "Abmelden",
    sandbox: "Sandbox",
  },
  en: {
    title: "Overview",
    spans: { 30: "30 days", 90: "90 days", 365: "1 year" },
    before: {
      30: "on the 30 days before",
      90: "on the 90 days before",
      365: "on the year before",
    },
    noneBefore: "there is nothing from the time before",
    nothing: "There is nothing to draw in this time.",
    table: "Numbers as a table",
    day: "Day",
    week: "Week from",
    until: "As of the end of {day}",
    empty: "There are no numbers yet. They are computed every night once there are orders.",
    orders: "Orders",
    revenue: "Revenue after returns",
    customers: "New customers",
    newCustomers: "new",
    returning: "came back",
    points: "{Points} issued",
    issued: "issued",
    redeemed: "redeemed",
    outstanding: "{Points} outstanding",
    stages: "Members",
    activity: "How active they are",
    state: {
      prospect: "no order yet",
      first_time_buyer: "one order",
      repeat_buyer: "several orders",
      regular: "regulars",
      active: "active",
      slipping: "slipping",
      lapsed: "lapsed",
      lost: "lost",
      won_back: "won back",
    },
    referrals: "Referrals",
    clicks: "clicks on links",
    claimed: "joined",
    qualified: "ordered",
    rewarded: "rewarded",
    messages: "Messages sent",
    sent: "by mail",
    shown: "in the card's inbox only",
    heldOut: "held out for comparison",
    notSent: "not sent",
    retention: {
      month: "Retention from month to month",
      quarter: "Retention from quarter to quarter",
    },
    stayed: "came back",
    left: "stayed away",
    period: "Period",
    csv: "Load as CSV",
    docs: "API reference",
    outbox: "Mail that was sent",
    shop: "Shop",
    show: "Show",
    signOut: "Sign out",
    sandbox: "sandbox",
  },
};
