import type { Book, MemberAccount, Wallet } from "./book";
import { walletOf } from "./book";
import type { Lapse } from "./lapse";
import { type Entry, move } from "./move";
import { spend } from "./rules";

/*
 * Two members become one, or two again: each balance that goes from one to the other is told by a
 * pair of transfers, one in each book. The lots themselves are moved by `merge-store.ts`.
 */

const ACCOUNTS: readonly MemberAccount[] = ["available", "pending", "held", "owed"];

export type Balances = Readonly<Record<MemberAccount, number>>;

/** A balance that went over, and the transfers that tell it, by their numbers. */
export interface Pair {
  readonly account: MemberAccount;
  readonly amount: number;
  readonly giver: number;
  readonly taker: number;
}

export const balancesIn = (book: Book, unit: string): Balances => {
  const { available = 0, pending = 0, held = 0, owed = 0 } = book.wallets.get(unit) ?? {};
  return { available, pending, held, owed };
};

/** Units that either has a wallet of, sorted. */
export const unitsOf = (...books: readonly Book[]): string[] =>
  [...new Set(books.flatMap((book) => [...book.wallets.keys()]))].sort();

/** What one of them owes is paid by what the other has, the first to expire first. */
export function payEachOther(a: Book, b: Book, unit: string, entry: Entry): void {
  payFor(a, b, unit, entry);
  payFor(b, a, unit, entry);
}

function payFor(debtor: Book, payer: Book, unit: string, entry: Entry): void {
  const amount = Math.min(walletOf(debtor, unit).owed, walletOf(payer, unit).available);
  if (amount === 0) return;
  spend(payer, unit, "merged", amount, entry);
  move(debtor, unit, "merged", "owed", amount, entry);
}

/** Balances go over; a debt goes the other way round. */
export function handOver(
  giver: Book,
  taker: Book,
  unit: string,
  amounts: Balances,
  entry: Entry,
): Pair[] {
  return ACCOUNTS.filter((account) => amounts[account] > 0).map((account) => {
    const amount = amounts[account];
    const isDebt = account === "owed";
    const out = isDebt
      ? move(giver, unit, "merged", account, amount, entry)
      : move(giver, unit, account, "merged", amount, entry);
    const into = isDebt
      ? move(taker, unit, account, "merged", amount, entry)
      : move(taker, unit, "merged", account, amount, entry);
    return { account, amount, giver: out.seq, taker: into.seq };
  });
}

/** What was ever earned and spent goes over, and both wallets are to be written. */
export function passLifetime(
  giver: Book,
  taker: Book,
  unit: string,
  of: Pick<Wallet, "earned" | "spent">,
): void {
  const [from, to] = [walletOf(giver, unit), walletOf(taker, unit)];
  from.earned -= of.earned;
  from.spent -= of.spent;
  to.earned += of.earned;
  to.spent += of.spent;
  // Written whatever moved, as a unit that is all spent has a history too.
  from.lapse.isRenewed = true;
  to.lapse.isRenewed = true;
}

/** When a wallet's points without a date lapse, and after how long. */
export type LapseDate = Pick<Lapse, "at" | "after">;

export const lapseDateOf = (book: Book, unit: string): LapseDate => {
  const { at, after } = walletOf(book, unit).lapse;
  return { at, after };
};

/**
 * Of two dates the later one stays, as a date that was promised is never brought forward.
 *
 * @returns the target's before
 */
export function mergeLapses(target: Book, source: Book, unit: string): LapseDate {
  const before = lapseDateOf(target, unit);
  const [own, other] = [walletOf(target, unit).lapse, walletOf(source, unit).lapse];
  own.at = laterOf(own.at, other.at);
  own.after ??= other.after;
  return before;
}

/**
 * Each has their own date again, unless something was earned or spent since: then both have that.
 *
 * @param hasGained whether points came in since, which were promised the date they had together
 */
export function separateLapses(
  target: Book,
  source: Book,
  unit: string,
  { before, hasGained }: { readonly before: LapseDate; readonly hasGained: boolean },
): void {
  const [own, other] = [walletOf(target, unit).lapse, walletOf(source, unit).lapse];
  if (!hasGained && own.at === laterOf(before.at, other.at)) {
    Object.assign(own, before);
    return;
  }
  other.at = laterOf(own.at, other.at);
  other.after ??= own.after;
}

const laterOf = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);
