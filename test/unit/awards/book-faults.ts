import type { Book, Wallet } from "../../../src/ledger";

/** Accounts of members, and how what is owed counts. */
const SIGNS = { available: 1, pending: 1, held: 1, owed: -1 } as const;
type Account = keyof typeof SIGNS;
const ACCOUNTS = Object.keys(SIGNS) as Account[];

const add = (sums: Map<string, number>, key: string, amount: number) =>
  sums.set(key, (sums.get(key) ?? 0) + amount);

/** What does not add up in a book: transfers, lots and balances, of every unit. */
export function bookFaults(book: Book): string[] {
  const moved = new Map<string, number>();
  const inLots = new Map<string, number>();
  for (const { unit, from, to, amount } of book.transfers) {
    add(moved, `${unit} ${to}`, amount);
    add(moved, `${unit} ${from}`, -amount);
    if (amount <= 0) add(moved, "nothing", 1);
  }
  for (const lot of book.lots.values()) {
    add(inLots, `${lot.unit} ${lot.state}`, lot.remaining);
    add(inLots, `${lot.unit} expired`, lot.expired);
  }
  const faults = [...book.wallets.values()].flatMap((w) => walletFaults(w, moved, inLots));
  return moved.has("nothing") ? [...faults, "a transfer of nothing"] : faults;
}

function walletFaults(
  wallet: Wallet,
  moved: ReadonlyMap<string, number>,
  inLots: ReadonlyMap<string, number>,
): string[] {
  const { unit, available, owed } = wallet;
  const of = (sums: ReadonlyMap<string, number>, name: string) => sums.get(`${unit} ${name}`) ?? 0;
  const holds: Record<string, boolean> = {
    "balances are what was moved": ACCOUNTS.every(
      (account) => wallet[account] === SIGNS[account] * of(moved, account) + 0,
    ),
    "balances are in lots":
      of(inLots, "available") === available && of(inLots, "pending") === wallet.pending,
    "nothing is in closed lots": of(inLots, "closed") === 0,
    "what expired is in lots": of(inLots, "expired") === of(moved, "expired"),
    "nothing is below zero": ACCOUNTS.every((account) => wallet[account] >= 0),
    "nobody owes and has": owed === 0 || available === 0,
  };
  return Object.entries(holds)
    .filter(([, isSo]) => !isSo)
    .map(([what]) => `${unit}: ${what}? ${JSON.stringify(wallet)}`);
}
