import type { Fact } from "../core/facts";
import { type UnitKind, unitParts } from "../ledger";
import { shownCode } from "../vouchers";
import type { Effect, Moved } from "./types";

/** What units given or taken are called, in answers and facts. */
export const MOVED = {
  points: { given: "points_earned", taken: "points_reversed" },
  stamp: { given: "stamp_added", taken: "stamp_removed" },
  perk: { given: "perk_granted", taken: "perk_withdrawn" },
  donation: { given: "donated", taken: "donation_withdrawn" },
  credit: { given: "credit_added", taken: "credit_removed" },
} as const satisfies Record<UnitKind, Record<Moved["type"], string>>;

export const movedType = ({ type, unit }: Moved) => MOVED[unitParts(unit).kind][type];

/** Effects as facts: units by type and unit in one sum. A voucher that is issued tells of itself. */
export function effectFacts(effects: readonly Effect[]): Fact[] {
  const sums = new Map<string, { type: string; unit: string; amount: number }>();
  const others: Fact[] = [];
  for (const effect of effects) {
    switch (effect.type) {
      case "given":
      case "taken": {
        const { unit, amount } = effect;
        const type = movedType(effect);
        const before = sums.get(`${type} ${unit}`)?.amount ?? 0;
        sums.set(`${type} ${unit}`, { type, unit, amount: before + amount });
        break;
      }
      case "voucher_voided":
        others.push({
          type: effect.type,
          voucher: shownCode(null, effect.code),
          rule: effect.rule,
        });
        break;
      case "card_completed":
      case "card_reopened":
        others.push({ type: effect.type, card: effect.card });
        break;
      case "credit_spent":
      case "credit_returned":
        others.push({ type: effect.type, unit: effect.unit, amount: effect.amount });
        break;
      case "tier_changed":
        others.push({ ...effect });
        break;
      case "voucher_issued":
        break;
    }
  }
  return [...sums.values(), ...others];
}
