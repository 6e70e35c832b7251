import { type Account, type Book, type Transfer, type Wallet, walletOf } from "./book";
import { renewAll } from "./lapse";

export type Entry = Pick<Transfer, "reason" | "cause"> &
  Partial<Omit<Transfer, "seq" | "unit" | "from" | "to" | "amount" | "reason" | "cause">>;

/**
 * Moves points from one account to another. `owed` is a debt: what leaves it raises the debt, what
 * enters it pays.
 */
export function move(
  book: Book,
  unit: string,
  from: Account,
  to: Account,
  amount: number,
  entry: Entry,
): Transfer {
  const wallet = walletOf(book, unit);
  credit(wallet, from, -amount);
  credit(wallet, to, amount);
  if (from === "issued") wallet.earned += amount;
  // What a customer pays for a cause stands there like what the shop gave.
  if (from === "topped_up" && to === "donated") wallet.earned += amount;
  if (from === "donated" && to === "topped_up") wallet.earned -= amount;
  if (to === "reversed" && from !== "waived") wallet.earned -= amount;
  if (to === "waived") wallet.earned -= amount;
  if (to === "redeemed") wallet.spent += amount;
  if (from === "redeemed") wallet.spent -= amount;
  const transfer: Transfer = {
    line: null,
    rule: null,
    program: null,
    lot: null,
    takes: null,
    reverses: null,
    happenedAt: book.now,
    ...entry,
    seq: book.nextSeq,
    unit,
    from,
    to,
    amount,
  };
  book.nextSeq += 1;
  book.transfers.push(transfer);
  if (from === "issued" || to === "redeemed") renewAll(book, transfer.happenedAt);
  return transfer;
}

function credit(wallet: Wallet, account: Account, amount: number): void {
  switch (account) {
    case "available":
      wallet.available += amount;
      return;
    case "pending":
      wallet.pending += amount;
      return;
    case "held":
      wallet.held += amount;
      return;
    case "owed":
      wallet.owed -= amount;
      return;
    case "issued":
    case "redeemed":
    case "expired":
    case "reversed":
    case "waived":
    case "adjusted":
    case "donated":
    case "topped_up":
    case "transferred":
    case "merged":
      return;
  }
}
