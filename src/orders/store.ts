import { LOTS_FILLED, renumberedLedger } from "../awards";
import { type Statement, statement } from "../core/database";
import { type Belonging, renumberedTakes } from "../members";
import { contentJson, ledgerJson } from "./codec";
import { isKept, type Order } from "./order";
import type { OrderRow } from "./tables";

export interface OrderAudit {
  readonly answer: string;
  readonly requestHash: string;
  readonly recordedAt: number;
}

export const insertOrder = (shop: string, order: Order, audit: OrderAudit): Statement =>
  statement(
    `INSERT INTO orders (shop, id, source, version, member, status, is_kept, placed_at, channel,
       store, currency, total, refunded, program, activates_at, content, ledger, answer,
       request_hash, recorded_at)
     VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)`,
    shop,
    order.id,
    order.source,
    order.member,
    order.status,
    Number(isKept(order)),
    order.placedAt,
    order.channel,
    order.store,
    order.currency,
    order.content.total,
    order.refunded,
    order.program,
    order.activatesAt,
    contentJson(order.content),
    ledgerJson(order.ledger),
    audit.answer,
    audit.requestHash,
    audit.recordedAt,
  );

/** The order as it now is, under a guard of its own: a guest's order has no member to guard it. */
export const updateOrder = (row: OrderRow, order: Order): Statement =>
  statement(
    `UPDATE orders SET version = CASE WHEN version = ?4 THEN version + 1 ELSE -1 END, member = ?5,
       status = ?6, is_kept = ?7, total = ?8, refunded = ?9, activates_at = ?10, content = ?11,
       ledger = ?12
     WHERE shop = ?1 AND id = ?2 AND source = ?3`,
    row.shop,
    row.id,
    row.source,
    row.version,
    order.member,
    order.status,
    Number(isKept(order)),
    order.content.total,
    order.refunded,
    order.activatesAt,
    contentJson(order.content),
    ledgerJson(order.ledger),
  );

/** A member's orders, with what they gave. */
export const ordersOfMember: Belonging = {
  table: "orders",
  column: "member",
  key: ["id", "source"],
  renumber: (to) => ({
    ledger: `json_replace(${renumberedLedger("ledger", to)},
      '$.paid[2]', json(${renumberedTakes("ledger, '$.paid[2]'", to)}))`,
  }),
  lots: LOTS_FILLED,
};

/** Empties why goods of a member came back, which people say in their own words. */
export const eraseRefundReasons = (shop: string, member: string): Statement[] => [
  statement(
    `UPDATE refunds SET content = json_remove(content, '$.reason')
     WHERE shop = ?1 AND (order_id, source) IN
       (SELECT id, source FROM orders INDEXED BY orders_by_member WHERE shop = ?1 AND member = ?2)`,
    shop,
    member,
  ),
];
