import type { Statement } from "../core/database";
import type { Fact } from "../core/facts";
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

/**
 * What a commit moved, one fact for each unit with the sum of each flow, e.g.
 * `{"issued>pending": 20}`. Metrics and house balances are made of these.
 */
export function flowFacts(book: Book): Fact[] {
  const flows = new Map<string, Record<string, number>>();
  for (const { unit, from, to, amount } of book.transfers) {
    const ofUnit = flows.get(unit) ?? {};
    ofUnit[`${from}>${to}`] = (ofUnit[`${from}>${to}`] ?? 0) + amount;
    flows.set(unit, ofUnit);
  }
  return [...flows].map(([unit, moved]) => ({ type: "points_moved", unit, moved }));
}
