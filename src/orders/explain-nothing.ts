import { formatMoney, say, type Text } from "../core/i18n";
import type { Voice } from "../core/registry";
import {
  BASE_RULE,
  baseReason,
  type EarningLine,
  partName,
  type WhyNot,
  whyNot,
  whyNotText,
} from "../earning";
import type { Program } from "../program";
import { lineName } from "./effects";
import type { Order } from "./order";

const NOTHING: Partial<Record<WhyNot, Text>> = {
  rate: {
    en: "{line}: nothing, as nothing is given for purchases.",
    de: "{line}: nichts, denn für Einkäufe wird nichts gutgeschrieben.",
  },
  part: {
    en: "{line}: nothing, as nothing is given for {part}.",
    de: "{line}: nichts, denn für {part} wird nichts gutgeschrieben.",
  },
  kind: {
    en: "{line}: nothing, as nothing is given for {part}.",
    de: "{line}: nichts, denn für {part} wird nichts gutgeschrieben.",
  },
  free: {
    en: "{line}: nothing, as it was free.",
    de: "{line}: nichts, denn dafür wurde nichts bezahlt.",
  },
  rounding: {
    en: "{line}: nothing, as {total} is too little ({rule}).",
    de: "{line}: nichts, denn dafür reicht der Betrag von {total} nicht ({rule}).",
  },
};
const OTHERWISE: Text = { en: "{line}: nothing. {why}", de: "{line}: nichts. {why}" };

/** Why the base rule gave nothing for a line; of other rules `rules` tells. */
export function nothingText(
  { parts }: Program,
  order: Order,
  line: EarningLine,
  voice: Voice,
): string {
  const kept = order.ledger.passed.find(({ rule }) => rule === BASE_RULE);
  const why = whyNot(parts.earning.base, line) ?? kept?.why ?? "rounding";
  if (kept?.why === why) {
    const name = lineName(order.content.lines, line.id, voice);
    return say(OTHERWISE, voice, { line: name, why: whyNotText(parts, kept, voice) });
  }
  return say(NOTHING[why] ?? OTHERWISE, voice, {
    line: lineName(order.content.lines, line.id, voice),
    part: partName(line.kind, voice),
    total: formatMoney(line.total, voice.currency, voice.locale),
    rule: baseReason(parts, voice),
  });
}
