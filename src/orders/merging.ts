import { rowsOf, statement } from "../core/database";
import { type Merger, type OpenMember, orderDatesOf, REMEMBERED_ORDERS } from "../members";

/** Counts and dates of kept orders follow the orders. */
export const mergeOrders: Merger = {
  key: "orders",
  statements: 1,
  load: (_ctx, { target, merge }) => [
    statement(
      `SELECT o.placed_at, max(0, o.total - o.refunded) AS money,
         EXISTS (SELECT 1 FROM merge_rows r WHERE r.shop = o.shop AND r.merge = ?${target.params.length + 1}
           AND r.kind = 'orders.member' AND r.key = json_array(o.id, o.source)) AS goes_back
       FROM orders o INDEXED BY orders_by_member
       WHERE o.shop = ?1 AND o.member = ${target.sql} AND o.is_kept = 1
         AND ?${target.params.length + 1} IS NOT NULL
       ORDER BY o.placed_at`,
      ...target.params,
      merge,
    ),
  ],
  merge: (_ctx, { target, source }) => {
    const [own, other] = [target.row, source.row];
    const firsts = [own, other].flatMap((row) => row.first_order_at ?? []);
    Object.assign(target.changes, {
      kept_orders: own.kept_orders + other.kept_orders,
      kept_total: own.kept_total + other.kept_total,
      first_order_at: firsts.length > 0 ? Math.min(...firsts) : null,
      order_dates: datesJson([...orderDatesOf(own), ...orderDatesOf(other)]),
    });
    Object.assign(source.changes, NO_ORDERS);
  },
  undo: (_ctx, { target, source }, rows) => {
    const all = rowsOf<KeptOrder>(rows, 0);
    count(
      target,
      all.filter((order) => order.goes_back === 0),
    );
    count(
      source,
      all.filter((order) => order.goes_back === 1),
    );
  },
};

interface KeptOrder {
  readonly placed_at: number;
  readonly money: number;
  readonly goes_back: number;
}

const NO_ORDERS = { kept_orders: 0, kept_total: 0, first_order_at: null, order_dates: "[]" };

const datesJson = (dates: readonly number[]): string =>
  JSON.stringify([...dates].sort((a, b) => a - b).slice(-REMEMBERED_ORDERS));

function count(member: OpenMember, orders: readonly KeptOrder[]): void {
  Object.assign(member.changes, {
    kept_orders: orders.length,
    kept_total: orders.reduce((sum, { money }) => sum + money, 0),
    first_order_at: orders[0]?.placed_at ?? null,
    order_dates: datesJson(orders.map((order) => order.placed_at)),
  });
}
