import { beforeEach, expect, test } from "vitest";
import {
  addLot,
  type Book,
  confirm,
  fill,
  giveBack,
  type Lot,
  move,
  nextLapse,
  settle,
  spend,
  takeBack,
  walletOf,
} from "../../../src/ledger";
import { lapseCode } from "../../../src/ledger/lapse";
import { DAY, NEVER } from "../../../src/lib/time";
import { expectToAddUp, newBook } from "./book";

const NOW = Date.parse("2026-03-01T10:00:00Z");
const UNIT = "points";
const entry = { reason: "test", cause: "test:1" };
const THIRTY = lapseCode("P30D");

let book: Book;
beforeEach(() => {
  book = newBook(NOW);
});

const later = (days: number) => NOW + days * DAY;
const at = (days: number) => {
  book = { ...book, now: later(days) };
  settle(book);
};

function earn(amount: number, expiresAt = THIRTY, from: "issued" | "adjusted" = "issued"): number {
  const dates = { activatesAt: book.now, expiresAt };
  const lot = fill(book, { unit: UNIT, amount, ...dates, from, entry }).lot ?? 0;
  settle(book);
  return lot;
}

const state = () => {
  const { available, pending } = walletOf(book, UNIT);
  return { available, pending, next: nextLapse(book, walletOf(book, UNIT)) };
};

test("everything lapses together, once nothing was earned or spent for so long", () => {
  earn(10);
  at(20);
  earn(5);
  expect(state().next).toEqual({ at: later(50), amount: 15 });
  at(49);
  expect(state().available).toBe(15);
  at(51);
  expect(state()).toEqual({ available: 0, pending: 0, next: null });
  const expired = book.transfers.filter((t) => t.reason === "expire");
  expect(expired).toMatchObject([{ amount: 15, happenedAt: later(50), cause: "inactivity:P30D" }]);
  expectToAddUp(book, UNIT);
});

test("spending renews, a hold only once it is captured", () => {
  earn(10);
  at(10);
  spend(book, UNIT, "redeemed", 1, entry);
  expect(state().next).toEqual({ at: later(40), amount: 9 });
  at(20);
  spend(book, UNIT, "held", 4, entry);
  expect(state().next).toEqual({ at: later(40), amount: 5 });
  move(book, UNIT, "held", "redeemed", 4, entry);
  expect(state().next).toEqual({ at: later(50), amount: 5 });
});

test("a stamp renews points too", () => {
  earn(10);
  at(10);
  const dates = { activatesAt: book.now, expiresAt: NEVER };
  fill(book, { unit: "stamp:coffee", amount: 1, ...dates, from: "issued", entry });
  expect(state().next).toEqual({ at: later(40), amount: 10 });
});

test("gifts of staff and what is taken or comes back renew nothing", () => {
  const lot = earn(10);
  at(10);
  const takes = spend(book, UNIT, "held", 4, entry);
  giveBack(book, "held", takes, entry);
  takeBack(book, lot, 3, "owe", { ...entry, reason: "reverse" });
  earn(5, THIRTY, "adjusted");
  expect(state().next).toEqual({ at: later(30), amount: 12 });
  expectToAddUp(book, UNIT);
});

test("a gift into an empty wallet has its own time", () => {
  earn(10);
  spend(book, UNIT, "redeemed", 10, entry);
  at(29);
  earn(5, THIRTY, "adjusted");
  expect(state().next).toEqual({ at: later(59), amount: 5 });
});

test("what is given back after the wallet lapsed is gone at once", () => {
  earn(10);
  const takes = spend(book, UNIT, "held", 10, entry);
  at(40);
  giveBack(book, "held", takes, entry);
  expect(state().available).toBe(0);
  expectToAddUp(book, UNIT);
});

test("what becomes available after the date has its own time from then", () => {
  const dates = { activatesAt: later(60), expiresAt: THIRTY };
  fill(book, { unit: UNIT, amount: 10, ...dates, from: "issued", entry });
  at(61);
  expect(state()).toMatchObject({ available: 10, next: { at: later(90), amount: 10 } });
  at(91);
  expect(state().available).toBe(0);
  expectToAddUp(book, UNIT);
});

test("months are those of the calendar", () => {
  earn(10, lapseCode("P12M"));
  expect(state().next?.at).toBe(Date.parse("2027-03-01T10:00:00Z"));
});

test("what has a date is spent first, what never expires last", () => {
  const never = earn(1, NEVER);
  const lapsing = earn(2);
  const dated = earn(3, later(400));
  const takes = spend(book, UNIT, "redeemed", 6, entry);
  expect(takes.map(([lot]) => lot)).toEqual([dated, lapsing, never]);
});

test("a program that no longer lapses leaves what was promised so", () => {
  earn(10);
  at(10);
  earn(5, NEVER);
  expect(state().next).toEqual({ at: later(40), amount: 10 });
  at(41);
  expect(state().available).toBe(5);
});

test("lots that are not loaded lapse too, and one loaded later is seen as lapsed", () => {
  const wallet = walletOf(book, UNIT);
  Object.assign(wallet, { available: 25, earned: 25 });
  Object.assign(wallet.lapse, { at: later(1), after: "P30D", stored: 25 });
  at(2);
  expect(walletOf(book, UNIT).available).toBe(0);
  expect(walletOf(book, UNIT).lapse.hasLapsed).toBe(true);
  const stands = {
    state: "available",
    dueAt: THIRTY,
    remaining: 25,
    expired: 0,
    waived: 0,
  } as const;
  const lot: Lot = {
    ...{ unit: UNIT, lot: 7, amount: 25, expiresAt: THIRTY, cause: "test:1", awaits: null },
    ...stands,
    stored: { ...stands, amount: 25 },
  };
  addLot(book, lot);
  expect(lot).toMatchObject({ state: "closed", remaining: 0, expired: 25 });
  expect(lot.stored).toMatchObject({ state: "closed", remaining: 0, expired: 25 });
  expect(takeBack(book, 7, 25, "owe", entry)).toBe(25);
  expect(walletOf(book, UNIT)).toMatchObject({ available: 0, owed: 0, earned: 0 });
});

/** Points that wait for a review until day 10 and are valid until day 100. */
function await_(amount: number, awaits = "review"): number {
  const dates = { activatesAt: later(10), expiresAt: later(100), awaits };
  return fill(book, { unit: UNIT, amount, ...dates, from: "issued", entry }).lot ?? 0;
}

test("what awaits an activity is available with it, and lost without it", () => {
  const [first, other] = [await_(10), await_(5, "visit")];
  expect(first).not.toBe(other);
  expect(state()).toMatchObject({ available: 0, pending: 15 });
  book = { ...book, now: later(3) };
  expect(confirm(book, "review", later(2))).toHaveLength(1);
  expect(state()).toMatchObject({ available: 10, pending: 5 });
  expect(book.transfers.at(-1)).toMatchObject({ reason: "activate", happenedAt: later(2) });
  expect(confirm(book, "review", later(3))).toHaveLength(0);
  at(11);
  expect(state()).toMatchObject({ available: 10, pending: 0 });
  expect(book.transfers.at(-1)).toMatchObject({
    ...{ reason: "expire", from: "pending", amount: 5, happenedAt: later(10) },
  });
  expectToAddUp(book, UNIT);
});

test("what was lost waiting is taken back between house accounts", () => {
  const lot = await_(10);
  at(11);
  expect(takeBack(book, lot, 10, "owe", entry)).toBe(10);
  expect(book.transfers.at(-1)).toMatchObject({ from: "expired", to: "reversed", amount: 10 });
  expectToAddUp(book, UNIT);
});
