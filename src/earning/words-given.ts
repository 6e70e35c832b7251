import {
  formatChoice,
  formatList,
  formatNumber,
  formatPercent,
  quoted,
  say,
  type Text,
} from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { giftText, perkText, voucherText } from "../effects";
import { amountOf, namesOf, unitFor } from "../ledger";
import { CHOSEN_CAUSE } from "../members";
import { baseReason, perText, spentText } from "./base-words";
import type { Rule, RuleEffect } from "./document";
import { BASE_RULE } from "./names";
import { goodsText, hasGoods } from "./words-goods";

/* What a rule gives, in words, as the object of "you get". */

const ONE_STAMP: Text = { en: "a stamp", de: "einen Stempel" };
const ON_CARD: Text = { en: " on {card}", de: " auf {card}" };
const TO_CAUSE: Text = { en: " to {cause}", de: " für {cause}" };
const TO_CHOSEN: Text = {
  en: " to the cause of your choice, else to {cause}",
  de: {
    du: " für den Zweck deiner Wahl, sonst für {cause}",
    sie: " für den Zweck Ihrer Wahl, sonst für {cause}",
  },
};
const FOR_MONEY: Text = { en: " for every {money} {spent}", de: " je {money} {spent}" };
/** In a reason the goods themselves follow. */
const FOR_MONEY_BRIEF: Text = { en: " for every {money}", de: " je {money}" };
const FOR_MONEY_ON: Text = { en: " for every {money} you spend on {goods}", de: " je {money}" };
const FOR_DATA: Text = { en: " for every {n} {field}", de: " je {n} {field}" };

type Counted = Extract<RuleEffect, { each: unknown }>;

interface Told {
  readonly voice: Voice;
  /** As a reason names it. */
  readonly isBrief: boolean;
}

/** The unit of what a rule counts its limits in; null: it counts how often. */
export function unitGiven(parts: ProgramParts, { give }: Rule): string | null {
  switch (give.type) {
    case "points":
      return give.unit;
    case "multiply":
      return multipliedUnit(parts, give.of);
    case "stamps":
      return unitFor("stamp", give.card);
    case "donation":
      return unitFor("donation", give.cause);
    case "perk":
    case "voucher":
    case "surprise":
      return null;
  }
}

function multipliedUnit(parts: ProgramParts, of: readonly string[]): string {
  const { base, rules } = parts.earning;
  if (of.includes(BASE_RULE)) return base.unit;
  const first = rules.find((rule) => of.includes(rule.id) && rule.give.type === "points");
  return first?.give.type === "points" ? first.give.unit : base.unit;
}

/** `2 stamps`, `10 points for every €1 you spend on goods`; details of vouchers where asked for. */
export function givenText(
  parts: ProgramParts,
  rule: Rule,
  nameOf: (rule: string) => string,
  told: Told,
): string {
  const { give } = rule;
  const { voice, isBrief } = told;
  switch (give.type) {
    case "points":
      return `${amountOf(parts, give.unit, give.amount, voice)}${rateText(parts, rule, give, told)}`;
    case "stamps":
      return `${stampsText(parts, give, voice)}${rateText(parts, rule, give, told)}`;
    case "donation": {
      const money = amountOf(parts, unitFor("donation", give.cause), give.amount, voice);
      const isChosen = give.cause === CHOSEN_CAUSE;
      const key = isChosen ? (give.else ?? "") : give.cause;
      const cause = quoted(causeName(parts, key, voice), voice.locale);
      const rate = rateText(parts, rule, give, told);
      const to = say(isChosen ? TO_CHOSEN : TO_CAUSE, voice, { cause });
      return voice.locale === "de" ? `${money}${rate}${to}` : `${money}${to}${rate}`;
    }
    case "multiply":
      return multiplyText(parts, give, nameOf, voice);
    case "perk":
      return perkText(parts, give.perk, voice);
    case "voucher":
      return voucherText(isBrief ? { ...give.voucher, ...BRIEF } : give.voucher, voice);
    case "surprise":
      return surpriseText(parts, give, voice);
  }
}

const BY_CHANCE: Text = {
  en: "{gifts} with some luck (once in {n})",
  de: "mit etwas Glück (in einem von {n} Fällen) {gifts}",
};
const SURPRISE: Text = { en: "a surprise: {gifts}", de: "eine Überraschung: {gifts}" };

