import { beforeEach, expect, test } from "vitest";
import { LoadMore } from "../../../src/core/errors";
import {
  addLot,
  type Book,
  fill,
  giveBack,
  type Lot,
  loadedLot,
  type NegativePolicy,
  settle,
  spend,
  splitLot,
  takeBack,
  walletOf,
} from "../../../src/ledger";
import { DAY, NEVER } from "../../../src/lib/time";
import { expectToAddUp, newBook } from "./book";

const NOW = Date.parse("2026-03-01T10:00:00Z");
const UNIT = "points";
const entry = { reason: "test", cause: "test:1" };

let book: Book;
beforeEach(() => {
  book = newBook(NOW);
});

const later = (days: number) => NOW + days * DAY;

/** Fills a lot that is available at once, and tells its number. */
function gift(amount: number, expiresAt: number, cause = "test:1"): number {
  const lot = fill(book, {
    unit: UNIT,
    amount,
    activatesAt: NOW,
    expiresAt,
    from: "issued",
    entry: { ...entry, cause },
  }).lot;
  settle(book);
  return lot ?? 0;
}

const balances = () => {
  const { available, pending, held, owed } = walletOf(book, UNIT);
  return { available, pending, held, owed };
};
const lotOf = (number: number) => {
  const { state, remaining, expired, dueAt } = loadedLot(book, number);
  return { state, remaining, expired, dueAt };
};
const flows = () => book.transfers.map((t) => `${t.from}>${t.to} ${t.amount}`);

test("one lot serves all lines of a commit that have the same dates", () => {
  const filling = {
    unit: UNIT,
    activatesAt: later(14),
    expiresAt: later(400),
    from: "issued",
  } as const;
  const first = fill(book, { ...filling, amount: 10, entry: { ...entry, line: "1" } });
  const second = fill(book, { ...filling, amount: 5, entry: { ...entry, line: "2" } });
  const other = fill(book, { ...filling, amount: 1, expiresAt: later(401), entry });
  expect(second.lot).toBe(first.lot);
  expect(other.lot).not.toBe(first.lot);
  expect(lotOf(first.lot ?? 0)).toMatchObject({ state: "pending", remaining: 15 });
  expect(balances()).toMatchObject({ pending: 16, available: 0 });
});

test("what is due is activated, and expires at once where that is due too", () => {
  const filling = { unit: UNIT, amount: 10, from: "issued", entry } as const;
  fill(book, { ...filling, activatesAt: NOW, expiresAt: later(1) });
  fill(book, { ...filling, activatesAt: later(-9), expiresAt: later(-1) });
  fill(book, { ...filling, activatesAt: later(1), expiresAt: later(9) });
  settle(book);
  expect(balances()).toMatchObject({ available: 10, pending: 10 });
  expect(book.transfers.map((t) => t.reason)).toContain("expire");
  const expired = book.transfers.find((t) => t.reason === "expire");
  expect(expired?.happenedAt).toBe(later(-1));
  expectToAddUp(book, UNIT);
});

test("settling twice changes nothing the second time", () => {
  gift(10, later(-1));
  const before = book.transfers.length;
  settle(book);
  expect(book.transfers).toHaveLength(before);
});

test("points that become available pay a debt before anything else", () => {
  const lot = gift(10, later(9));
  spend(book, UNIT, "redeemed", 10, entry);
  takeBack(book, lot, 10, "owe", entry);
  expect(balances().owed).toBe(10);
  gift(25, later(20), "test:2");
  expect(balances()).toMatchObject({ available: 15, owed: 0 });
  expectToAddUp(book, UNIT);
});

test("the first to expire is spent first, and never-expiring points last", () => {
  const forever = gift(10, NEVER, "a");
  const late = gift(10, later(30), "b");
  const soon = gift(10, later(10), "c");
  const takes = spend(book, UNIT, "redeemed", 15, entry);
  expect(takes).toEqual([
    [soon, 10, later(10)],
    [late, 5, later(30)],
  ]);
  expect(lotOf(soon)).toMatchObject({ state: "closed", remaining: 0 });
  expect(lotOf(forever).remaining).toBe(10);
  expect(book.transfers.at(-1)?.takes).toEqual(takes);
  expectToAddUp(book, UNIT);
});

test("of two lots with the same expiry the older is spent first", () => {
  const [older, younger] = [gift(5, later(10), "a"), gift(5, later(10), "b")];
  expect(spend(book, UNIT, "redeemed", 6, entry)).toEqual([
    [older, 5, later(10)],
    [younger, 1, later(10)],
  ]);
});

test("a spend asks for more lots rather than take one out of turn", () => {
  gift(10, later(30));
  book.horizon.set(UNIT, later(20));
  expect(() => spend(book, UNIT, "redeemed", 5, entry)).toThrow(LoadMore);
  book.horizon.delete(UNIT);
  expect(() => spend(book, UNIT, "redeemed", 11, entry)).toThrow(LoadMore);
});

test("what is given back returns to its lots", () => {
  const [soon, late] = [gift(10, later(10), "a"), gift(10, later(30), "b")];
  const takes = spend(book, UNIT, "held", 15, entry);
  giveBack(book, "held", takes, entry);
  expect(lotOf(soon)).toMatchObject({ state: "available", remaining: 10, dueAt: later(10) });
  expect(lotOf(late)).toMatchObject({ state: "available", remaining: 10 });
  expect(balances()).toMatchObject({ available: 20, held: 0 });
  expectToAddUp(book, UNIT);
});

