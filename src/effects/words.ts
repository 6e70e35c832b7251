import {
  formatDuration,
  formatList,
  formatMoney,
  formatNumber,
  formatPercent,
  quoted,
  say,
  type Text,
} from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { amountOf } from "../ledger";
import type { Limit } from "../members";
import { moneyIn } from "../vouchers";
import type { Gift, VoucherTerms } from "./terms";
import { conditionTexts } from "./words-conditions";

/* What programs promise, in words, as parts of sentences. */

const WORTH: Record<VoucherTerms["worth"]["kind"], Text> = {
  percent: { en: "a voucher for {percent} off", de: "einen Gutschein über {percent}" },
  fixed_amount: { en: "a voucher for {amount}", de: "einen Gutschein über {amount}" },
  free_product: { en: "a voucher for {name}", de: "einen Gutschein für {name}" },
  free_shipping: {
    en: "a voucher for free shipping",
    de: "einen Gutschein für kostenlosen Versand",
  },
  gift_card: { en: "a gift card over {amount}", de: "eine Geschenkkarte über {amount}" },
  thing: { en: "a voucher for {name}", de: "einen Gutschein für {name}" },
};
const VALID: Text = { en: "valid for {duration}", de: "{duration} gültig" };

/** `a voucher for €5 (from €30, valid for 90 days)`; German in the accusative. */
export function voucherText({ name, worth, ...terms }: VoucherTerms, voice: Voice): string {
  const money = (minor: number) => formatMoney(minor, voice.currency, voice.locale);
  const text = say(WORTH[worth.kind], voice, {
    name: quoted(name[voice.locale], voice.locale),
    percent: worth.kind === "percent" ? formatPercent(worth.percent, voice.locale) : "",
    amount: money(moneyIn(worth)),
  });
  const { validFor } = terms;
  const details = [
    ...conditionTexts(terms, voice),
    validFor ? say(VALID, voice, { duration: formatDuration(validFor, voice.locale) }) : "",
  ].filter((detail) => detail !== "");
  return details.length === 0 ? text : `${text} (${details.join(", ")})`;
}

/** A perk as the shop calls it, in quotation marks. */
export function perkText(parts: ProgramParts, key: string, voice: Voice): string {
  const perk = parts.perks.find((p) => p.key === key);
  return quoted(perk?.name[voice.locale] ?? key, voice.locale);
}

/** What is given, as the object of "you get"; German in the accusative. */
export function giftText(parts: ProgramParts, gift: Gift, voice: Voice): string {
  switch (gift.type) {
    case "points":
      return amountOf(parts, gift.unit, gift.amount, voice);
    case "voucher":
      return voucherText(gift.voucher, voice);
    case "perk":
      return perkText(parts, gift.perk, voice);
  }
}

const AT_MOST: Text = { en: "at most {what}", de: "höchstens {what}" };
const PER: Record<Limit["per"], Text> = {
  order: { en: " an order", de: " pro Bestellung" },
  day: { en: " a day", de: " am Tag" },
  week: { en: " a week", de: " in der Woche" },
  month: { en: " a month", de: " im Monat" },
  year: { en: " a year", de: " im Jahr" },
  lifetime: { en: " in all", de: " insgesamt" },
};

/** `once`, `twice`, `10 times`; `einmal`, `10-mal`. */
export function timesText(n: number, { locale }: Voice): string {
  if (locale === "de") return n === 1 ? "einmal" : `${formatNumber(n, locale)}-mal`;
  return n === 1 ? "once" : n === 2 ? "twice" : `${formatNumber(n, locale)} times`;
}

/**
 * `at most once a day and 500 points a month`; empty without limits. An amount is of what
 * `amountText` says; null: it counts how often, as `times` does.
 */
export function limitsText(
  limits: readonly Limit[],
  amountText: ((amount: number) => string) | null,
  voice: Voice,
): string {
  const told = limits.flatMap(({ per, amount, times }) => {
    const often = [times, amountText === null ? amount : undefined]
      .filter((n) => n !== undefined)
      .map((n) => {
        const isEver = per === "lifetime" && n === 1;
        return `${timesText(n, voice)}${isEver ? "" : say(PER[per], voice)}`;
      });
    const much =
      amount === undefined || amountText === null
        ? []
        : [`${amountText(amount)}${say(PER[per], voice)}`];
    return [...often, ...much];
  });
  if (told.length === 0) return "";
  return say(AT_MOST, voice, { what: formatList(told, voice.locale) });
}

const AGAIN: Text = {
  en: "and again no sooner than {duration} later",
  de: "das nächste Mal frühestens nach {duration}",
};

/** `and again no sooner than 14 days later`, as it follows a comma. */
export const cooldownText = (cooldown: string, voice: Voice): string =>
  say(AGAIN, voice, { duration: formatDuration(cooldown, voice.locale, "dative") });

/**
 * What a rule outside of earning is called, by its id as transfers carry it: a stamp card's, a
 * level's, a reward's name. null: the id names none of them.
 */
export function promiseName(parts: ProgramParts, rule: string, voice: Voice): string | null {
  const [kind = "", ...keys] = rule.split(".");
  const key = keys.at(-1);
  const named = (() => {
    if (kind === "stamps") return parts.stamps.find((card) => card.key === key);
    if (kind === "perks") return parts.perks.find((perk) => perk.key === key);
    if (kind === "rewards") return parts.rewards.find((reward) => reward.id === key);
    if (kind === "causes") return parts.causes.find((cause) => cause.key === key);
    if (kind !== "tiers") return undefined;
    return parts.tiers.flatMap((set) => set.levels).find((level) => level.key === key);
  })();
  return named?.name[voice.locale] ?? null;
}