function surpriseText(
  parts: ProgramParts,
  { oneIn, gifts }: Extract<RuleEffect, { type: "surprise" }>,
  voice: Voice,
): string {
  return say(oneIn === 1 ? SURPRISE : BY_CHANCE, voice, {
    n: formatNumber(oneIn, voice.locale),
    gifts: formatChoice(
      gifts.map(({ gift }) => giftText(parts, gift, voice)),
      voice.locale,
    ),
  });
}

const BRIEF = { minimumTotal: null, validFor: null };

const causeName = (parts: ProgramParts, key: string, { locale }: Voice): string =>
  parts.causes.find((cause) => cause.key === key)?.name[locale] ?? key;

function stampsText(
  parts: ProgramParts,
  { amount, card }: { amount: number; card: string },
  voice: Voice,
) {
  const stamps =
    amount === 1 ? say(ONE_STAMP, voice) : amountOf(parts, unitFor("stamp", card), amount, voice);
  // The only card there is needs no name.
  if (parts.stamps.length < 2) return stamps;
  const name = parts.stamps.find((of) => of.key === card)?.name[voice.locale] ?? card;
  return `${stamps}${say(ON_CARD, voice, { card: quoted(name, voice.locale) })}`;
}

function rateText(parts: ProgramParts, rule: Rule, give: Counted, told: Told): string {
  const { voice, isBrief } = told;
  if (give.each === "data") {
    const per = typeof give.per === "number" ? give.per : 1;
    const field = quoted(give.field ?? "", voice.locale);
    return say(FOR_DATA, voice, { n: per === 1 ? "" : formatNumber(per, voice.locale), field });
  }
  if (give.each !== "amount") return "";
  const money = perText(give.per ?? parts.earning.base.per, voice);
  if (hasGoods(rule.if)) {
    return say(FOR_MONEY_ON, voice, { money, goods: goodsText(rule.if, "plural", voice) });
  }
  if (isBrief) return say(FOR_MONEY_BRIEF, voice, { money });
  return say(FOR_MONEY, voice, { money, spent: spentText(countingOf(parts, rule), voice) });
}

/** What counts as money for a rule: as for the base, where it does not say. */
export const countingOf = ({ earning: { base } }: ProgramParts, { counts }: Rule) => ({
  kinds: base.kinds,
  goods: base.goods,
  parts: counts?.parts ?? base.parts,
  tax: counts?.tax ?? base.tax,
  discounts: counts?.discounts ?? base.discounts,
});

/** Two, three, … times, as German and English have words for it. */
const FOLD: readonly (Text | null)[] = [
  null,
  null,
  { en: "double {points}", de: "doppelte {points}" },
  { en: "triple {points}", de: "dreifache {points}" },
  { en: "four times the {points}", de: "vierfache {points}" },
  { en: "five times the {points}", de: "fünffache {points}" },
];
const MORE: Text = { en: "{percent} more {points}", de: "{percent} mehr {points}" };
const TIMES: Text = { en: "{n} times the {points}", de: "{n}-fache {points}" };
const OF_RULES: Text = { en: " from {rules}", de: " aus {rules}" };

function multiplyText(
  parts: ProgramParts,
  { percent, of }: Extract<RuleEffect, { type: "multiply" }>,
  nameOf: (rule: string) => string,
  voice: Voice,
): string {
  const { points } = namesOf(parts, multipliedUnit(parts, of), voice);
  const fold = percent % 100 === 0 ? FOLD[percent / 100] : undefined;
  const times = fold
    ? say(fold, voice, { points })
    : percent < 200
      ? say(MORE, voice, { points, percent: formatPercent(percent - 100, voice.locale) })
      : say(TIMES, voice, { points, n: formatNumber(percent / 100, voice.locale) });
  if (of.length === 1 && of[0] === BASE_RULE) return times;
  const names = of.map((id) =>
    quoted(id === BASE_RULE ? baseReason(parts, voice) : nameOf(id), voice.locale),
  );
  return `${times}${say(OF_RULES, voice, { rules: formatList(names, voice.locale) })}`;
}
