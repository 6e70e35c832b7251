import type { ErrorCode } from "../core/errors";
import type { ProgramParts } from "../core/registry";
import type { Limit } from "../members";

export type GiftRefusal = Extract<
  ErrorCode,
  "gifts_not_allowed" | "limit_reached" | "insufficient_points" | "amount_too_large"
>;

export interface Refused {
  readonly code: GiftRefusal;
  readonly pointer: "/unit" | "/amount";
  readonly detail: string;
}

export interface GiftState {
  /** What the giver can spend of the unit. */
  readonly spendable: number;
  /** What the receiver's balance can still hold. */
  readonly room: number;
  /** The limit that the gift would go beyond. */
  readonly beyond: Limit | null;
}

/** Why a program lets nobody give this; null where it does. */
export function whyNotGiven(
  { gifts, units }: ProgramParts,
  { unit, amount }: { readonly unit: string; readonly amount: number },
  { spendable, room, beyond }: GiftState,
): Refused | null {
  const refused = (code: GiftRefusal, pointer: Refused["pointer"], detail: string) => ({
    code,
    pointer,
    detail,
  });
  if (!gifts.isAllowed) {
    return refused("gifts_not_allowed", "/unit", "The program has no gifts between members.");
  }
  if (!(gifts.units ?? units.map(({ key }) => key)).includes(unit)) {
    return refused("gifts_not_allowed", "/unit", "This unit cannot be given.");
  }
  if (amount < gifts.minimum) {
    return refused("gifts_not_allowed", "/amount", `A gift is at least ${gifts.minimum}.`);
  }
  if (gifts.maximum !== null && amount > gifts.maximum) {
    return refused("gifts_not_allowed", "/amount", `A gift is at most ${gifts.maximum}.`);
  }
  if (beyond) {
    return refused("limit_reached", "/amount", `The limit for each ${beyond.per} is reached.`);
  }
  if (amount > spendable) {
    return refused("insufficient_points", "/amount", `${spendable} are available.`);
  }
  return amount > room
    ? refused("amount_too_large", "/amount", "The other balance cannot hold it.")
    : null;
}

/**
 * How much of a gift can be taken back: what is left of it; of what was spent, as the program says,
 * as much as there is or everything as a debt. What has expired has expired for both.
 */
export function takenBack(
  policy: ProgramParts["negative"],
  of: { readonly left: number; readonly spent: number; readonly others: number },
): { readonly own: number; readonly more: number } {
  const more = { owe: of.spent, stop_at_zero: Math.min(of.spent, of.others), waive: 0 };
  return { own: of.left, more: more[policy] };
}
