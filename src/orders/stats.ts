import type { Batch } from "../core/database";
import { rowsOf, type Statement, statement } from "../core/database";
import type { Who } from "../ledger";
import {
  type OpenMember,
  orderDatesOf,
  REMEMBERED_ORDERS,
  rowAfter,
  withOrderAt,
} from "../members";
import { isKept, keptGoods, keptMoney, type Order } from "./order";

/** What an order counted for the member before a change. */
export interface Counted {
  readonly isKept: boolean;
  readonly money: number;
  /** Of it, goods. */
  readonly goods: number;
}

export const NOT_COUNTED: Counted = { isKept: false, money: 0, goods: 0 };

export const countedOf = (order: Order): Counted => ({
  isKept: isKept(order),
  money: keptMoney(order),
  goods: keptGoods(order),
});

/** The dates that may take the place of an order that is undone: latest first, then earliest. */
export const keptDateStatements = (who: Who): Statement[] => {
  const kept = (order: string, limit: number) =>
    statement(
      `SELECT placed_at FROM orders INDEXED BY orders_by_member
       WHERE shop = ?1 AND member = ${who.sql} AND is_kept = 1 ORDER BY placed_at ${order} LIMIT ${limit}`,
      ...who.params,
    );
  return [kept("DESC", REMEMBERED_ORDERS + 1), kept("ASC", 2)];
};

export const KEPT_DATE_STATEMENTS = 2;

/**
 * Brings the member's counters, rhythm and first order up to date with a changed order.
 *
 * @param kept rows of {@link keptDateStatements}; not needed for an order that starts to count.
 */
export function recount(member: OpenMember, order: Order, before: Counted, kept: Batch): void {
  const after = countedOf(order);
  const row = rowAfter(member);
  if (after.money !== before.money) {
    member.changes.kept_total = row.kept_total + after.money - before.money;
  }
  if (after.isKept === before.isKept) return;
  if (after.isKept) {
    member.changes.kept_orders = row.kept_orders + 1;
    member.changes.order_dates = JSON.stringify(withOrderAt(orderDatesOf(row), order.placedAt));
    member.changes.first_order_at = Math.min(row.first_order_at ?? order.placedAt, order.placedAt);
    return;
  }
  const latest = without(datesOf(kept, 0), order.placedAt);
  const earliest = without(datesOf(kept, 1), order.placedAt);
  member.changes.kept_orders = row.kept_orders - 1;
  member.changes.order_dates = JSON.stringify(latest.slice(0, REMEMBERED_ORDERS).reverse());
  member.changes.first_order_at = earliest[0] ?? null;
}

const datesOf = (kept: Batch, index: number): number[] =>
  rowsOf<{ placed_at: number }>(kept, index).map((r) => r.placed_at);

/** The dates less one that equals `date`. */
function without(dates: readonly number[], date: number): number[] {
  const at = dates.indexOf(date);
  return dates.filter((_, i) => i !== at);
}
