import { env } from "cloudflare:workers";
import { shardNamed } from "../../../src/core/env";

/* What must hold of a shop whose members do things together: written apart from the product. */

type Row = Record<string, string | number | null>;

/** What leaves one member enters another: over the shop it comes to nothing, unit by unit. */
const BETWEEN = `SELECT unit, sum(iif(to_account = 'transferred', amount, 0)) AS gone,
    sum(iif(from_account = 'transferred', amount, 0)) AS come
  FROM transfers WHERE shop = ?1 GROUP BY unit HAVING gone <> come`;

/** A gift that stands left the giver once and reached the receiver once; one undone came back. */
const GIFTS = `SELECT g.id, g.amount, g.returned,
    (SELECT coalesce(sum(t.amount), 0) FROM transfers t WHERE t.shop = g.shop
       AND t.cause = 'gift:' || g.id AND t.to_account = 'transferred' AND t.reason = 'gift_sent')
      AS sent,
    (SELECT coalesce(sum(t.amount), 0) FROM transfers t WHERE t.shop = g.shop
       AND t.cause = 'gift:' || g.id AND t.from_account = 'transferred'
       AND t.reason = 'gift_undo') AS back
  FROM member_gifts g WHERE g.shop = ?1
    AND (sent <> g.amount OR back <> coalesce(g.returned, 0) OR g.returned > g.amount)`;

/** What members are said to have put in and taken is what the moves say. */
const STAKES = `SELECT m.household, m.member, s.key AS unit, s.value AS said,
    (SELECT coalesce(sum(v.amount), 0) FROM household_moves v WHERE v.shop = m.shop
       AND v.household = m.household AND v.member = m.member AND v.unit = s.key
       AND v.kind = k.value) AS moved
  FROM household_members m, json_each('["contribution","draw"]') k,
    json_each(iif(k.value = 'draw', m.drawn, m.contributed)) s
  WHERE m.shop = ?1 AND m.left_at IS NULL AND said > moved`;

/** A household that was closed has nothing left. */
const CLOSED = `SELECT h.id, w.unit, w.available FROM households h
  JOIN wallets w ON w.shop = h.shop AND w.member = h.id
  WHERE h.shop = ?1 AND h.closed_at IS NOT NULL
    AND (w.available + w.pending + w.held) <> 0`;

/** What an order is said to have taken of store credit and given back is what the ledger did. */
const PAID = `WITH paid AS (
    SELECT o.id, o.status, o.total, o.refunded, 'order:' || o.source || ':' || o.id AS cause,
      coalesce(o.ledger ->> '$.paid[0]', 0) AS taken, coalesce(o.ledger ->> '$.paid[1]', 0) AS back
    FROM orders o WHERE o.shop = ?1)
  SELECT p.*, (SELECT coalesce(sum(t.amount), 0) FROM transfers t WHERE t.shop = ?1
      AND t.cause = p.cause AND t.unit GLOB 'credit:*' AND t.to_account = 'redeemed') AS did,
    (SELECT coalesce(sum(t.amount), 0) FROM transfers t WHERE t.shop = ?1 AND t.reason = 'pay_undo'
      AND (t.cause GLOB 'refund:shop:' || p.id || ':*' OR t.cause IN
        ('cancel:shop:' || p.id, 'amend:shop:' || p.id))) AS undid
  FROM paid p WHERE taken <> did OR back <> undid OR back > taken
    OR ((status = 'cancelled' OR refunded >= total) AND back <> taken)`;

/** A voucher is used by an order that stands, or held by a cart that is; never by two. */
const USED = `SELECT v.code, v.status, v.redeemed_by FROM vouchers v
  LEFT JOIN orders o ON o.shop = v.shop AND v.redeemed_by = o.source || ':' || o.id
  WHERE v.shop = ?1 AND v.status = 'redeemed'
    AND (o.id IS NULL OR o.status = 'cancelled' AND coalesce(o.ledger ->> '$.codes', '') = '')`;

/** Nobody uses a code more often than it may be: four times in all. */
const SHARED = `SELECT period, rule, spent FROM budgets
  WHERE shop = ?1 AND (spent > budget OR spent < 0)`;

/** Everything that does not hold; empty when all is well. */
export async function togetherFaults(shard: string, shop: string): Promise<string[]> {
  const db = shardNamed(env, shard);
  const asked = { BETWEEN, GIFTS, STAKES, CLOSED, PAID, USED, SHARED };
  const found = await db.batch<Row>(Object.values(asked).map((sql) => db.prepare(sql).bind(shop)));
  return Object.keys(asked).flatMap((name, i) =>
    (found[i]?.results ?? []).map((row) => `${name}: ${JSON.stringify(row)}`),
  );
}
