import type { Context } from "../core/context";
import { type Batch, rowsOf, type Statement, statement } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { addLot, type LotRow, lotFrom } from "../ledger";
import { canonicalJson, sha256 } from "../lib/hash";
import { mulDiv, sum } from "../lib/numbers";
import { toIso } from "../lib/time";
import {
  alignOpen,
  changeOrder,
  factOfOrder,
  mustStand,
  type OpenOrder,
  pointFacts,
} from "./change";
import { orderFrom } from "./codec";
import {
  findOrder,
  type OrderKey,
  type OrderRef,
  orderId,
  ownLots,
  parseOrderRef,
  refundId,
  theOrder,
} from "./key";
import { allLines, type Order, returnedOf, valueOfLines } from "./order";
import {
  carryDates,
  type OrderEffect,
  type ReversedEffect,
  returnMoney,
  returnUnits,
} from "./rules";
import { updateOrder } from "./store";
import type { OrderRow, RefundRow } from "./tables";

export interface RefundInput {
  readonly id?: string | undefined;
  readonly items?: readonly { id: string; quantity: number }[] | undefined;
  /** Money given back, minor units; without items it is spread over what was not returned. */
  readonly amount?: number | undefined;
  readonly reason?: string | null | undefined;
  readonly refundedAt?: number | undefined;
  readonly exchangeOrderId?: string | undefined;
}

/**
 * Takes returned lines or an amount and reverses what exactly these earned, by the recorded
 * entries. An exchange carries the dates of what was reversed over to the new order.
 *
 * @throws {DomainError} refund_needs_id, refund_differs, unknown_line, returned_too_much,
 *   refund_exceeds_order, exchange_unknown, order_not_paid, order_cancelled
 */
export async function refundOrder(ctx: Context, text: string, input: RefundInput) {
  const id = input.id ?? (ctx.idempotency ? `key:${await sha256(ctx.idempotency.key)}` : null);
  if (id === null) throw refuse("refund_needs_id", "/id", "Send an id or an Idempotency-Key.");
  const hash = await sha256(canonicalJson({ ...input, id }));
  const ref = parseOrderRef(text);
  const exchange = input.exchangeOrderId ? parseOrderRef(input.exchangeOrderId) : null;
  return changeOrder(ctx, text, {
    extra: [
      findRefund(ctx.shop.id, ref, id),
      ...(exchange ? exchangeStatements(ctx, exchange) : []),
    ],
    repeated: (extra) => repeated(extra, hash),
    change: (open) => {
      const { order } = open;
      mustBePaid(order);
      const at = input.refundedAt ?? ctx.now;
      const amount = takeGoodsBack(order, input);
      const cause = `refund:${order.source}:${order.id}:${id}`;
      const effects = alignOpen(ctx, open, cause, at);
      const writes = exchange ? exchanged(open, exchange, effects) : [];
      const told = { id: refundId(order, id), externalId: input.id ?? null, amount };
      return {
        status: 201,
        effects,
        facts: [
          factOfOrder("order_refunded", order, { refund: told.id, amount }),
          ...pointFacts(effects),
        ],
        happenedAt: at,
        writes,
        more: { refund: { ...told, refundedAt: toIso(at) } },
      };
    },
    keep: (body) => [insertRefund(ctx, ref, { id, input, hash, body })],
  });
}

function mustBePaid(order: Order): void {
  mustStand(order);
  if (order.status !== "paid") throw new DomainError("order_not_paid");
}

const findRefund = (shop: string, ref: OrderRef, id: string): Statement =>
  statement(
    `SELECT * FROM refunds WHERE shop = ?1 AND order_id IN (?2, ?4) AND id = ?5
       AND (source = ?3 OR order_id = ?4)`,
    shop,
    ref.key?.id ?? null,
    ref.key?.source ?? null,
    ref.bareId,
    id,
  );

