import { formatDate, formatList, formatMoney, formatNumber, say, type Text } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { amountOf } from "../ledger";
import { VOUCHER } from "./given";
import type { Difference } from "./sums";

/* What a plan found, in words for the shop. */

const SUMMARY: Record<"more" | "less" | "same", Text> = {
  more: {
    en: "From {from} to {to} the draft would have cost {money} more.",
    de: "Vom {from} bis zum {to} hätte der Entwurf {money} mehr gekostet.",
  },
  less: {
    en: "From {from} to {to} the draft would have cost {money} less.",
    de: "Vom {from} bis zum {to} hätte der Entwurf {money} weniger gekostet.",
  },
  same: {
    en: "From {from} to {to} the draft would have cost the same.",
    de: "Vom {from} bis zum {to} hätte der Entwurf gleich viel gekostet.",
  },
};

const WHO: Text = {
  en: "Members with more: {gaining}, with less: {losing}; moved up a level: {up}, down: {down}.",
  de: "Mitglieder mit mehr: {gaining}, mit weniger: {losing}; Aufstiege: {up}, Abstiege: {down}.",
};

export interface Summed {
  readonly from: number;
  readonly until: number;
  /** More, or less, minor units. */
  readonly money: number;
  readonly gaining: number;
  readonly losing: number;
  readonly up: number;
  readonly down: number;
}

export function summaryText(summed: Summed, voice: Voice): string {
  const { from, until, money, ...counts } = summed;
  const { locale, timeZone, currency } = voice;
  const which = money > 0 ? "more" : money < 0 ? "less" : "same";
  const cost = say(SUMMARY[which], voice, {
    from: formatDate(from, timeZone, locale),
    to: formatDate(until, timeZone, locale),
    money: formatMoney(Math.abs(money), currency, locale),
  });
  const numbers = Object.entries(counts).map(([name, n]) => [name, formatNumber(n, locale)]);
  return `${cost} ${say(WHO, voice, Object.fromEntries(numbers))}`;
}

const EXAMPLE: Text = {
  en: "Would have got {after}, and really got {before}.",
  de: "Hätte {after} bekommen und bekam {before}.",
};
const VOUCHERS: Record<"one" | "other", Text> = {
  one: { en: "1 voucher", de: "1 Gutschein" },
  other: { en: "{n} vouchers", de: "{n} Gutscheine" },
};

/** What a member got and would have got, of units that differ. */
export function exampleText(
  parts: ProgramParts,
  given: readonly Difference[],
  voice: Voice,
): string {
  const units = [...Map.groupBy(given, ([, unit]) => unit)].map(([unit, same]) => ({
    unit,
    before: same.reduce((sum, [, , before]) => sum + before, 0),
    after: same.reduce((sum, [, , , after]) => sum + after, 0),
  }));
  const list = (side: "before" | "after") =>
    formatList(
      units.map((u) => amountText(parts, u.unit, u[side], voice)),
      voice.locale,
    );
  return say(EXAMPLE, voice, { before: list("before"), after: list("after") });
}

function amountText(parts: ProgramParts, unit: string, amount: number, voice: Voice): string {
  if (unit !== VOUCHER) return amountOf(parts, unit, amount, voice);
  const which = amount === 1 ? "one" : "other";
  return say(VOUCHERS[which], voice, { n: formatNumber(amount, voice.locale) });
}

/** What figures stand on, as far as it holds for a plan. */
export const ASSUMPTIONS = {
  orders_as_they_stand: {
    en: "Orders count as they stand today: what was returned or cancelled since counts as if it never had been bought.",
    de: "Bestellungen zählen, wie sie heute stehen: Was seither zurückkam oder storniert wurde, zählt, als wäre es nie gekauft worden.",
  },
  told_at_once: {
    en: "Every order counts as if it had been told when it was placed.",
    de: "Jede Bestellung zählt, als wäre sie sofort gemeldet worden.",
  },
  members_as_they_are: {
    en: "Birthdays and attributes are those of today.",
    de: "Geburtstage und Merkmale sind die von heute.",
  },
  nobody_buys_otherwise: {
    en: "Nobody would have bought more or less for the change.",
    de: "Niemand hätte wegen der Änderung mehr oder weniger gekauft.",
  },
  points_cost_what_rewards_cost: {
    en: "A point costs what rewards cost the shop, divided by their price; every point is redeemed.",
    de: "Ein Punkt kostet, was Prämien das Geschäft kosten, geteilt durch ihren Preis; jeder Punkt wird eingelöst.",
  },
  points_cost_as_told: {
    en: "A point costs what was told; every point is redeemed.",
    de: "Ein Punkt kostet, was angegeben wurde; jeder Punkt wird eingelöst.",
  },
  vouchers_cost_their_amount: {
    en: "A voucher costs the amount on it; those for a percentage or a product are counted and cost nothing here.",
    de: "Ein Gutschein kostet seinen Betrag; solche über Prozente oder ein Produkt werden gezählt und kosten hier nichts.",
  },
  budgets_each_alone: {
    en: "Budgets that members share limit nobody here: where more is asked of one than it has, the later ones would have got less.",
    de: "Gemeinsame Budgets begrenzen hier niemanden: Wo mehr verlangt wird, als da ist, hätten die Späteren weniger bekommen.",
  },
  wallets_without_spending: {
    en: "Full wallets are reckoned without what was spent in between.",
    de: "Volle Konten sind ohne das gerechnet, was zwischendurch eingelöst wurde.",
  },
  some_did_more: {
    en: "Somebody has done more than a plan looks at: their latest orders are missing.",
    de: "Jemand hat mehr getan, als ein Plan betrachtet: Die jüngsten Bestellungen fehlen.",
  },
} as const satisfies Record<string, Text>;

export type Assumption = keyof typeof ASSUMPTIONS;
