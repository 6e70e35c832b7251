import { addDuration, monthsAndDays, NEVER, UNDATED } from "../lib/time";
import type { Book, Due, Lot, Wallet } from "./book";

/*
 * Expiry after inactivity. Such points have no date of their own: they lapse together, at one date
 * of their wallet, once nothing was earned or spent for so long. What the member does renews that
 * date: earning anything, and spending anything, a hold once it is captured. What others do does
 * not: gifts and corrections of staff, what is taken back, what comes back. A household's pool is
 * renewed by what its members put in and take out.
 */

/** When a wallet's points without a date lapse. */
export interface Lapse {
  /** If nothing is earned or spent before; null: the wallet never had such points. */
  at: number | null;
  /** How long after the last time; ISO 8601. */
  after: string | null;
  /** Available points of that kind in lots as stored; see {@link lapsingOf}. */
  stored: number;
  /** Whether `at` or `after` is another than as loaded. */
  isRenewed: boolean;
  /** Whether the stored lots of that kind lapsed, those too that are not loaded. */
  hasLapsed: boolean;
}

export const noLapse = (): Lapse => ({
  at: null,
  after: null,
  stored: 0,
  isRenewed: false,
  hasLapsed: false,
});

/** More days than a duration can name. */
const DAYS = 2 ** 18;

/**
 * What stands in place of an expiry: how long inactivity may last, as a number beyond any date. So
 * it is spent after what has a date, and before what never expires.
 *
 * @param after months and days; zero is none.
 */
export function lapseCode(after: string): number {
  const { months, days } = monthsAndDays(after) ?? { months: 0, days: 0 };
  return UNDATED + months * DAYS + days;
}

export const isLapsing = (expiresAt: number): boolean => expiresAt >= UNDATED && expiresAt < NEVER;

function afterOf(code: number): string {
  const months = Math.floor((code - UNDATED) / DAYS);
  const days = (code - UNDATED) % DAYS;
  return `P${months > 0 ? `${months}M` : ""}${days > 0 ? `${days}D` : ""}`;
}

/** Available points that lapse at the wallet's date, after the book's changes. */
export function lapsingOf(book: Book, { unit, lapse }: Wallet): number {
  let amount = lapse.stored;
  for (const lot of book.lots.values()) {
    if (lot.unit !== unit || !isLapsing(lot.expiresAt)) continue;
    if (lot.state === "available") amount += lot.remaining;
    if (lot.stored?.state === "available") amount -= lot.stored.remaining;
  }
  return amount;
}

/** When the wallet lapses if nothing is earned or spent before, and what; null: nothing would. */
export function nextLapse(book: Book, wallet: Wallet): Due | null {
  const amount = wallet.lapse.at === null ? 0 : lapsingOf(book, wallet);
  return amount > 0 ? { at: wallet.lapse.at ?? 0, amount } : null;
}

/** The member earned or spent something: nothing lapses for a while. */
export function renewAll(book: Book, at: number): void {
  for (const { lapse } of book.wallets.values()) {
    if (lapse.after !== null) putOff(book, lapse, at);
  }
}

/** A date that was promised is never brought forward. */
function putOff(book: Book, lapse: Lapse, at: number): void {
  const next = addDuration(at, lapse.after ?? "P0D", book.timeZone);
  if (lapse.at !== null && next <= lapse.at) return;
  lapse.at = next;
  lapse.isRenewed = true;
}

/**
 * Points that lapse are about to come into a wallet. From now on it is their duration that renewals
 * go by, of several in one commit the longest.
 *
 * @param at when they were earned or given.
 */
export function promiseLapse(
  book: Book,
  wallet: Wallet,
  code: number,
  { at, isEarned }: { at: number; isEarned: boolean },
): void {
  const { lapse } = wallet;
  const after = afterOf(code);
  const ends = (duration: string) => addDuration(book.now, duration, book.timeZone);
  const isShorter = lapse.isRenewed && lapse.after !== null && ends(after) < ends(lapse.after);
  if (lapse.after !== after && !isShorter) {
    lapse.after = after;
    lapse.isRenewed = true;
  }
  const isFirst = wallet.pending === 0 && lapsingOf(book, wallet) === 0;
  if (isEarned || isFirst) putOff(book, lapse, at);
}

/** Points come to be available, perhaps after all others have lapsed: they are given their time. */
export function giveTime(book: Book, { lapse }: Wallet, at: number): void {
  if (lapse.at === null || lapse.at <= at) putOff(book, lapse, at);
}

/** A loaded lot as its wallet's lapse leaves it; the database's is closed by one statement for all. */
export function closeLapsed(lot: Lot): void {
  if (!isLapsing(lot.expiresAt)) return;
  const { stored } = lot;
  if (stored?.state === "available") {
    const expired = stored.expired + stored.remaining;
    lot.stored = { ...stored, state: "closed", remaining: 0, expired };
  }
  if (lot.state !== "available") return;
  lot.expired += lot.remaining;
  lot.remaining = 0;
  lot.state = "closed";
}
