import { activationByDelivery } from "../awards";
import type { ProgramParts } from "../core/registry";
import { activatesAt } from "../earning";
import type { Moved } from "../effects";
import { type Book, loadedLot, settle, splitLot, unitParts } from "../ledger";
import { hasPoints, type Order } from "./order";

/** The instant from which an order's points can be spent, as now known. */
export const activationOf = (
  order: Pick<Order, "channel" | "placedAt">,
  program: ProgramParts,
  deliveredAt: number | null,
  timeZone: string,
): number =>
  activatesAt(program.pending[order.channel], { placedAt: order.placedAt, deliveredAt }, timeZone);

/**
 * Moves the order's pending points to a new activation when it was delivered: by the way of its
 * channel, or of the rule that gave them. Lots that an exchange gave an earlier one keep it, those
 * that wait for a date or an activity wait on, and what is available stays so.
 */
export function reschedule(
  book: Book,
  order: Order,
  of: { readonly parts: ProgramParts; readonly timeZone: string },
  to: { readonly deliveredAt: number; readonly activatesAt: number },
): void {
  const { ledger } = order;
  const before = { deliveredAt: ledger.deliveredAt, activatesAt: order.activatesAt ?? 0 };
  const when = (
    lot: number,
    known: Pick<Order["ledger"], "deliveredAt"> & { activatesAt: number },
  ) => activationOfLot(order, of, lot, known);
  const moves = ledger.lots.flatMap((key) => {
    const [was, is] = [when(key.lot, before), when(key.lot, to)];
    const isMoved = is !== null && key.activatesAt === was;
    return isMoved && loadedLot(book, key.lot).state === "pending" ? [{ key, is }] : [];
  });
  // Where everything was exchanged or is available, the order's own date has no meaning any more.
  const isOver = hasPoints(ledger) && moves.length === 0;
  ledger.deliveredAt = to.deliveredAt;
  if (isOver) return;
  order.activatesAt = to.activatesAt;
  for (const { key, is } of moves) {
    loadedLot(book, key.lot).dueAt = is;
    key.activatesAt = is;
  }
  settle(book);
}

/** When a lot's points can be spent, by the rules that filled it; null: its date is fixed. */
function activationOfLot(
  { ledger, placedAt }: Order,
  { parts, timeZone }: { readonly parts: ProgramParts; readonly timeZone: string },
  lot: number,
  { deliveredAt, activatesAt }: { deliveredAt: number | null; activatesAt: number },
): number | null {
  const entries = ledger.entries.filter((e) => e.lot === lot);
  if (entries.some(({ unit }) => unitParts(unit).kind !== "points")) return null;
  const of = { earnedAt: placedAt, timeZone, deliveredAt };
  const dates = entries.map(({ rule }) => activationByDelivery(parts, rule, of, activatesAt));
  return dates.includes(null) ? null : Math.max(...dates.map(Number));
}

/**
 * Goods exchanged for others keep the dates of the first: as much as the return took back of an
 * order's lots moves in the new order's lots to their activation and expiry, but never to a later
 * activation.
 */
export function carryDates(book: Book, returned: readonly Moved[], from: Order, to: Order): void {
  for (const effect of returned) {
    const entry = from.ledger.entries.find((e) => e.seq === entrySeq(book, effect));
    const key = from.ledger.lots.find((l) => l.lot === entry?.lot);
    // Stamps and perks were never on the way.
    if (key && unitParts(key.unit).kind === "points")
      moveTo(book, to, effect.unit, effect.amount, key);
  }
  settle(book);
}

const entrySeq = (book: Book, effect: Moved): number | null =>
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
