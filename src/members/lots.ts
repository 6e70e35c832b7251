import type { Context } from "../core/context";
import { type Position, pageOf, positionOf } from "../core/cursor";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import {
  addLot,
  type Book,
  isLapsing,
  type Lot,
  type LotState,
  lotPage,
  walletOf,
} from "../ledger";
import { toIso } from "../lib/time";
import type { Page } from "./history";
import { memberStatements, openMember } from "./open";
import { parseRef, whoIs } from "./refs";

/**
 * The expiry calendar: a member's lots by when something happens to them. They are shown as of now,
 * like the wallet, whether a timer has come to what is due or not. One round trip.
 *
 * @throws {DomainError} not_found
 */
export async function listLots(ctx: Context, ref: string, page: Page, states: readonly LotState[]) {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const [dueAt = -1, lot = -1] = positionOf(page.cursor, ["number", "number"]) ?? [];
  const after = { dueAt: Number(dueAt), lot: Number(lot) };
  const { statement: lots, lotsOf } = lotPage(who, { states, after, limit: page.limit + 1 });
  const reading = { ...ctx, isDryRun: true };
  const rows = await read(reading, [lots, ...memberStatements(reading, { who, spendable: 0 })]);
  const member = await openMember(reading, rows.slice(1), 0);
  if (!member) throw new DomainError("not_found", "The shop has no such member.");
  const stored = pageOf(
    lotsOf(rows, 0),
    page.limit,
    (l) => l,
    (l): Position => [l.dueAt, l.lot],
  );
  const shown = asOfNow(stored.data, member.book, states, page.cursor === undefined);
  return { data: shown.map((lot) => lotView(member.book, lot)), nextCursor: stored.nextCursor };
}

/**
 * A page of stored lots as the settled book has them. Those that only settling brought into one of
 * the states come with the first page.
 */
function asOfNow(
  stored: readonly Lot[],
  book: Book,
  states: readonly LotState[],
  isFirst: boolean,
): Lot[] {
  const { lots } = book;
  const come = [...lots.values()].filter((l) => l.stored && !states.includes(l.stored.state));
  // What is not loaded yet may have lapsed with the rest, which the book knows.
  for (const lot of stored) addLot(book, lot);
  return [...stored.map((l) => lots.get(l.lot) ?? l), ...(isFirst ? come : [])]
    .filter((l) => states.includes(l.state))
    .sort((a, b) => a.dueAt - b.dueAt || a.lot - b.lot);
}

const lotView = (book: Book, lot: Lot) => ({
  unit: lot.unit,
  lot: lot.lot,
  state: lot.state,
  amount: lot.amount,
  remaining: lot.remaining,
  expired: lot.expired,
  activatesAt: lot.state === "pending" && lot.awaits === null ? toIso(lot.dueAt) : null,
  expiresAt: toIso(expiryOf(book, lot)),
  ...(lot.state === "pending" && lot.awaits !== null
    ? { awaits: lot.awaits, until: toIso(lot.dueAt) }
    : {}),
  cause: lot.cause,
});

/** What lapses has its wallet's date, once it is available. */
function expiryOf(book: Book, lot: Lot): number {
  const isToLapse = lot.state === "available" && isLapsing(lot.expiresAt);
  return isToLapse ? (walletOf(book, lot.unit).lapse.at ?? lot.expiresAt) : lot.expiresAt;
}
