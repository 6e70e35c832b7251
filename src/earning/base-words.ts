import { asSentence, formatChoice, formatList, formatMoney, say, type Text } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { limitsText } from "../effects";
import { amountOf, namesOf } from "../ledger";
import type { BaseEarning, LineKind, PerMoney } from "./document";

/* What every purchase earns, in words. */

const RATE: Text = { en: "{points} for every {amount}", de: "{points} je {amount}" };
const YOU_GET: Text = {
  en: "you get {rate} {spent}",
  de: { du: "du bekommst {rate} {spent}", sie: "Sie bekommen {rate} {spent}" },
};
const ON_GOODS: Text = { en: "you spend on goods", de: "Warenwert" };
const ON_CALLED: Text = { en: "you spend on {goods}", de: "für {goods}" };
const ON_PARTS: Text = { en: "you spend on {parts}", de: "Rechnungsbetrag für {parts}" };
const BEFORE_TAX: Text = { en: "before tax", de: "ohne Mehrwertsteuer" };
const BEFORE_DISCOUNTS: Text = { en: "before discounts", de: "vor Abzug von Rabatten" };
const BEFORE_BOTH: Text = {
  en: "before tax and discounts",
  de: "ohne Mehrwertsteuer und vor Abzug von Rabatten",
};
const NOTHING: Text = { en: "Purchases earn no {points}.", de: "Einkäufe bringen keine {points}." };
const PARTS: Record<LineKind | "shipping" | "fees", Text> = {
  product: { en: "goods", de: "Ware" },
  gift_card: { en: "gift cards", de: "Geschenkgutscheine" },
  deposit: { en: "deposits", de: "Pfand" },
  tip: { en: "tips", de: "Trinkgeld" },
  fee: { en: "fees", de: "Gebühren" },
  shipping: { en: "shipping", de: "Versand" },
  fees: { en: "fees", de: "Gebühren" },
};

/** What a kind of line or part of an order is called, as in "for {part}": in the plural. */
export const partName = (part: LineKind | "shipping" | "fees", voice: Voice): string =>
  say(PARTS[part], voice);

/** `€1`; `€1 or CHF 1` where a document has a rate for several currencies, the shop's own first. */
export function perText(per: PerMoney, { currency, locale }: Voice): string {
  if (typeof per === "number") return formatMoney(per, currency, locale);
  const rates = Object.entries(per).sort(([a], [b]) =>
    a === currency ? -1 : b === currency ? 1 : a < b ? -1 : 1,
  );
  return formatChoice(
    rates.map(([of, minor]) => formatMoney(minor, of, locale)),
    locale,
  );
}

/** "1 point for every €1": the base rule as a reason, without its full stop. */
export function baseReason(parts: ProgramParts, voice: Voice): string {
  const { unit, points, per } = parts.earning.base;
  return say(RATE, voice, {
    points: amountOf(parts, unit, points, voice),
    amount: perText(per, voice),
  });
}

type Counting = Pick<BaseEarning, "parts" | "kinds" | "tax" | "discounts" | "goods">;

/** What money counts, after "€1": `you spend on goods and shipping`, `Warenwert`. */
export function spentText({ parts, kinds, goods }: Counting, voice: Voice): string {
  const counted = parts.flatMap((part) => (part === "items" ? kinds : [part]));
  const called = goods?.[voice.locale];
  if (counted.every((part) => part === "product")) {
    return called ? say(ON_CALLED, voice, { goods: called }) : say(ON_GOODS, voice);
  }
  const nameOf = (part: (typeof counted)[number]) =>
    (part === "product" && called) || partName(part, voice);
  const names = counted.map(nameOf);
  return say(ON_PARTS, voice, { parts: formatList(names, voice.locale) });
}

/** How money counts where that is not as it stands on the bill; else empty. */
export function countingText({ tax, discounts }: Counting, voice: Voice): string {
  const [isNet, isFull] = [tax === "excluded", discounts === "before"];
  if (isNet && isFull) return say(BEFORE_BOTH, voice);
  return isNet ? say(BEFORE_TAX, voice) : isFull ? say(BEFORE_DISCOUNTS, voice) : "";
}

/** Whether purchases as such earn anything. */
export const hasRate = ({ points, per }: BaseEarning): boolean =>
  points > 0 && (typeof per === "number" || Object.keys(per).length > 0);

/** What every purchase earns as a main clause: "you get 1 point for every €1 you spend on goods". */
export const baseClause = (parts: ProgramParts, voice: Voice): string =>
  say(YOU_GET, voice, {
    rate: baseReason(parts, voice),
    spent: spentText(parts.earning.base, voice),
  });

export function baseSentence(parts: ProgramParts, voice: Voice): string {
  const { base } = parts.earning;
  if (!hasRate(base)) return say(NOTHING, voice, namesOf(parts, base.unit, voice));
  const amount = (n: number) => amountOf(parts, base.unit, n, voice);
  const limits = limitsText(base.limits, amount, voice);
  const more = [countingText(base, voice), limits].filter((text) => text !== "");
  return asSentence([baseClause(parts, voice), ...more].join(", "));
}
