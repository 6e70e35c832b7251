import { closeLapsed, type Lapse, noLapse } from "./lapse";

/**
 * A member's book: what was loaded, and what the rules write into it. Rules change the book and
 * nothing else; `store.ts` turns the changes into statements. No I/O here, no clock, no chance.
 */

export type LotState = "pending" | "available" | "closed";

/** Points of one commit that activate and expire together. Amounts are whole points. */
export interface Lot {
  readonly unit: string;
  readonly lot: number;
  state: LotState;
  /**
   * pending: activates at, or is lost at; else: expires at. ms since epoch, NEVER for never, or a
   * code of `lapse.ts`.
   */
  dueAt: number;
  amount: number;
  remaining: number;
  expired: number;
  /** Reversed while it was spent or held and not asked for: taken back should it come back. */
  waived: number;
  expiresAt: number;
  readonly cause: string;
  /**
   * Pending until the member does this activity, and lost when that is due before; null: available
   * when it is due.
   */
  readonly awaits: string | null;
  /** As it stands in the database; null for a new lot. */
  stored: Pick<Lot, "state" | "dueAt" | "remaining" | "amount" | "expired" | "waived"> | null;
}

/** How much was taken from which lot; `expiresAt` completes the lot's key. */
export type Take = readonly [lot: number, amount: number, expiresAt: number];

export interface Due {
  readonly at: number;
  readonly amount: number;
}

export interface Wallet {
  readonly unit: string;
  available: number;
  pending: number;
  held: number;
  owed: number;
  earned: number;
  spent: number;
  readonly nextExpiry: Due | null;
  readonly nextActivation: Due | null;
  /** When points that await an activity are lost next. */
  readonly nextDeadline: Due | null;
  readonly lapse: Lapse;
  readonly isNew: boolean;
}

export type MemberAccount = "available" | "pending" | "held" | "owed";
export type HouseAccount =
  | "issued"
  | "redeemed"
  | "expired"
  | "reversed"
  | "waived"
  | "adjusted"
  | "donated"
  /** Store credit that a customer paid for. */
  | "topped_up"
  /** Between members: what leaves one enters another in the same commit. */
  | "transferred"
  /** Between two members who are one now, or no longer; pairs like those. */
  | "merged";
export type Account = MemberAccount | HouseAccount;

export interface Transfer {
  readonly seq: number;
  readonly unit: string;
  readonly from: Account;
  readonly to: Account;
  /** Whole and greater than 0; the direction is from → to. */
  readonly amount: number;
  readonly reason: string;
  readonly cause: string;
  readonly line: string | null;
  readonly rule: string | null;
  readonly program: number | null;
  lot: number | null;
  readonly takes: readonly Take[] | null;
  readonly reverses: number | null;
  readonly happenedAt: number;
}

export interface Book {
  readonly now: number;
  /** Of the shop, by whose calendar things lapse. */
  readonly timeZone: string;
  nextSeq: number;
  readonly wallets: Map<string, Wallet>;
  readonly lots: Map<number, Lot>;
  /** By unit: available lots beyond this expiry may not all be loaded. */
  readonly horizon: Map<string, number>;
  readonly transfers: Transfer[];
  /** Instants besides the lots' at which the member must be settled again (open holds). */
  readonly alsoDueAt: number[];
}

export function walletOf(book: Book, unit: string): Wallet {
  const known = book.wallets.get(unit);
  if (known) return known;
  const empty: Wallet = {
    unit,
    available: 0,
    pending: 0,
    held: 0,
    owed: 0,
    earned: 0,
    spent: 0,
    nextExpiry: null,
    nextActivation: null,
    nextDeadline: null,
    lapse: noLapse(),
    isNew: true,
  };
  book.wallets.set(unit, empty);
  return empty;
}

/** Takes a lot read from the database into the book, once; what has lapsed meanwhile is closed. */
export function addLot(book: Book, lot: Lot): void {
  if (book.lots.has(lot.lot)) return;
  if (book.wallets.get(lot.unit)?.lapse.hasLapsed) closeLapsed(lot);
  book.lots.set(lot.lot, lot);
}

/** Drops lots that are closed: a book that lives on in memory need not go through them again. */
export function dropClosed(book: Book, isKept: (lot: number) => boolean): void {
  for (const [number, { state }] of book.lots) {
    if (state === "closed" && !isKept(number)) book.lots.delete(number);
  }
}

export const isChanged = (lot: Lot): boolean =>
  lot.stored === null ||
  lot.stored.state !== lot.state ||
  lot.stored.dueAt !== lot.dueAt ||
  lot.stored.remaining !== lot.remaining ||
  lot.stored.expired !== lot.expired ||
  lot.stored.waived !== lot.waived ||
  lot.stored.amount !== lot.amount;
