import { rowsOf, statement } from "../core/database";
import { toIso } from "../lib/time";
import type { SummaryPart } from "../members";
import { orderId } from "./key";
import type { OrderRow } from "./tables";

const LAST_ORDERS = 5;

type LastOrder = Pick<
  OrderRow,
  "id" | "source" | "status" | "is_kept" | "placed_at" | "currency" | "total" | "refunded"
>;

/** A member's last orders, for the person at the desk. */
export const ordersSummary: SummaryPart = {
  statements: 1,
  load: (who) => [
    statement(
      `SELECT id, source, status, is_kept, placed_at, currency, total, refunded
       FROM orders INDEXED BY orders_by_member WHERE shop = ?1 AND member = ${who.sql}
       ORDER BY placed_at DESC LIMIT ${LAST_ORDERS}`,
      ...who.params,
    ),
  ],
  view: (rows) => ({ orders: rowsOf<LastOrder>(rows, 0).map(lastOrderView) }),
};

const lastOrderView = (row: LastOrder) => ({
  id: orderId(row),
  externalId: row.id,
  source: row.source,
  status: row.status,
  isKept: row.is_kept === 1,
  placedAt: toIso(row.placed_at),
  currency: row.currency,
  total: row.total,
  refunded: row.refunded,
});
