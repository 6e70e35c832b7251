import type { ProgramParts } from "../core/registry";
import { activatesAt } from "../earning";
import { type Book, loadedLot, settle, splitLot } from "../ledger";
import type { Order } from "./order";
import type { ReversedEffect } from "./rules";

/** The instant from which an order's points can be spent, as now known. */
export const activationOf = (
  order: Pick<Order, "channel" | "placedAt">,
  program: ProgramParts,
  deliveredAt: number | null,
  timeZone: string,
): number =>
  activatesAt(program.pending[order.channel], { placedAt: order.placedAt, deliveredAt }, timeZone);

/**
 * Moves the order's pending lots to a new activation, e.g. when it was delivered. Lots that an
 * exchange gave an earlier one keep it, and what is available stays so.
 */
export function reschedule(book: Book, order: Order, at: number): void {
  const { lots } = order.ledger;
  const moving = lots.filter(
    (key) => key.activatesAt === order.activatesAt && loadedLot(book, key.lot).state === "pending",
  );
  if (lots.length > 0 && moving.length === 0) return;
  order.activatesAt = at;
  for (const key of moving) {
    loadedLot(book, key.lot).dueAt = at;
    key.activatesAt = at;
  }
  settle(book);
}

/**
 * Goods exchanged for others keep the dates of the first: as much as the return took back of an
 * order's lots moves in the new order's lots to their activation and expiry, but never to a later
 * activation.
 */
export function carryDates(
  book: Book,
  returned: readonly ReversedEffect[],
  from: Order,
  to: Order,
): void {
  for (const effect of returned) {
    const entry = from.ledger.entries.find((e) => e.seq === entrySeq(book, effect));
    const key = from.ledger.lots.find((l) => l.lot === entry?.lot);
    if (key) moveTo(book, to, effect.unit, effect.amount, key);
  }
  settle(book);
}

const entrySeq = (book: Book, effect: ReversedEffect): number | null =>
  book.transfers.find((t) => t.seq === effect.seq)?.reverses ?? null;

function moveTo(book: Book, to: Order, unit: string, amount: number, key: LotDates): void {
  let left = amount;
  const candidates = to.ledger.entries.filter((e) => e.unit === unit);
  for (const entry of candidates) {
    const own = to.ledger.lots.find((l) => l.lot === entry.lot);
    if (!own || left === 0) continue;
    const dates = {
      activatesAt: Math.min(key.activatesAt, own.activatesAt),
      expiresAt: key.expiresAt,
    };
    if (own.activatesAt === dates.activatesAt && own.expiresAt === dates.expiresAt) continue;
    const part = splitLot(book, entry.lot, Math.min(left, entry.amount - entry.reversed), dates);
    if (!part) continue;
    entry.amount -= part.amount;
    to.ledger.entries.push({ ...entry, amount: part.amount, reversed: 0, lot: part.lot });
    to.ledger.lots.push({ lot: part.lot, unit, ...dates });
    left -= part.amount;
  }
}

interface LotDates {
  readonly activatesAt: number;
  readonly expiresAt: number;
}
