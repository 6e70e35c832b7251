import { UNDATED } from "../lib/time";
import type { Due, Lot } from "./book";

/** What a wallet knows the next date of: expiry, activation, and the deadline of what awaits. */
export type DueKind = "available" | "pending" | "awaiting";

const isOf = (kind: DueKind, { state }: Pick<Lot, "state">, { awaits }: Lot): boolean =>
  kind === "available"
    ? state === "available"
    : state === "pending" && (awaits !== null) === (kind === "awaiting");

/** The next due date cannot be told from what is loaded; the commit looks it up. */
export const UNKNOWN = "unknown";

/**
 * A wallet's next date of a kind after the book's changes, from what it was before: the
 * amount at one date changes by what its changed lots say, and all stored lots lie at that date or
 * later. So no commit counts the many lots that share a date.
 *
 * @param lots the loaded lots of the wallet's unit.
 */
export function nextDue(
  before: Due | null,
  lots: readonly Lot[],
  kind: DueKind,
): Due | null | typeof UNKNOWN {
  const changes = changesByDate(lots, kind);
  const added = [...changes].filter(([, amount]) => amount > 0).sort(([a], [b]) => a - b)[0];
  const earliestAdded = added ? { at: added[0], amount: added[1] } : null;
  if (before === null) return earliestAdded;
  if (earliestAdded && earliestAdded.at < before.at) return earliestAdded;
  const left = before.amount + (changes.get(before.at) ?? 0);
  return left > 0 ? { at: before.at, amount: left } : UNKNOWN;
}

/** By due date: points of the kind now, less points of it as stored. */
function changesByDate(lots: readonly Lot[], kind: DueKind): Map<number, number> {
  const changes = new Map<number, number>();
  const add = (at: number, amount: number) => {
    if (at < UNDATED && amount !== 0) changes.set(at, (changes.get(at) ?? 0) + amount);
  };
  for (const lot of lots) {
    if (isOf(kind, lot, lot)) add(lot.dueAt, lot.remaining);
    if (lot.stored && isOf(kind, lot.stored, lot)) add(lot.stored.dueAt, -lot.stored.remaining);
  }
  return changes;
}

/** The next due date where every lot up to it is loaded: for reads. */
export function nextDueOfAll(lots: readonly Lot[], kind: DueKind): Due | null {
  const open = lots.filter((l) => isOf(kind, l, l) && l.remaining > 0 && l.dueAt < UNDATED);
  if (open.length === 0) return null;
  const at = Math.min(...open.map((l) => l.dueAt));
  const amount = open.reduce((sum, l) => (l.dueAt === at ? sum + l.remaining : sum), 0);
  return { at, amount };
}
