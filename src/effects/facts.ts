import type { Fact } from "../core/facts";
import { type UnitKind, unitParts } from "../ledger";
import type { Effect, Moved } from "./types";

/** What units given or taken are called, in answers and facts. */
export const MOVED = {
  points: { given: "points_earned", taken: "points_reversed" },
  stamp: { given: "stamp_added", taken: "stamp_removed" },
  perk: { given: "perk_granted", taken: "perk_withdrawn" },
  donation: { given: "donated", taken: "donation_withdrawn" },
} as const satisfies Record<UnitKind, Record<Moved["type"], string>>;

export const movedType = ({ type, unit }: Moved) => MOVED[unitParts(unit).kind][type];

/** Effects as facts: units by type and unit in one sum; vouchers tell of themselves. */
export function effectFacts(effects: readonly Effect[]): Fact[] {
  const sums = new Map<string, { type: string; unit: string; amount: number }>();
  const others: Fact[] = [];
  for (const effect of effects) {
    if (effect.type === "given" || effect.type === "taken") {
      const type = movedType(effect);
      const sum = sums.get(`${type} ${effect.unit}`) ?? { type, unit: effect.unit, amount: 0 };
      sum.amount += effect.amount;
      sums.set(`${type} ${effect.unit}`, sum);
    } else if (effect.type !== "voucher_issued") {
      const { type, ...detail } = effect;
      others.push({ type, ...detail });
    }
  }
  return [...sums.values(), ...others];
}
