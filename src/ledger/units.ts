/** What a unit of the ledger counts. Those of a program's `units` are points, however it calls them. */
export type UnitKind = "points" | "stamp" | "perk" | "donation" | "credit";

const KINDS: readonly string[] = ["stamp", "perk", "donation", "credit"];

/**
 * The unit of a stamp card, a perk, what was given to a cause, or store credit in a currency; of the
 * last two, minor units of money.
 */
export const unitFor = (kind: Exclude<UnitKind, "points">, key: string): string => `${kind}:${key}`;

/** A unit's kind, and the card, perk, cause or unit that it names. */
export function unitParts(unit: string): { readonly kind: UnitKind; readonly key: string } {
  const colon = unit.indexOf(":");
  const kind = unit.slice(0, Math.max(0, colon));
  return KINDS.includes(kind)
    ? { kind: kind as UnitKind, key: unit.slice(colon + 1) }
    : { kind: "points", key: unit };
}

const MONEY: readonly UnitKind[] = ["donation", "credit"];

/** Whether a unit counts money, in minor units of the shop's currency. */
export const isMoney = (unit: string): boolean => MONEY.includes(unitParts(unit).kind);
