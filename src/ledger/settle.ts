import { type Book, type Lot, type Wallet, walletOf } from "./book";
import { closeLapsed, giveTime, isLapsing, lapsingOf } from "./lapse";
import { move } from "./move";

/**
 * Brings everything due as of the book's `now` about, in its order: loaded lots activate, expire or
 * are lost; wallets lapse. What becomes available pays debts first.
 */
export function settle(book: Book): void {
  const due = [...book.lots.values()]
    .filter((l) => l.state !== "closed" && l.dueAt <= book.now)
    .sort((a, b) => a.dueAt - b.dueAt || a.lot - b.lot);
  for (const lot of due) {
    lapse(book, walletOf(book, lot.unit), lot.dueAt);
    if (lot.state === "pending") {
      if (lot.awaits === null) activate(book, lot, lot.dueAt);
      else expire(book, lot);
    }
    if (lot.state === "available" && lot.dueAt <= book.now) expire(book, lot);
  }
  for (const wallet of book.wallets.values()) lapse(book, wallet, book.now);
}

/**
 * The member did an activity: loaded lots that wait for it become available.
 *
 * @returns them.
 */
export function confirm(book: Book, activity: string, happenedAt: number): Lot[] {
  const waiting = [...book.lots.values()].filter(
    (l) => l.state === "pending" && l.awaits === activity,
  );
  for (const lot of waiting) activate(book, lot, happenedAt);
  settle(book);
  return waiting;
}

/** Points without a date of their own are gone when their wallet's has come by `until`. */
function lapse(book: Book, wallet: Wallet, until: number): void {
  const { unit, lapse } = wallet;
  if (lapse.at === null || lapse.at > until) return;
  const amount = lapsingOf(book, wallet);
  if (amount === 0) return;
  move(book, unit, "available", "expired", amount, {
    reason: "expire",
    cause: `inactivity:${lapse.after}`,
    happenedAt: lapse.at,
  });
  for (const lot of book.lots.values()) if (lot.unit === unit) closeLapsed(lot);
  lapse.hasLapsed ||= lapse.stored > 0;
  lapse.stored = 0;
}

function activate(book: Book, lot: Lot, happenedAt: number): void {
  move(book, lot.unit, "pending", "available", lot.remaining, {
    reason: "activate",
    cause: lot.cause,
    lot: lot.lot,
    happenedAt,
  });
  if (isLapsing(lot.expiresAt)) giveTime(book, walletOf(book, lot.unit), happenedAt);
  lot.state = "available";
  lot.dueAt = lot.expiresAt;
  payDebt(book, lot);
}

function expire(book: Book, lot: Lot): void {
  move(
    book,
    lot.unit,
    lot.state === "pending" ? "pending" : "available",
    "expired",
    lot.remaining,
    {
      reason: "expire",
      cause: lot.cause,
      lot: lot.lot,
      happenedAt: lot.dueAt,
    },
  );
  lot.expired += lot.remaining;
  lot.remaining = 0;
  close(lot);
}

/** Points that become available pay what the member owes before anything else. */
export function payDebt(book: Book, lot: Lot): void {
  const amount = Math.min(walletOf(book, lot.unit).owed, lot.remaining);
  if (amount === 0) return;
  move(book, lot.unit, "available", "owed", amount, {
    reason: "pay_debt",
    cause: lot.cause,
    lot: lot.lot,
  });
  draw(lot, amount);
}

export function draw(lot: Lot, amount: number): void {
  lot.remaining -= amount;
  if (lot.remaining === 0) close(lot);
}

function close(lot: Lot): void {
  lot.state = "closed";
  lot.dueAt = lot.expiresAt;
}
