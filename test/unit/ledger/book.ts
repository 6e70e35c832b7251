import { expect } from "vitest";
import { type Book, type LotState, walletOf } from "../../../src/ledger";

/** A new member's book. */
export const newBook = (now: number): Book => ({
  now,
  timeZone: "Europe/Berlin",
  nextSeq: 1,
  wallets: new Map(),
  lots: new Map(),
  horizon: new Map(),
  transfers: [],
  alsoDueAt: [],
});

/** What must hold of one unit after anything: balances are the sum of transfers and of lots. */
export function expectToAddUp(book: Book, unit: string): void {
  const wallet = walletOf(book, unit);
  const net = (account: string) =>
    book.transfers.reduce(
      (sum, t) => sum + (t.to === account ? t.amount : 0) - (t.from === account ? t.amount : 0),
      0,
    );
  const rest = (state: LotState) =>
    [...book.lots.values()].reduce((sum, l) => sum + (l.state === state ? l.remaining : 0), 0);
  expect(wallet.available).toBe(net("available"));
  expect(wallet.pending).toBe(net("pending"));
  expect(wallet.held).toBe(net("held"));
  expect(wallet.owed).toBe(0 - net("owed"));
  expect(rest("available")).toBe(wallet.available);
  expect(rest("pending")).toBe(wallet.pending);
  expect(rest("closed")).toBe(0);
  expect(Math.min(wallet.available, wallet.pending, wallet.held, wallet.owed)).toBe(0);
  expect(wallet.owed === 0 || wallet.available === 0).toBe(true);
  expect(book.transfers.every((t) => t.amount > 0)).toBe(true);
  const expired = [...book.lots.values()].reduce((sum, l) => sum + l.expired, 0);
  expect(expired).toBe(net("expired"));
}
