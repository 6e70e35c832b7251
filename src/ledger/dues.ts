import { NEVER } from "../lib/time";
import type { Due, Lot, LotState } from "./book";

/** The next due date cannot be told from what is loaded; the commit looks it up. */
export const UNKNOWN = "unknown";

/**
 * A wallet's next expiry or activation after the book's changes, from what it was before: the
 * amount at one date changes by what its changed lots say, and all stored lots lie at that date or
 * later. So no commit counts the many lots that share a date.
 *
 * @param lots the loaded lots of the wallet's unit.
 */
export function nextDue(
  before: Due | null,
  lots: readonly Lot[],
  state: Exclude<LotState, "closed">,
): Due | null | typeof UNKNOWN {
  const changes = changesByDate(lots, state);
  const added = [...changes].filter(([, amount]) => amount > 0).sort(([a], [b]) => a - b)[0];
  const earliestAdded = added ? { at: added[0], amount: added[1] } : null;
  if (before === null) return earliestAdded;
  if (earliestAdded && earliestAdded.at < before.at) return earliestAdded;
  const left = before.amount + (changes.get(before.at) ?? 0);
  return left > 0 ? { at: before.at, amount: left } : UNKNOWN;
}

/** By due date: points in `state` now, less points in `state` as stored. */
function changesByDate(lots: readonly Lot[], state: LotState): Map<number, number> {
  const changes = new Map<number, number>();
  const add = (at: number, amount: number) => {
    if (at < NEVER && amount !== 0) changes.set(at, (changes.get(at) ?? 0) + amount);
  };
  for (const lot of lots) {
    if (lot.state === state) add(lot.dueAt, lot.remaining);
    if (lot.stored?.state === state) add(lot.stored.dueAt, -lot.stored.remaining);
  }
  return changes;
}

/** The next due date where every lot up to it is loaded: for reads. */
export function nextDueOfAll(lots: readonly Lot[], state: LotState): Due | null {
  const open = lots.filter((l) => l.state === state && l.remaining > 0 && l.dueAt < NEVER);
  if (open.length === 0) return null;
  const at = Math.min(...open.map((l) => l.dueAt));
  const amount = open.reduce((sum, l) => (l.dueAt === at ? sum + l.remaining : sum), 0);
  return { at, amount };
}
