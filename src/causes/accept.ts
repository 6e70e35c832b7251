import { refuse } from "../core/errors";
import { unitFor } from "../ledger";
import { MAX_AMOUNT } from "../lib/numbers";
import { type OpenMember, spendable } from "../members";
import type { Cause } from "./program";
import { offerOf } from "./rules";

export type Amount =
  | { readonly unit: string; readonly amount: number }
  | { readonly money: number };

/** What is given to which cause; without a unit it is money. */
export interface Offered {
  readonly cause: string;
  readonly unit: string | null;
  readonly points: number;
  readonly money: number;
}

/**
 * What a member's offer comes to now.
 *
 * @throws {DomainError} unknown_cause, donation_not_accepted, donation_too_small,
 *   insufficient_points, amount_too_large
 */
export function offered(member: OpenMember, asked: Amount & { cause?: string | undefined }) {
  const cause = causeOf(member, asked.cause);
  const of = "money" in asked ? moneyOf(cause, asked.money) : pointsOf(member, cause, asked);
  const standing = member.book.wallets.get(unitFor("donation", cause.key))?.earned ?? 0;
  if (standing + of.money > MAX_AMOUNT) {
    throw refuse("amount_too_large", "/amount", `A cause takes ${MAX_AMOUNT} of a member.`);
  }
  return of;
}

function causeOf({ program, row }: OpenMember, asked: string | undefined): Cause {
  const key = asked ?? row.cause;
  const cause = program.parts.causes.find((c) => c.key === key);
  if (cause) return cause;
  const detail = asked ? "The program has no such cause." : "The member has chosen no cause.";
  throw refuse("unknown_cause", "/cause", detail);
}

const moneyOf = ({ key }: Cause, money: number): Offered => ({
  cause: key,
  unit: null,
  points: 0,
  money,
});

function pointsOf(
  { book }: OpenMember,
  cause: Cause,
  { unit, amount }: { unit: string; amount: number },
): Offered {
  const offer = offerOf(cause, unit, amount);
  if (!offer) throw refuse("donation_not_accepted", "/unit", "The cause takes none of this unit.");
  const balance = spendable(book, unit);
  if (amount > balance) {
    throw refuse("insufficient_points", "/amount", `${Math.max(0, balance)} are available.`);
  }
  if (offer.money === 0) {
    const least = cause.accepts[unit]?.per ?? 0;
    throw refuse("donation_too_small", "/amount", `At least ${least} can be given.`);
  }
  return { cause: cause.key, unit, ...offer };
}
