import type { ProgramParts } from "../core/registry";
import { unitParts } from "../ledger";
import { addDuration, NEVER } from "../lib/time";
import type { UnitTerms } from "../members";

/** Perks can be given and taken by hand: uses of them, or the perk as such. */
export function perkTerms({ perks }: ProgramParts, unit: string): UnitTerms | null {
  const { kind, key } = unitParts(unit);
  const perk = kind === "perk" ? perks.find((p) => p.key === key) : undefined;
  if (!perk) return null;
  const { lasts, total } = perk;
  return {
    expiresAt: (at, timeZone) => (lasts === null ? NEVER : addDuration(at, lasts, timeZone)),
    mayBeOwed: false,
    wrongAmount: (amount) =>
      total === null && Math.abs(amount) !== 1 ? "The perk has no number of uses: use 1." : null,
  };
}
