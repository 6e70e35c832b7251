import {
  formatDuration,
  formatList,
  formatMoney,
  formatPercent,
  say,
  type Text,
} from "../core/i18n";
import type { ProgramParts, Sentence, Voice } from "../core/registry";

const BONUS: Text = {
  en: "Companies get store credit for what they buy in a calendar year: {levels}, {basis}. It comes {after} after the year is over.",
  de: "Firmen bekommen Guthaben für das, was sie in einem Kalenderjahr kaufen: {levels}, {basis}. Es kommt {after} nach Ablauf des Jahres.",
};
const LEVEL: Text = { en: "{percent} from {amount}", de: "{percent} ab {amount}" };
const BASIS: Record<"whole" | "marginal", Text> = {
  whole: { en: "of the whole sum", de: "auf die ganze Summe" },
  marginal: {
    en: "each of what lies above, up to the next",
    de: "jeweils auf den Betrag darüber bis zur nächsten Schwelle",
  },
};

/** What a company gets for a year's purchases, where the program gives it something. */
export function sentences({ companies: { volumeBonus } }: ProgramParts, voice: Voice): Sentence[] {
  if (volumeBonus === null) return [];
  const { locale, currency } = voice;
  const { levels, settlesAfter, isMarginal } = volumeBonus;
  const told = levels.map(({ from, percent }) =>
    say(LEVEL, voice, {
      percent: formatPercent(percent, locale),
      amount: formatMoney(from, currency, locale),
    }),
  );
  const text = say(BONUS, voice, {
    levels: formatList(told, locale),
    basis: say(BASIS[isMarginal ? "marginal" : "whole"], voice),
    after: formatDuration(settlesAfter, locale),
  });
  return [{ ruleId: "companies.volumeBonus", text }];
}
