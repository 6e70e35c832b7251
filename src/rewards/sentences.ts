import { formatDuration, formatNumber, quoted, say, type Text } from "../core/i18n";
import type { Headline, ProgramParts, Sentence, Voice } from "../core/registry";
import { formatDates } from "../core/times";
import { conditionTexts, cooldownText, limitsText } from "../effects";
import { amountOf } from "../ledger";
import { stepsOf } from "./kinds";
import { priceOf, timesPrice } from "./price";
import type { Reward } from "./program";
import { kindText, onlyText } from "./words";

const LIMIT: Text = { en: "at most {n} per person", de: "höchstens {n}-mal pro Person" };
const STOCK: Text = { en: "while stocks last", de: "solange der Vorrat reicht" };
const SEATS: Text = { en: "while there are seats", de: "solange Plätze frei sind" };
const VALID: Text = {
  en: "A voucher is valid for {duration}.",
  de: "Ein Gutschein gilt {duration}.",
};
const VALID_FOR_EVER: Text = {
  en: "A voucher does not expire.",
  de: "Ein Gutschein verfällt nicht.",
};

/** A reward in one sentence. */
export function rewardSentence(parts: ProgramParts, r: Reward, voice: Voice): string {
  const n = formatNumber(r.limitPerMember ?? 0, voice.locale);
  const scarce = r.kind === "event_seat" ? SEATS : STOCK;
  const bounds = [
    formatDates(r.from, r.until, voice.timeZone, voice.locale),
    onlyText(parts, r, voice),
    ...conditionTexts(r.conditions, voice),
    r.limitPerMember === null ? "" : say(LIMIT, voice, { n }),
    limitsText(r.limits, null, voice),
    r.cooldown === null ? "" : cooldownText(r.cooldown, voice),
    r.stock === null && r.kind !== "code_pool" ? "" : say(scarce, voice),
  ].filter((text) => text !== "");
  return `${[kindText(parts, r, voice), ...bounds].join(", ")}.`;
}

export function sentences(parts: ProgramParts, voice: Voice): Sentence[] {
  if (parts.rewards.length === 0) return [];
  const { voucherValidFor } = parts.redemption;
  const valid =
    voucherValidFor === null
      ? say(VALID_FOR_EVER, voice)
      : say(VALID, voice, { duration: formatDuration(voucherValidFor, voice.locale) });
  return [
    ...parts.rewards.map((r) => ({
      ruleId: `rewards.${r.id}`,
      text: rewardSentence(parts, r, voice),
    })),
    { ruleId: "redemption.voucherValidFor", text: valid },
  ];
}

const CHEAPEST: Text = {
  en: "for {cost} you get {name}",
  de: { du: "für {cost} bekommst du {name}", sie: "für {cost} bekommen Sie {name}" },
};

/** The cheapest reward that is always on offer to everybody. */
export function headlines(parts: ProgramParts, voice: Voice): Headline[] {
  const { unit } = parts.earning.base;
  const [cheapest] = parts.rewards
    .filter(isAlwaysThere)
    .map((reward) => ({ reward, price: timesPrice(priceOf(reward), stepsOf(reward).minimum) }))
    .filter(({ price }) => price.unit === unit && price.amount > 0)
    .sort((a, b) => a.price.amount - b.price.amount);
  if (!cheapest) return [];
  const cost = amountOf(parts, unit, cheapest.price.amount, voice);
  const name = quoted(cheapest.reward.name[voice.locale], voice.locale);
  return [{ about: "spending", text: say(CHEAPEST, voice, { cost, name }), weight: 80 }];
}

/** And brings the member something: what is given to a cause does not. */
const isAlwaysThere = (r: Reward): boolean =>
  r.from === null &&
  r.until === null &&
  r.stock === null &&
  r.kind !== "code_pool" &&
  Object.keys({ ...r.onlyFor, ...r.schedule }).length === 0 &&
  r.kind !== "donation" &&
  r.kind !== "event_seat";
