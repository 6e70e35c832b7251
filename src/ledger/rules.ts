import { LoadMore } from "../core/errors";
import { NEVER } from "../lib/time";
import {
  type Account,
  addLot,
  type Book,
  type Lot,
  type Take,
  type Transfer,
  walletOf,
} from "./book";
import { isLapsing, promiseLapse } from "./lapse";
import { type Entry, move } from "./move";
import { draw, payDebt, settle } from "./settle";

export interface Filling {
  readonly unit: string;
  readonly amount: number;
  readonly activatesAt: number;
  readonly expiresAt: number;
  /** An activity that makes them available; what waits for it is lost at `activatesAt`. */
  readonly awaits?: string | null;
  /**
   * Where the points come from: earned ones are issued, gifts of the house adjusted, credit that a
   * customer paid for topped up, and what another member gave transferred.
   */
  readonly from: "issued" | "adjusted" | "topped_up" | "transferred";
  readonly entry: Entry;
}

/**
 * Puts points into the member's lot for this cause and these dates; one lot serves all lines of a
 * commit. They start pending; {@link settle} activates what is due already.
 */
export function fill(book: Book, filling: Filling): Transfer {
  const { unit, amount, activatesAt, expiresAt, entry } = filling;
  const awaits = filling.awaits ?? null;
  if (isLapsing(expiresAt)) {
    const at = entry.happenedAt ?? book.now;
    promiseLapse(book, walletOf(book, unit), expiresAt, {
      at,
      isEarned: filling.from === "issued",
    });
  }
  const transfer = move(book, unit, filling.from, "pending", amount, entry);
  const open = [...book.lots.values()].find(
    (l) =>
      l.stored === null &&
      l.state === "pending" &&
      l.unit === unit &&
      l.cause === entry.cause &&
      l.dueAt === activatesAt &&
      l.expiresAt === expiresAt &&
      l.awaits === awaits,
  );
  const dates = { activatesAt, expiresAt, awaits };
  const lot = open ?? newLot(book, transfer.seq, { unit, cause: entry.cause, ...dates });
  lot.amount += amount;
  lot.remaining += amount;
  transfer.lot = lot.lot;
  return transfer;
}

export function newLot(
  book: Book,
  number: number,
  of: Pick<Lot, "unit" | "cause" | "expiresAt" | "awaits"> & { activatesAt: number },
): Lot {
  const lot: Lot = {
    unit: of.unit,
    lot: number,
    state: "pending",
    dueAt: of.activatesAt,
    amount: 0,
    remaining: 0,
    expired: 0,
    waived: 0,
    expiresAt: of.expiresAt,
    cause: of.cause,
    awaits: of.awaits,
    stored: null,
  };
  addLot(book, lot);
  return lot;
}

/**
 * Draws from the available lots, earliest expiry first. Only lots move here: the caller records
 * the transfer with what this returns.
 *
 * @throws {LoadMore} when the lots that would be next are not loaded.
 */
function takeFirstToExpire(book: Book, unit: string, amount: number): Take[] {
  const horizon = book.horizon.get(unit) ?? NEVER;
  const open = [...book.lots.values()]
    .filter((l) => l.unit === unit && l.state === "available" && l.remaining > 0)
    .sort((a, b) => a.dueAt - b.dueAt || a.lot - b.lot);
  const takes: Take[] = [];
  let missing = amount;
  for (const lot of open) {
    if (missing === 0) break;
    if (lot.dueAt > horizon) throw new LoadMore();
    const taken = Math.min(missing, lot.remaining);
    takes.push([lot.lot, taken, lot.expiresAt]);
    draw(lot, taken);
    missing -= taken;
  }
  if (missing > 0) throw new LoadMore();
  return takes;
}

/** Spends available points into `to`. The caller has seen that the balance covers it. */
export function spend(book: Book, unit: string, to: Account, amount: number, entry: Entry): Take[] {
  const takes = takeFirstToExpire(book, unit, amount);
  move(book, unit, "available", to, amount, { ...entry, takes });
  return takes;
}

/**
 * Gives points back into the lots they were taken from; what was reversed or has expired there
 * meanwhile goes at once. Their lots must be loaded.
 */
export function giveBack(book: Book, from: Account, takes: readonly Take[], entry: Entry): void {
  const lots = takes.map(([number]) => loadedLot(book, number));
  for (const [i, lot] of lots.entries()) {
    const amount = takes[i]?.[1] ?? 0;
    move(book, lot.unit, from, "available", amount, { ...entry, lot: lot.lot });
    lot.remaining += amount;
    lot.state = "available";
    lot.dueAt = lot.expiresAt;
    takeBackWaived(book, lot, amount);
  }
  for (const lot of lots) if (lot.remaining > 0) payDebt(book, lot);
  settle(book);
}

/** What was reversed while it was away, and not asked for then, does not come back. */
function takeBackWaived(book: Book, lot: Lot, returned: number): void {
  const amount = Math.min(lot.waived, returned);
  if (amount === 0) return;
  move(book, lot.unit, "available", "waived", amount, {
    reason: "late_reverse",
    cause: lot.cause,
    lot: lot.lot,
  });
  lot.waived -= amount;
  draw(lot, amount);
}

export function loadedLot(book: Book, number: number): Lot {
  const lot = book.lots.get(number);
  if (!lot) throw new Error(`lot ${number} is not loaded`);
  return lot;
}
