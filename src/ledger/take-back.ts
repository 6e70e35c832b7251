import { type Book, type Lot, walletOf } from "./book";
import { type Entry, move } from "./move";
import { loadedLot, newLot, spend } from "./rules";
import { draw } from "./settle";

/** What happens when more is taken back than the member has; see `program.ts`. */
export type NegativePolicy = "owe" | "stop_at_zero" | "waive";

/** The house account that points taken back go to. */
export type Taker = "reversed" | "adjusted" | "transferred";

/**
 * Takes back `amount` of what a lot brought: its rest first, then its expired part (house accounts
 * only), then other lots, then a debt, as far as the policy goes.
 *
 * @param to where it goes: what was earned is reversed, a gift returns to whoever gave it.
 * @returns what the member really lost or owes now; the rest was waived.
 */
export function takeBack(
  book: Book,
  number: number,
  amount: number,
  policy: NegativePolicy,
  entry: Entry,
  to: Taker = "reversed",
): number {
  const lot = loadedLot(book, number);
  const { unit } = lot;
  const own = Math.min(amount, lot.remaining);
  if (own > 0) {
    const account = lot.state === "pending" ? "pending" : "available";
    move(book, unit, account, to, own, { ...entry, lot: number });
    draw(lot, own);
  }
  const lapsed = Math.min(amount - own, lot.expired);
  if (lapsed > 0) {
    move(book, unit, "expired", to, lapsed, { ...entry, lot: number });
    lot.expired -= lapsed;
  }
  const spent = amount - own - lapsed;
  const taken = takeBackSpent(book, unit, spent, policy, { ...entry, lot: number }, to);
  // A gift that is undone is never asked for again: only what was earned is remembered.
  if (to === "reversed") lot.waived += spent - taken;
  return own + lapsed + taken;
}

/** Takes back points that their lot no longer holds. */
export function takeBackSpent(
  book: Book,
  unit: string,
  amount: number,
  policy: NegativePolicy,
  entry: Entry,
  to: Taker = "reversed",
): number {
  const others = policy === "waive" ? 0 : Math.min(amount, walletOf(book, unit).available);
  if (others > 0) spend(book, unit, to, others, { ...entry, lot: null });
  const beyond = amount - others;
  if (beyond === 0) return others;
  const source = policy === "owe" ? "owed" : "waived";
  move(book, unit, source, to, beyond, { ...entry, lot: null });
  return policy === "owe" ? amount : others;
}

/**
 * Moves up to `amount` of a lot's rest into a lot of the same cause with other dates, e.g. those of
 * the goods it was exchanged for. What is available stays so, with the new expiry. Balances change
 * by {@link settle} only, when the new dates are due.
 *
 * @returns the new lot, or null when the lot has no rest to move.
 */
export function splitLot(
  book: Book,
  number: number,
  amount: number,
  dates: { activatesAt: number; expiresAt: number },
): Lot | null {
  const lot = loadedLot(book, number);
  const moved = Math.min(amount, lot.remaining);
  if (moved === 0) return null;
  const part = newLot(book, book.nextSeq, {
    unit: lot.unit,
    cause: lot.cause,
    awaits: lot.awaits,
    ...dates,
  });
  book.nextSeq += 1;
  if (lot.state === "available") {
    part.state = "available";
    part.dueAt = dates.expiresAt;
  }
  part.amount = moved;
  part.remaining = moved;
  lot.amount -= moved;
  draw(lot, moved);
  return part;
}