test("what is given back after its expiry expires at once", () => {
  const lot = gift(10, later(10));
  const takes = spend(book, UNIT, "held", 10, entry);
  const then = { ...book, now: later(11) };
  giveBack(then, "held", takes, entry);
  expect(lotOf(lot)).toMatchObject({ state: "closed", remaining: 0, expired: 10 });
  expect(balances()).toMatchObject({ available: 0, held: 0 });
  expectToAddUp(book, UNIT);
});

test("what is given back pays a debt first", () => {
  const lot = gift(10, later(10));
  const takes = spend(book, UNIT, "held", 10, entry);
  takeBack(book, lot, 4, "owe", entry);
  giveBack(book, "held", takes, entry);
  expect(balances()).toEqual({ available: 6, pending: 0, held: 0, owed: 0 });
  expectToAddUp(book, UNIT);
});

test("taking back takes the lot's own rest first, pending or available", () => {
  const lot = gift(10, later(10));
  const filling = { unit: UNIT, amount: 10, activatesAt: later(5), expiresAt: later(20) };
  const pending = fill(book, { ...filling, from: "issued", entry }).lot ?? 0;
  expect(takeBack(book, lot, 4, "owe", entry)).toBe(4);
  expect(takeBack(book, pending, 10, "owe", entry)).toBe(10);
  expect(lotOf(pending)).toMatchObject({ state: "closed", remaining: 0 });
  expect(balances()).toEqual({ available: 6, pending: 0, held: 0, owed: 0 });
  expectToAddUp(book, UNIT);
});

test("what had expired is taken back between house accounts only", () => {
  const lot = gift(10, later(-1));
  expect(lotOf(lot).expired).toBe(10);
  expect(takeBack(book, lot, 4, "owe", entry)).toBe(4);
  expect(flows().at(-1)).toBe("expired>reversed 4");
  expect(lotOf(lot).expired).toBe(6);
  expect(balances()).toEqual({ available: 0, pending: 0, held: 0, owed: 0 });
  expectToAddUp(book, UNIT);
});

test("what is spent is taken from other lots and then as the policy says", () => {
  const outcomes: [NegativePolicy, taken: number, state: object][] = [
    ["owe", 10, { available: 0, owed: 7 }],
    ["stop_at_zero", 3, { available: 0, owed: 0 }],
    ["waive", 0, { available: 3, owed: 0 }],
  ];
  for (const [policy, taken, state] of outcomes) {
    book = newBook(NOW);
    const lot = gift(10, later(10), "a");
    spend(book, UNIT, "redeemed", 10, entry);
    gift(3, later(30), "b");
    expect(takeBack(book, lot, 10, policy, entry), policy).toBe(taken);
    expect(balances(), policy).toMatchObject(state);
    expect(walletOf(book, UNIT).earned, policy).toBe(13 - taken);
    expectToAddUp(book, UNIT);
  }
});

test("a gift that is taken back returns to where gifts come from, not to what was earned", () => {
  const filled = fill(book, {
    unit: UNIT,
    amount: 10,
    activatesAt: NOW,
    expiresAt: later(9),
    from: "adjusted",
    entry,
  });
  settle(book);
  spend(book, UNIT, "redeemed", 4, entry);
  takeBack(book, filled.lot ?? 0, 10, "owe", entry, "adjusted");
  expect(flows().slice(-2)).toEqual(["available>adjusted 6", "owed>adjusted 4"]);
  expect(walletOf(book, UNIT)).toMatchObject({ earned: 0, spent: 4, owed: 4 });
  expectToAddUp(book, UNIT);
});

test("a lot is split without changing any balance", () => {
  const filling = { unit: UNIT, amount: 10, activatesAt: later(5), expiresAt: later(20) };
  const pending = fill(book, { ...filling, from: "issued", entry }).lot ?? 0;
  const part = splitLot(book, pending, 4, { activatesAt: later(8), expiresAt: later(40) });
  expect(part).toMatchObject({ state: "pending", remaining: 4, amount: 4, dueAt: later(8) });
  expect(loadedLot(book, pending)).toMatchObject({ amount: 6, remaining: 6 });
  const free = gift(10, later(10), "b");
  const whole = splitLot(book, free, 99, { activatesAt: later(8), expiresAt: later(40) });
  expect(whole).toMatchObject({ state: "available", remaining: 10, dueAt: later(40) });
  expect(lotOf(free)).toMatchObject({ state: "closed", remaining: 0 });
  expect(splitLot(book, free, 1, { activatesAt: NOW, expiresAt: later(1) })).toBeNull();
  expect(balances()).toMatchObject({ available: 10, pending: 10 });
  expectToAddUp(book, UNIT);
});

test("a lot that is not loaded is a bug, told by its number", () => {
  expect(() => takeBack(book, 7, 1, "owe", entry)).toThrow("lot 7 is not loaded");
});

test("a lot is taken into a book once", () => {
  const number = gift(10, later(10));
  addLot(book, { ...loadedLot(book, number), remaining: 99 } as Lot);
  expect(lotOf(number).remaining).toBe(10);
});
