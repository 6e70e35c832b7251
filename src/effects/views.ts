import { say, type Text } from "../core/i18n";
import type { ProgramParts, Voice } from "../core/registry";
import { transferId, unitParts } from "../ledger";
import { toIso } from "../lib/time";
import { shownCode } from "../vouchers";
import { movedType } from "./facts";
import type { CardCompleted, CreditPaid, Effect, Moved, TierChanged, VoucherGiven } from "./types";

/** What effects are told with. */
export interface EffectTelling {
  readonly program: ProgramParts;
  readonly member: string;
  readonly voice: Voice;
  /** As of when `state` is told. */
  readonly now: number;
  /** A rule in words without a full stop, e.g. "1 point for every €1". */
  readonly ruleName: (rule: string) => string;
  /** What people call a line of the order. */
  readonly lineName: (line: string) => string;
}

const ON: Text = { en: "{rule} on {line}", de: "{rule} für {line}" };
const TAKEN_BACK: Text = { en: "Taken back for {line}", de: "Zurückgenommen für {line}" };
const TAKEN_BACK_WHOLE: Text = { en: "Taken back: {line}", de: "Zurückgenommen: {line}" };
const CARD: Record<CardCompleted["type"], Text> = {
  card_completed: { en: "{card}: full", de: "{card}: voll" },
  card_reopened: { en: "{card}: no longer full", de: "{card}: nicht mehr voll" },
};
const CREDIT: Record<CreditPaid["type"], Text> = {
  credit_spent: { en: "Paid with store credit", de: "Mit Guthaben bezahlt" },
  credit_returned: { en: "Store credit is back", de: "Guthaben zurückgebucht" },
};
const TIER: Record<"reached" | "left", Text> = {
  reached: { en: "{tier} reached", de: "{tier} erreicht" },
  left: { en: "No longer {tier}", de: "Nicht mehr {tier}" },
};

/** Effects as the API tells them, each with its reason. */
export function effectViews(effects: readonly Effect[], telling: EffectTelling) {
  // A rule is put into words once: an order of 500 lines may have 5,000 effects of ten rules.
  const ruleName = once(telling.ruleName);
  return effects.map((effect) => effectView(effect, { ...telling, ruleName }));
}

function once(wordsOf: (rule: string) => string): (rule: string) => string {
  const known = new Map<string, string>();
  return (rule) => {
    const words = known.get(rule) ?? wordsOf(rule);
    known.set(rule, words);
    return words;
  };
}

function effectView(effect: Effect, telling: EffectTelling) {
  switch (effect.type) {
    case "given":
    case "taken":
      return movedView(effect, telling);
    case "voucher_issued":
    case "voucher_voided":
      return voucherGivenView(effect, telling);
    case "card_completed":
    case "card_reopened":
      return cardView(effect, telling);
    case "tier_changed":
      return tierView(effect, telling);
    case "credit_spent":
    case "credit_returned":
      return creditView(effect, telling);
  }
}

function movedView(effect: Moved, { member, voice, now, ruleName, lineName }: EffectTelling) {
  const { unit, amount, rule, line, waived } = effect;
  const isGiven = effect.type === "given";
  const reason =
    line === null
      ? isGiven
        ? ruleName(rule)
        : say(TAKEN_BACK_WHOLE, voice, { line: ruleName(rule) })
      : say(isGiven ? ON : TAKEN_BACK, voice, { rule: ruleName(rule), line: lineName(line) });
  return {
    type: movedType(effect),
    unit,
    amount,
    ...(waived > 0 ? { waived } : {}),
    // What is given to a cause is nothing to be spent.
    ...(isGiven && unitParts(unit).kind !== "donation"
      ? {
          state: stateOf(effect, now),
          activatesAt: toIso(effect.activatesAt),
          expiresAt: toIso(effect.expiresAt as number | null),
        }
      : {}),
    ruleId: rule,
    ...(line === null ? {} : { itemId: line }),
    transferId: transferId(member, effect.seq),
    reason,
  };
}

const voucherGivenView = (effect: VoucherGiven, { ruleName }: EffectTelling) => ({
  type: effect.type,
  voucher: { code: shownCode(null, effect.code), expiresAt: toIso(effect.expiresAt) },
  ruleId: effect.rule,
  reason: ruleName(effect.rule),
});

function cardView({ type, card }: CardCompleted, { program, voice }: EffectTelling) {
  const name = program.stamps.find((s) => s.key === card)?.name[voice.locale] ?? card;
  return { type, card, reason: say(CARD[type], voice, { card: name }) };
}

const creditView = ({ type, unit, amount, seq }: CreditPaid, telling: EffectTelling) => ({
  type,
  unit,
  amount,
  transferId: transferId(telling.member, seq),
  reason: say(CREDIT[type], telling.voice),
});

function tierView({ type, set, from, to }: TierChanged, { program, voice }: EffectTelling) {
  const levels = program.tiers.find((t) => t.key === set)?.levels ?? [];
  const at = (key: string | null) => levels.findIndex((l) => l.key === key);
  const isUp = to !== null && at(to) > at(from);
  const shown = isUp ? to : from;
  const tier = levels.find((l) => l.key === shown)?.name[voice.locale] ?? shown ?? "";
  return { type, set, from, to, reason: say(isUp ? TIER.reached : TIER.left, voice, { tier }) };
}

export function stateOf(
  { activatesAt, expiresAt }: { activatesAt: number; expiresAt: number },
  now: number,
): "pending" | "available" | "expired" {
  if (expiresAt <= now) return "expired";
  return activatesAt <= now ? "available" : "pending";
}
