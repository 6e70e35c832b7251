import type { Context } from "../../../src/core/context";
import { rowsOf, statement } from "../../../src/core/database";
import { checkLedger } from "../../../src/ledger";
import { faultsOf } from "../../invariants";

/** Of every unit what went to the other member came from there. */
const NETS = `SELECT 'merged' AS what, unit FROM transfers WHERE shop = ?1 GROUP BY unit
    HAVING sum(iif(to_account = 'merged', amount, 0)) <> sum(iif(from_account = 'merged', amount, 0))
  UNION ALL SELECT 'carried', unit FROM carried WHERE shop = ?1 GROUP BY unit
    HAVING sum(amount) <> 0 OR sum(expired) <> 0 OR sum(earned) <> 0 OR sum(spent) <> 0`;

/** Of an alias nothing is left but the row, its transfers and what is kept for its undoing. */
const LEFT = [
  "lots",
  "orders",
  "activities",
  "redemptions",
  "vouchers",
  "perk_uses",
  "identifiers",
].map(
  (table) => `SELECT '${table}' AS what, x.member AS unit FROM ${table} x
      CROSS JOIN members m ON m.shop = x.shop AND m.id = x.member
      WHERE x.shop = ?1 AND m.merged_into IS NOT NULL`,
);

/** What does not add up: by the tests' own reckoning, by the product's, and over the whole shop. */
export async function faultsIn(ctx: Context): Promise<unknown[]> {
  const own = await faultsOf(ctx.shop.shard, ctx.shop.id);
  const { findings } = await checkLedger(ctx, {});
  const rows = await ctx.db.batch([NETS, ...LEFT].map((sql) => statement(sql, ctx.shop.id)));
  return [...own, ...findings, ...rows.flat()];
}

/** Each member by what they may be known by, as the shop sees them; ids and numbers left out. */
export async function personsIn(ctx: Context): Promise<unknown> {
  const of = "FROM identifiers i CROSS JOIN members m ON m.shop = i.shop AND m.id = i.member";
  const order = "WHERE i.shop = ?1 ORDER BY i.value";
  const each = [
    `SELECT i.value, m.kept_orders, m.kept_total, m.first_order_at, m.order_dates, m.merged_into
     ${of} ${order}`,
    `SELECT i.value, w.unit, w.available, w.pending, w.held, w.owed, w.earned, w.spent,
       w.next_expiry_at, w.next_expiry_amount, w.next_activation_at, w.next_activation_amount,
       w.next_deadline_at, w.next_deadline_amount, w.lapsing
     ${of} CROSS JOIN wallets w ON w.shop = m.shop AND w.member = m.id
       AND w.available + w.pending + w.held + w.owed + abs(w.earned) + abs(w.spent) > 0
     ${order}, w.unit`,
    `SELECT i.value, l.unit, l.state, l.due_at, l.amount, l.remaining, l.expired, l.waived, l.cause
     ${of} CROSS JOIN lots l ON l.shop = m.shop AND l.member = m.id
     ${order}, l.unit, l.state, l.due_at, l.cause, l.amount, l.remaining`,
    `SELECT i.value, o.id, o.status, o.is_kept, o.refunded
     ${of} CROSS JOIN orders o ON o.shop = m.shop AND o.member = m.id ${order}, o.id`,
    `SELECT i.value, r.id, r.status, r.cost
     ${of} CROSS JOIN redemptions r ON r.shop = m.shop AND r.member = m.id ${order}, r.id`,
    `SELECT i.value, c.rule, c.period, c.amount, c.times
     ${of} CROSS JOIN counters c ON c.shop = m.shop AND c.member = m.id AND c.amount + c.times > 0
     ${order}, c.rule, c.period`,
  ];
  const rows = await ctx.db.batch(each.map((sql) => statement(sql, ctx.shop.id)));
  return each.map((_, index) => rowsOf(rows, index));
}
