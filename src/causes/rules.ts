import { mulDiv } from "../lib/numbers";
import type { Cause } from "./program";

/** What a member's points come to for a cause. */
export interface Offer {
  /** Points that are taken: whole steps only, the rest stays with the member. */
  readonly points: number;
  /** What the cause gets, minor units. */
  readonly money: number;
}

/** What some points are for a cause; null where it takes none of this unit. */
export function offerOf({ accepts }: Cause, unit: string, amount: number): Offer | null {
  const rate = Object.hasOwn(accepts, unit) ? accepts[unit] : undefined;
  if (!rate) return null;
  const points = amount - (amount % rate.per);
  return { points, money: mulDiv(points, rate.gives, rate.per) };
}

/** What stands of a cause in a wallet, by where it came from; minor units. */
export interface GivenBy {
  readonly purchases: number;
  readonly points: number;
  readonly money: number;
}

/** How a whole is made up, when what the member gave of their own is known. */
export const givenBy = (given: number, points: number, money: number): GivenBy => ({
  purchases: given - points - money,
  points,
  money,
});
