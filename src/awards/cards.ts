import type { Context } from "../core/context";
import type { Effect } from "../effects";
import { unitParts } from "../ledger";
import { sum } from "../lib/numbers";
import { completeCards, reopenCards } from "../stamps";
import type { Target } from "./align";
import type { Awarding } from "./awarding";
import { netOf } from "./ledger";
import { completionLots } from "./others";

/** Undoes full cards whose stamps are to be taken back, as far as there are too few others. */
export function reopen(of: Awarding, targets: readonly Target[]): Effect[] {
  const { ledger, member } = of;
  if (ledger.completions.length === 0) return [];
  const effects: Effect[] = [];
  const units = new Set(ledger.entries.map((e) => e.unit).filter(isStamp));
  for (const unit of units) {
    const standing = sum(ledger.entries.filter((e) => e.unit === unit).map(netOf));
    const wanted = sum(targets.filter((t) => t.unit === unit).map((t) => t.amount));
    if (wanted >= standing) continue;
    const undone = reopenCards(member, ledger.completions, {
      unit,
      needed: standing - wanted,
      vouchers: of.vouchers,
      cause: of.reversalCause,
      program: of.program,
      happenedAt: of.happenedAt,
    });
    ledger.completions = undone.left;
    effects.push(...undone.effects);
  }
  ledger.others = completionLots(member.book, ledger.completions, ledger.others);
  return effects;
}

const isStamp = (unit: string): boolean => unitParts(unit).kind === "stamp";

/** Completes the cards that are full, by these stamps or since a commit that had no room for them. */
export function fillCards(ctx: Context, of: Awarding): Effect[] {
  const { effects, completions } = completeCards(ctx, of.member, of);
  if (completions.length === 0) return [];
  const { ledger, member } = of;
  ledger.completions = [...ledger.completions, ...completions];
  ledger.others = completionLots(member.book, ledger.completions, ledger.others);
  return effects;
}
