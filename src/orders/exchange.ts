import type { Context } from "../core/context";
import { rowsOf, type Statement } from "../core/database";
import { refuse } from "../core/errors";
import type { Effect, Moved } from "../effects";
import type { LotRow } from "../ledger";
import { programNumbered } from "../program";
import { orderFrom } from "./codec";
import { carryDates } from "./date-rules";
import { findOrder, type OrderRef, orderId, theOrder } from "./key";
import { ownLots } from "./load";
import { addOwnLots, type OpenOrder } from "./open";
import { updateOrder } from "./store";
import type { OrderRow } from "./tables";

/** Reads the order that goods were exchanged for, and its lots. */
export const exchangeStatements = (ctx: Context, ref: OrderRef): Statement[] => [
  findOrder(ctx.shop.id, ref),
  ownLots(ctx.shop.id, ref),
];

/**
 * Carries the dates of what a return took back over to the order it was exchanged for, which must
 * be another one of the same member.
 *
 * @param open its `extra` ends with the rows of {@link exchangeStatements}.
 * @throws {DomainError} exchange_unknown, order_ambiguous
 */
export async function exchanged(
  ctx: Context,
  open: OpenOrder,
  ref: OrderRef,
  effects: readonly Effect[],
): Promise<Statement[]> {
  const { order, member, program } = open;
  const extra = open.extra.slice(-2);
  const unknown = refuse("exchange_unknown", "/exchangeOrderId", "Post the new order first.");
  const rows = rowsOf<OrderRow>(extra, 0);
  if (rows.length === 0) throw unknown;
  const row = theOrder(rows, ref);
  const to = orderFrom(row);
  if (to.member !== order.member || orderId(to) === orderId(order)) throw unknown;
  if (!member) return [];
  addOwnLots(member, rowsOf<LotRow>(extra, 1));
  const reversed = effects.filter((e): e is Moved => e.type === "taken");
  const { parts } = await programNumbered(ctx, to.program ?? 0);
  carryDates(member.book, reversed, { order, parts: program.parts }, { order: to, parts });
  return [updateOrder(row, to)];
}