function repeated(extra: Batch, hash: string): object | null {
  const row = rowsOf<RefundRow>(extra, 0)[0];
  if (!row) return null;
  if (row.request_hash !== hash) throw new DomainError("refund_differs");
  return JSON.parse(row.answer) as object;
}

/** Marks what came back on the order. @returns the money given back */
function takeGoodsBack(order: Order, input: RefundInput): number {
  const value = input.items ? sum(input.items.map((item, i) => returnItem(order, item, i))) : 0;
  const amount = input.amount ?? value;
  const left = order.content.total - order.refunded;
  // Returned lines may be worth more than what is left to pay back, e.g. after a refund by amount.
  const money = input.amount === undefined ? Math.min(amount, left) : amount;
  if (money > left) {
    throw refuse("refund_exceeds_order", "/amount", `At most ${left} is left to refund.`);
  }
  if (!input.items) returnMoney(order, inLineValue(order, money, left));
  order.refunded += money;
  return money;
}

function returnItem(order: Order, item: { id: string; quantity: number }, index: number): number {
  const line = allLines(order.content).find((l) => l.id === item.id);
  if (!line) {
    throw refuse("unknown_line", `/items/${index}/id`, "The order has no such line.");
  }
  const before = returnedOf(order, line.id);
  if (before.quantity + item.quantity > line.quantity) {
    const left = line.quantity - before.quantity;
    throw refuse("returned_too_much", `/items/${index}/quantity`, `At most ${left} can come back.`);
  }
  const after = returnUnits(line, before, item.quantity);
  order.ledger.returned[line.id] = after;
  return after.value - before.value;
}

/** Money given back, as value of lines: with net prices the tax is no line's. */
function inLineValue(order: Order, money: number, left: number): number {
  const value = valueOfLines(order.content);
  const { total } = order.content;
  if (money === left || total === 0) return value;
  return value === total ? money : mulDiv(money, value, total, "nearest");
}

interface KeptRefund {
  readonly id: string;
  readonly input: RefundInput;
  readonly hash: string;
  readonly body: object;
}

function insertRefund(
  ctx: Context,
  ref: OrderRef,
  { id, input, hash, body }: KeptRefund,
): Statement {
  const { items, amount, reason, exchangeOrderId } = input;
  const money = (body as { refund: { amount: number } }).refund.amount;
  const key = keyIn(body, ref);
  return statement(
    "INSERT INTO refunds VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    ctx.shop.id,
    key.id,
    key.source,
    id,
    money,
    JSON.stringify({ items, amount, reason, exchangeOrderId }),
    JSON.stringify(body),
    hash,
    input.refundedAt ?? ctx.now,
    ctx.now,
  );
}

/** The full key of the order, which a bare id did not tell. */
function keyIn(body: object, ref: OrderRef): OrderKey {
  const { order } = body as { order: { externalId: string; source: string } };
  return ref.key && ref.bareId === null ? ref.key : { id: order.externalId, source: order.source };
}

const exchangeStatements = (ctx: Context, ref: OrderRef): Statement[] => [
  findOrder(ctx.shop.id, ref),
  ownLots(ctx.shop.id, ref),
];

/** @throws {DomainError} exchange_unknown */
function exchanged(open: OpenOrder, ref: OrderRef, effects: readonly OrderEffect[]): Statement[] {
  const { order, member, extra } = open;
  const unknown = refuse("exchange_unknown", "/exchangeOrderId", "Post the new order first.");
  const rows = rowsOf<OrderRow>(extra, 1);
  if (rows.length === 0) throw unknown;
  const row = theOrder(rows, ref);
  const to = orderFrom(row);
  if (to.member !== order.member || orderId(to) === orderId(order)) throw unknown;
  if (!member) return [];
  for (const lot of rowsOf<LotRow>(extra, 2)) addLot(member.book, lotFrom(lot));
  const reversed = effects.filter((e): e is ReversedEffect => e.type === "points_reversed");
  carryDates(member.book, reversed, order, to);
  return [updateOrder(row, to)];
}
