import { type AwardEntry, activationBy as activationByRule, type LotKey, netOf } from "../awards";
import type { ProgramParts } from "../core/registry";
import { activatesAt, type Reached, waitingOf } from "../earning";
import type { Moved } from "../effects";
import { type Book, loadedLot, settle, splitLot, unitParts } from "../ledger";
import { hasPoints, type Order, reachedOf } from "./order";

/** The instant from which an order's points can be spent, as now known. */
export const activationOf = (
  order: Pick<Order, "channel" | "placedAt">,
  program: ProgramParts,
  reached: Reached,
  timeZone: string,
): number =>
  activatesAt(program.pending[order.channel], { ...reached, placedAt: order.placedAt }, timeZone);

interface Places {
  readonly parts: ProgramParts;
  readonly timeZone: string;
}

interface Dated extends Reached {
  /** By the way of the order's channel. */
  readonly activatesAt: number;
}

/** As it stands. */
export const datedOf = (order: Order): Dated => ({
  ...reachedOf(order),
  activatesAt: order.activatesAt ?? 0,
});

/**
 * Moves the order's pending points to a new activation when it was delivered, or its stay ends at
 * another time: by the way of its channel, or of the rule that gave them. Lots that an exchange gave
 * an earlier one keep it, those that wait for a date or an activity wait on, and what is available
 * stays so.
 */
export function reschedule(
  book: Book,
  order: Order,
  of: Places,
  to: Dated,
  before: Dated = datedOf(order),
): void {
  const { ledger } = order;
  const moves = ledger.lots.flatMap((key) => {
    if (loadedLot(book, key.lot).state !== "pending") return [];
    return ledger.entries.flatMap((entry) => {
      if (entry.lot !== key.lot || key.activatesAt !== activationBy(order, of, entry, before)) {
        return [];
      }
      const activatesAt = activationBy(order, of, entry, to);
      return activatesAt === null ? [] : [{ key, entry, activatesAt }];
    });
  });
  // Where everything was exchanged or is available, the order's own date has no meaning any more.
  const isOver = hasPoints(ledger) && moves.length === 0;
  ledger.deliveredAt = to.deliveredAt;
  if (isOver) return;
  order.activatesAt = to.activatesAt;
  for (const [key, ofLot] of Map.groupBy(moves, (move) => move.key))
    moveLot(book, order, key, ofLot);
  settle(book);
}

/** When an entry's points can be spent by what reached the customer; null: whatever did. */
function activationBy(
  { placedAt }: Order,
  { parts, timeZone }: Places,
  { rule, unit }: AwardEntry,
  { activatesAt, ...reached }: Dated,
): number | null {
  if (unitParts(unit).kind !== "points") return null;
  return activationByRule(parts, rule, { ...reached, earnedAt: placedAt, timeZone }, activatesAt);
}

interface EntryMove {
  readonly entry: AwardEntry;
  readonly activatesAt: number;
}

/** Moves a lot; what shares it only by chance, as another rule has it wait for longer, apart. */
function moveLot(book: Book, { ledger }: Order, key: LotKey, moves: readonly EntryMove[]): void {
  const [first] = moves;
  const stays = ledger.entries.some((e) => e.lot === key.lot && moves.every((m) => m.entry !== e));
  const together = moves.every((m) => m.activatesAt === first?.activatesAt);
  if (first && together && !stays) {
    loadedLot(book, key.lot).dueAt = first.activatesAt;
    key.activatesAt = first.activatesAt;
    return;
  }
  const apart = moves.filter((m) => m.activatesAt !== key.activatesAt);
  for (const [activatesAt, same] of Map.groupBy(apart, (m) => m.activatesAt)) {
    const dates = { activatesAt, expiresAt: key.expiresAt };
    for (const { entry } of same) moveEntry(book, ledger, entry, netOf(entry), dates);
  }
}

/** Moves some of what stands of an entry to a lot of other dates. @returns how much */
function moveEntry(
  book: Book,
  ledger: Order["ledger"],
  entry: AwardEntry,
  amount: number,
  dates: LotDates,
): number {
  const part = splitLot(book, entry.lot, amount, dates);
  if (!part) return 0;
  entry.amount -= part.amount;
  ledger.entries.push({ ...entry, amount: part.amount, reversed: 0, lot: part.lot });
  ledger.lots.push({ lot: part.lot, unit: entry.unit, ...dates });
  return part.amount;
}

/** An order of an exchange, and the program that it was decided by. */
export interface Exchanged {
  readonly order: Order;
  readonly parts: ProgramParts;
}

/**
 * Goods exchanged for others keep the dates of the first: as much as the return took back of an
 * order's lots moves in the new order's lots to their activation and expiry, but never to a later
 * activation. What waits in a way of its own, e.g. for a date, is carried only to the same rule's,
 * and nothing to or from what waits for an activity: that is not on the way to any date.
 */
export function carryDates(
  book: Book,
  returned: readonly Moved[],
  from: Exchanged,
  to: Exchanged,
): void {
  for (const { lot, rule, amount } of returned) {
    const key = from.order.ledger.lots.find((l) => l.lot === lot);
    // Stamps and perks were never on the way.
    if (!key || unitParts(key.unit).kind !== "points" || isAwaiting(book, key.lot)) continue;
    const candidates = to.order.ledger.entries.filter(
      (e) =>
        e.unit === key.unit &&
        (e.rule === rule || (isOnTheWay(from, rule) && isOnTheWay(to, e.rule))) &&
        !isAwaiting(book, e.lot),
    );
    moveTo(book, to.order, candidates, amount, key);
  }
  settle(book);
}

/** By the way of the order's channel. */
const isOnTheWay = ({ parts }: Exchanged, rule: string): boolean => waitingOf(parts, rule) === null;

/** The program may say otherwise by now: the lot tells what it was given to wait for. */
const isAwaiting = (book: Book, lot: number): boolean => loadedLot(book, lot).awaits !== null;

function moveTo(
  book: Book,
  to: Order,
  candidates: readonly AwardEntry[],
  amount: number,
  key: LotDates,
): void {
  let left = amount;
  for (const entry of candidates) {
    const own = to.ledger.lots.find((l) => l.lot === entry.lot);
    if (!own || left === 0) continue;
    const dates = {
      activatesAt: Math.min(key.activatesAt, own.activatesAt),
      expiresAt: key.expiresAt,
    };
    if (own.activatesAt === dates.activatesAt && own.expiresAt === dates.expiresAt) continue;
    left -= moveEntry(book, to.ledger, entry, Math.min(left, netOf(entry)), dates);
  }
}

type LotDates = Pick<LotKey, "activatesAt" | "expiresAt">;
