import { givenLotsStatement, givenVouchersStatement } from "../awards";
import { type Statement, statement } from "../core/database";
import { lotsColumn, type Who } from "../ledger";
import { periodsAround, usageStatement } from "../members";
import { findOrder, type OrderRef, orderParams } from "./key";
import type { OrderRow } from "./tables";

/** Reads the lots that the named order filled, or its full stamp cards. */
export const ownLots = (shop: string, ref: OrderRef): Statement =>
  givenLotsStatement(
    "orders",
    "a.shop = ?1 AND a.id IN (?2, ?4) AND (a.source = ?3 OR a.id = ?4)",
    orderParams(shop, ref),
  );

/** An order with the lots that its store credit came from, wherever they are now. */
export type RowToChange = OrderRow & { readonly credit_lots: string | null };

/** As {@link findOrder}; the lots are a column, so that orders without credit cost no row more. */
export function findOrderToChange(shop: string, ref: OrderRef): Statement {
  const { sql, params } = findOrder(shop, ref);
  const lots = lotsColumn(
    `json_each(o.ledger, '$.paid[2]') t CROSS JOIN json_each('["available","closed"]') s
     CROSS JOIN lots l ON l.shop = o.shop AND l.member = o.member
       AND l.unit = 'credit:' || o.currency AND l.state = s.value
       AND l.due_at = t.value ->> 2 AND l.lot = t.value ->> 0`,
  );
  return statement(`SELECT o.*, ${lots} AS credit_lots FROM (${sql}) o`, ...params);
}

/** Vouchers that the order of a ref gave, and what replaced them. */
export const givenVouchersOf = (shop: string, ref: OrderRef): Statement =>
  givenVouchersStatement(
    "o.ledger",
    "(SELECT ledger FROM orders WHERE shop = ?1 AND id IN (?2, ?4) AND (source = ?3 OR id = ?4)) o",
    orderParams(shop, ref),
  );

/** What is used of limits and budgets around the order of a ref, by its member or by another. */
export const usageOfOrder = (shop: string, ref: OrderRef, member?: Who): Statement =>
  usageStatement({
    member: member ? shifted(member) : "o.member",
    periods: periodsAround("o.placed_at"),
    params: [...orderParams(shop, ref), ...(member ? member.params.slice(1) : [])],
    from: `(SELECT member, placed_at FROM orders
      WHERE shop = ?1 AND id IN (?2, ?4) AND (source = ?3 OR id = ?4)) o`,
  });

/** A member's SQL with its parameters after those of the order: `?2` is `?5` and so on. */
const shifted = ({ sql }: Who): string =>
  sql.replace(/\?(\d+)/g, (_all, n: string) => (n === "1" ? "?1" : `?${Number(n) + 3}`));

/** What of the order of a ref was shipped or handed over, as it was recorded. */
export const fulfilmentsOf = (shop: string, ref: OrderRef): Statement =>
  statement(
    `SELECT * FROM fulfilments WHERE shop = ?1
       AND order_id IN (?2, ?4) AND (source = ?3 OR order_id = ?4) ORDER BY recorded_at, id`,
    ...orderParams(shop, ref),
  );
