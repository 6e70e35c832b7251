import type { Context } from "../core/context";
import { pageOf, positionOf } from "../core/cursor";
import { type Batch, rowsOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import { sum } from "../lib/numbers";
import { NEVER, toIso } from "../lib/time";
import { parseRef, whoIs } from "../members";
import { orderFrom } from "./codec";
import { unitsFrom } from "./handovers";
import {
  findOrder,
  type OrderRef,
  ofOrder,
  orderId,
  orderParams,
  parseOrderRef,
  refundId,
  theOrder,
} from "./key";
import { hasPoints, type Order, returnedOf, statusOf } from "./order";
import { KEY_ID } from "./refund";
import type { FulfilmentRow, OrderRow, RefundRow } from "./tables";

/** An order with everything that happened to it; one round trip. */
export async function readOrder(ctx: Context, text: string) {
  const { row, rows } = await loadOrder(ctx, parseOrderRef(text));
  const order = orderFrom(row);
  return {
    ...orderView(order),
    refunds: ofOrder(rowsOf<RefundRow>(rows, 1), row).map((r) => ({
      id: refundId(order, r.id),
      externalId: r.id.startsWith(KEY_ID) ? null : r.id,
      amount: r.amount,
      ...(JSON.parse(r.content) as { items?: { id: string; quantity: number }[] }),
      refundedAt: toIso(r.refunded_at),
    })),
    fulfilments: ofOrder(rowsOf<FulfilmentRow>(rows, 2), row).map((f) => ({
      id: f.id,
      status: f.status,
      items: unitsFrom(f.items)?.map(([id, quantity]) => ({ id, quantity })) ?? null,
      storeId: f.store,
      at: toIso(f.happened_at),
    })),
  };
}

export async function loadOrder(
  ctx: Context,
  ref: OrderRef,
): Promise<{ row: OrderRow; rows: Batch }> {
  const of = (table: string) =>
    statement(
      `SELECT * FROM ${table} WHERE shop = ?1
         AND order_id IN (?2, ?4) AND (source = ?3 OR order_id = ?4) LIMIT 500`,
      ...orderParams(ctx.shop.id, ref),
    );
  const rows = await read(ctx, [findOrder(ctx.shop.id, ref), of("refunds"), of("fulfilments")]);
  return { row: theOrder(rowsOf<OrderRow>(rows, 0), ref), rows };
}

/** An order as the API shows it. */
export function orderView(order: Order) {
  const { content, ledger } = order;
  return {
    id: orderId(order),
    externalId: order.id,
    source: order.source,
    status: statusOf(order),
    member: order.member,
    channel: order.channel,
    storeId: order.store,
    placedAt: toIso(order.placedAt),
    promisedAt: toIso(content.promisedAt),
    mode: content.isHistory ? ("history" as const) : ("live" as const),
    currency: order.currency,
    total: content.total,
    refunded: order.refunded,
    taxIncluded: content.taxIncluded,
    tax: content.tax,
    shipping: content.shipping,
    fees: content.fees,
    discounts: content.discounts,
    vouchers: content.vouchers,
    referralCode: content.referralCode,
    items: content.lines.map(({ stay, ...line }) => ({
      ...line,
      startsAt: toIso(stay?.startsAt ?? null),
      endsAt: toIso(stay?.endsAt ?? null),
      returned: returnedOf(order, line.id).quantity,
    })),
    earned: earnedOf(order),
    activatesAt: hasPoints(ledger) ? toIso(order.activatesAt) : null,
  };
}

/** What was given and taken back, by line, rule and unit. */
function earnedOf({ ledger: { entries } }: Order) {
  const kinds = Map.groupBy(entries, (e) => JSON.stringify([e.line, e.rule, e.unit]));
  return [...kinds.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    return [
      {
        itemId: first.line,
        ruleId: first.rule,
        unit: first.unit,
        amount: sum(same.map((e) => e.amount)),
        reversed: sum(same.map((e) => e.reversed)),
      },
    ];
  });
}

/** A member's orders, newest first. */
export async function listOrders(
  ctx: Context,
  query: { member: string; limit: number; cursor?: string | undefined },
) {
  const who = whoIs(ctx.shop.id, parseRef(query.member, "?member"));
  const [before = NEVER, after = ""] = positionOf(query.cursor, ["number", "string"]) ?? [];
  const n = who.params.length;
  const rows = await read(ctx, [
    statement(`SELECT id FROM members WHERE shop = ?1 AND id = ${who.sql}`, ...who.params),
    // Orders of the same instant are told apart by their key, ascending.
    statement(
      `SELECT * FROM orders WHERE shop = ?1 AND member = ${who.sql} AND placed_at <= ?${n + 1}
         AND (placed_at < ?${n + 1} OR id || ' ' || source > ?${n + 2})
       ORDER BY placed_at DESC, id || ' ' || source LIMIT ?${n + 3}`,
      ...who.params,
      before,
      after,
      query.limit + 1,
    ),
  ]);
  if (rowsOf(rows, 0).length === 0)
    throw new DomainError("not_found", "The shop has no such member.");
  return pageOf(
    rowsOf<OrderRow>(rows, 1),
    query.limit,
    (row) => orderView(orderFrom(row)),
    (row) => [row.placed_at, `${row.id} ${row.source}`],
  );
}
