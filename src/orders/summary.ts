import { rowsOf, statement } from "../core/database";
import { toIso } from "../lib/time";
import type { SummaryPart } from "../members";
import { orderFrom } from "./codec";
import { orderId } from "./key";
import { isKept, type Order, statusOf } from "./order";
import type { OrderRow } from "./tables";

const LAST_ORDERS = 5;

/** A member's last orders, for the person at the desk. */
export const ordersSummary: SummaryPart = {
  statements: 1,
  load: (who) => [
    statement(
      `SELECT * FROM orders INDEXED BY orders_by_member WHERE shop = ?1 AND member = ${who.sql}
       ORDER BY placed_at DESC LIMIT ${LAST_ORDERS}`,
      ...who.params,
    ),
  ],
  view: (rows) => ({
    orders: rowsOf<OrderRow>(rows, 0).map((row) => lastOrderView(orderFrom(row))),
  }),
};

const lastOrderView = (order: Order) => ({
  id: orderId(order),
  externalId: order.id,
  source: order.source,
  status: statusOf(order),
  isKept: isKept(order),
  placedAt: toIso(order.placedAt),
  currency: order.currency,
  total: order.content.total,
  refunded: order.refunded,
});
