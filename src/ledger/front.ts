import { NEVER } from "../lib/time";
import type { Book, Lot } from "./book";

/** From how many lots on one statement for all is simpler than one for each. */
const WORTH_IT = 3;

/**
 * The available lots of a unit that were emptied from the front, without one left between them: in
 * the order of the key, as far as all lots there are loaded. Empty when there are only a few.
 */
export function emptiedFromTheFront(book: Book, unit: string): Lot[] {
  const horizon = book.horizon.get(unit) ?? NEVER;
  const inOrder = [...book.lots.values()]
    .filter((l) => l.unit === unit && l.stored?.state === "available" && l.stored.dueAt <= horizon)
    .sort((a, b) => (a.stored?.dueAt ?? 0) - (b.stored?.dueAt ?? 0) || a.lot - b.lot);
  const end = inOrder.findIndex((lot) => !wasOnlyEmptied(lot));
  const front = end === -1 ? inOrder : inOrder.slice(0, end);
  return front.length >= WORTH_IT ? front : [];
}

/** Emptied and nothing else: neither expired nor split, and nothing of it waived. */
const wasOnlyEmptied = ({ state, remaining, expired, waived, amount, stored }: Lot): boolean =>
  state === "closed" &&
  remaining === 0 &&
  expired === stored?.expired &&
  waived === stored.waived &&
  amount === stored.amount;
