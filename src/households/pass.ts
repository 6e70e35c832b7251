import { passOn, renewAll, walletOf } from "../ledger";
import { MAX_AMOUNT } from "../lib/numbers";
import type { OpenMember } from "../members";
import { changed, type Household, rowOf, withMove } from "./household";

/** So much of a unit, from a member into a pool or back. */
export interface Amount {
  readonly unit: string;
  readonly amount: number;
}

/** The cause of a household's transfers, on both sides. */
export const causeOf = (id: string): string => `household:${id}`;

/** What a balance can still be given. */
export const roomIn = ({ book }: OpenMember, unit: string): number => {
  const { available, pending } = walletOf(book, unit);
  return MAX_AMOUNT - available - pending;
};

/** Puts what a member can spend into the pool, with its expiries. */
export function putIn(household: Household, member: OpenMember, of: Amount): Household {
  passBetween(household, member, of, "household_put");
  stayAlive(household);
  const row = rowOf(household, member.row.id);
  return changed(household, { rows: [withMove(row, "contributed", of.unit, of.amount)] });
}

/** Takes from the pool, with its expiries; debts of the member are paid first. */
export function takeOut(household: Household, member: OpenMember, of: Amount): Household {
  passBetween(household, member, of, "household_draw");
  stayAlive(household);
  const row = rowOf(household, member.row.id);
  return changed(household, { rows: [withMove(row, "drawn", of.unit, of.amount)] });
}

/** A pool earns and spends nothing itself: it is used as long as somebody puts in or takes out. */
const stayAlive = ({ pool: { book } }: Household): void => renewAll(book, book.now);

export type Reason = "household_put" | "household_draw" | "household_share";

export function passBetween(
  { row, pool }: Household,
  member: OpenMember,
  { unit, amount }: Amount,
  reason: Reason,
): void {
  const entry = { reason, cause: causeOf(row.id), program: pool.program.number };
  const isIn = reason === "household_put";
  const [from, to] = isIn ? [member, pool] : [pool, member];
  passOn(from.book, to.book, { unit, amount, expiresAt: null, sent: entry, received: entry });
}
