import type { ProgramParts } from "../core/registry";
import { expiresAt, unitParts } from "../ledger";
import type { UnitTerms } from "../members";

/** Store credit can be given and taken by hand; nobody owes money for it. */
export function creditTerms(parts: ProgramParts, unit: string): UnitTerms | null {
  if (unitParts(unit).kind !== "credit") return null;
  return {
    expiresAt: (at, timeZone) => expiresAt(parts.credit.expiry, at, timeZone),
    mayBeOwed: false,
    wrongAmount: () => null,
  };
}
