import type { Statement } from "../core/database";
import type { Fact } from "../core/facts";
import { sum } from "../lib/numbers";
import type { Book } from "./book";
import { settle } from "./rules";

/**
 * What a feature brings due whenever a member's book is opened, such as holds that have timed out.
 * Features register theirs in `src/registry.ts`; the ground calls them without knowing them.
 */
export interface Settler {
  /**
   * SQL of one JSON text over the member's row `m`: what is due at the parameter `now`, and what
   * will be next. A column, so that opening a member stays one statement.
   */
  column(now: string): string;
  /** Writes what is due into the book, and into `alsoDueAt` when to look again. */
  settle(book: Book, found: string | null): Settled;
}

export interface Settled {
  readonly writes: Statement[];
  readonly facts: Fact[];
}

declare module "../core/registry" {
  interface Registry {
    readonly settlers: readonly Settler[];
  }
}

/** Brings a book to its `now`: lots that are due, then what the features bring. */
export function settleBook(
  settlers: readonly Settler[],
  book: Book,
  found: readonly (string | null)[],
): Settled {
  settle(book);
  const settled = settlers.map((settler, i) => settler.settle(book, found[i] ?? null));
  return {
    writes: settled.flatMap((s) => s.writes),
    facts: settled.flatMap((s) => s.facts),
  };
}

/** Points that had been on the way and are the member's to spend: how many, since when. */
export interface Freed {
  readonly amount: number;
  readonly at: number;
}

/**
 * What a commit moved, one fact for each unit with the sum of each flow, e.g.
 * `{"issued>pending": 20}`. Metrics and house balances are made of these. `freed` tells of lots
 * that an earlier commit left on the way, which the flows alone cannot.
 */
export function flowFacts(book: Book): Fact[] {
  const flows = new Map<string, Record<string, number>>();
  for (const { unit, from, to, amount } of book.transfers) {
    const ofUnit = flows.get(unit) ?? {};
    ofUnit[`${from}>${to}`] = (ofUnit[`${from}>${to}`] ?? 0) + amount;
    flows.set(unit, ofUnit);
  }
  return [...flows].map(([unit, moved]) => {
    const freed = freedOf(book, unit);
    return { type: "points_moved", unit, moved, ...(freed ? { freed } : {}) };
  });
}

/** What stays with the member of lots that waited: not what paid a debt or expired at once. */
function freedOf(book: Book, unit: string): Freed | null {
  const ofLots = book.transfers.filter(
    (t) => t.unit === unit && t.lot !== null && (book.lots.get(t.lot)?.stored ?? null) !== null,
  );
  const activations = ofLots.filter((t) => t.reason === "activate");
  const lots = new Set(activations.map((t) => t.lot));
  const gone = ofLots.filter((t) => lots.has(t.lot) && ["pay_debt", "expire"].includes(t.reason));
  const amount = sum(activations.map((t) => t.amount)) - sum(gone.map((t) => t.amount));
  return amount > 0 ? { amount, at: Math.max(...activations.map((t) => t.happenedAt)) } : null;
}
