import fc from "fast-check";
import { test } from "vitest";
import {
  type Book,
  confirm,
  fill,
  giveBack,
  move,
  type NegativePolicy,
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

let book: Book;

const step = fc.record({
  kind: fc.constantFrom(
    "fill",
    "gift",
    "spend",
    "hold",
    "release",
    "capture",
    "take",
    "pass",
    "confirm",
  ),
  amount: fc.integer({ min: 1, max: 60 }),
  days: fc.integer({ min: 0, max: 40 }),
  which: fc.nat(),
  /** A date, after inactivity, or never; and whether it waits for an activity. */
  ends: fc.constantFrom("date", "date", "P20D", "P1M", "never"),
  awaits: fc.constantFrom(null, null, "review"),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

test("whatever happens in whatever order, it adds up", () => {
  const policy = fc.constantFrom<NegativePolicy>("owe", "stop_at_zero", "waive");
  fc.assert(
    fc.property(policy, fc.array(step, { maxLength: 60 }), (negative, steps) => {
      const history: History = { negative, holds: [], given: [] };
      book = newBook(NOW);
      for (const [i, s] of steps.entries()) {
        play(history, s, `step:${i}`);
        expectToAddUp(book, UNIT);
      }
    }),
    { numRuns: 300 },
  );
});

interface History {
  readonly negative: NegativePolicy;
  readonly holds: { amount: number; takes: ReturnType<typeof spend> }[];
  /** Filled lots and how much of each was not taken back yet. */
  readonly given: { lot: number; left: number }[];
}

function endOf(ends: Step["ends"], date: number): number {
  if (ends === "date") return date;
  return ends === "never" ? NEVER : lapseCode(ends);
}

function play(history: History, step: Step, cause: string): void {
  const { kind, amount, days, which, ends, awaits } = step;
  const { available } = walletOf(book, UNIT);
  const fillWith = (from: "issued" | "adjusted", activatesAt: number) => {
    const dates = {
      activatesAt,
      expiresAt: endOf(ends, activatesAt + (days + 1) * DAY),
      awaits: from === "issued" ? awaits : null,
    };
    const filled = fill(book, { unit: UNIT, amount, ...dates, from, entry: { ...entry, cause } });
    history.given.push({ lot: filled.lot ?? 0, left: amount });
    settle(book);
  };
  const [hold] = history.holds;
  switch (kind) {
    case "fill":
      fillWith("issued", book.now + days * DAY);
      return;
    case "gift":
      fillWith("adjusted", book.now);
      return;
    case "spend":
      if (available >= amount) spend(book, UNIT, "redeemed", amount, entry);
      return;
    case "hold":
      if (available >= amount) {
        history.holds.push({ amount, takes: spend(book, UNIT, "held", amount, entry) });
      }
      return;
    case "release":
      if (hold) giveBack(book, "held", hold.takes, entry);
      history.holds.shift();
      return;
    case "capture":
      if (hold) move(book, UNIT, "held", "redeemed", hold.amount, entry);
      history.holds.shift();
      return;
    case "take": {
      const from = history.given[which % Math.max(1, history.given.length)];
      const taken = Math.min(amount, from?.left ?? 0);
      if (!from || taken === 0) return;
      takeBack(book, from.lot, taken, history.negative, entry);
      from.left -= taken;
      return;
    }
    case "confirm":
      confirm(book, "review", book.now);
      return;
    case "pass":
      book = { ...book, now: book.now + days * DAY };
      settle(book);
  }
}
