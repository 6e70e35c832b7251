import { say, type Text } from "../core/i18n";
import type { Voice } from "../core/registry";
import { baseReason } from "../earning";
import { transferId } from "../ledger";
import { toIso } from "../lib/time";
import type { Program } from "../program";
import { FEES, type OrderLine, SHIPPING } from "./order";
import type { EarnedEffect, OrderEffect, ReversedEffect } from "./rules";

const ON: Text = { en: "{rule} on {line}", de: "{rule} für {line}" };
const TAKEN_BACK: Text = { en: "Taken back for {line}", de: "Zurückgenommen für {line}" };
const PARTS: ReadonlyMap<string, Text> = new Map([
  [SHIPPING, { en: "shipping", de: "Versand" }],
  [FEES, { en: "fees", de: "Gebühren" }],
]);

/** How people call a line: its name, else its sku, else its id. */
export function lineName(lines: readonly OrderLine[], id: string, voice: Voice): string {
  const part = PARTS.get(id);
  if (part) return say(part, voice);
  const line = lines.find((l) => l.id === id);
  return line?.name ?? line?.sku ?? id;
}

export interface Telling {
  readonly program: Program;
  readonly lines: readonly OrderLine[];
  readonly member: string;
  readonly voice: Voice;
  /** As of when `state` is told. */
  readonly now: number;
}

/** Effects as the API tells them, each with its reason. */
export const effectViews = (effects: readonly OrderEffect[], telling: Telling) =>
  effects.map((effect) =>
    effect.type === "points_earned" ? earnedView(effect, telling) : reversedView(effect, telling),
  );

function earnedView(effect: EarnedEffect, { program, lines, member, voice, now }: Telling) {
  return {
    type: effect.type,
    unit: effect.unit,
    amount: effect.amount,
    state: stateOf(effect, now),
    activatesAt: toIso(effect.activatesAt),
    expiresAt: toIso(effect.expiresAt as number | null),
    ruleId: effect.rule,
    itemId: effect.line,
    transferId: transferId(member, effect.seq),
    reason: say(ON, voice, {
      rule: baseReason(program.parts, voice),
      line: lineName(lines, effect.line, voice),
    }),
  };
}

const reversedView = (effect: ReversedEffect, { lines, member, voice }: Telling) => ({
  type: effect.type,
  unit: effect.unit,
  amount: effect.amount,
  ...(effect.waived > 0 ? { waived: effect.waived } : {}),
  ruleId: effect.rule,
  itemId: effect.line,
  transferId: transferId(member, effect.seq),
  reason: say(TAKEN_BACK, voice, { line: lineName(lines, effect.line, voice) }),
});

export function stateOf(
  { activatesAt, expiresAt }: { activatesAt: number; expiresAt: number },
  now: number,
): "pending" | "available" | "expired" {
  if (expiresAt <= now) return "expired";
  return activatesAt <= now ? "available" : "pending";
}
