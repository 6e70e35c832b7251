import type { Fact } from "../core/facts";
import { sum } from "../lib/numbers";
import type { Book } from "./book";
import { unitParts } from "./units";

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
    const givers = giversOf(book, unit);
    return {
      type: "points_moved",
      unit,
      moved,
      ...(freed ? { freed } : {}),
      ...(givers === 0 ? {} : { givers }),
    };
  });
}

/** 1 for a member who gives to a cause for the first time, -1 for one of whom nothing stands there. */
function giversOf(book: Book, unit: string): number {
  if (unitParts(unit).kind !== "donation") return 0;
  const after = book.wallets.get(unit)?.earned ?? 0;
  const moves = book.transfers.filter((t) => t.unit === unit);
  const given = (side: "from" | "to") =>
    sum(moves.filter((t) => t[side] === "donated").map((t) => t.amount));
  const before = after - given("to") + given("from");
  return Number(after > 0) - Number(before > 0);
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
