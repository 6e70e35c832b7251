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

/** What a household's members are said to have put in and taken, its moves tell. */
const STAKES = `SELECT m.household, k.value AS kind, s.key AS unit, sum(s.value) AS said,
    (SELECT coalesce(sum(v.amount), 0) FROM household_moves v WHERE v.shop = ?1
       AND v.household = m.household AND v.unit = s.key AND v.kind = k.value) AS moved
  FROM household_members m, json_each('["contribution","draw"]') k,
    json_each(iif(k.value = 'draw', m.drawn, m.contributed)) s
  WHERE m.shop = ?1 GROUP BY m.household, k.value, s.key HAVING said > moved`;

/** Who says to belong to a household is in its roster, and the other way round. */
const BELONGS = `SELECT m.id, m.household, h.household AS roster FROM members m
  LEFT JOIN household_members h ON h.shop = m.shop AND h.member = m.id
  WHERE m.shop = ?1 AND m.kind = 'person' AND m.merged_into IS NULL
    AND coalesce(m.household, '') <> coalesce(h.household, '')`;

/** A household that was closed has nothing left. */
const CLOSED = `SELECT h.id, w.unit, w.available FROM households h
  JOIN wallets w ON w.shop = h.shop AND w.member = h.id
  WHERE h.shop = ?1 AND h.closed_at IS NOT NULL
    AND (w.available + w.pending + w.held) <> 0`;

/**
 * What an order is said to have of store credit is what the ledger took less what it gave back; an
 * amendment that asks for less takes less from then on.
 */
const PAID = `WITH paid AS (
    SELECT o.id, o.status, o.total, o.refunded, 'order:' || o.source || ':' || o.id AS cause,
      coalesce(o.ledger ->> '$.paid[0]', 0) AS taken, coalesce(o.ledger ->> '$.paid[1]', 0) AS back
    FROM orders o WHERE o.shop = ?1)
  SELECT p.*, (SELECT coalesce(sum(t.amount), 0) FROM transfers t WHERE t.shop = ?1
      AND t.cause = p.cause AND t.unit GLOB 'credit:*' AND t.to_account = 'redeemed') AS did,
    (SELECT coalesce(sum(t.amount), 0) FROM transfers t WHERE t.shop = ?1 AND t.reason = 'pay_undo'
      AND (t.cause GLOB 'refund:shop:' || p.id || ':*' OR t.cause IN
        ('cancel:shop:' || p.id, 'amend:shop:' || p.id))) AS undid
  FROM paid p WHERE taken - back <> did - undid OR taken > did OR back > taken
    OR ((status = 'cancelled' OR refunded >= total) AND back <> taken)`;

/** A voucher is used by an order that stands, or held by a cart that is; never by two. */
const USED = `SELECT v.code, v.status, v.redeemed_by FROM vouchers v
  LEFT JOIN orders o ON o.shop = v.shop AND v.redeemed_by = o.source || ':' || o.id
  WHERE v.shop = ?1 AND v.status = 'redeemed'
    AND (o.id IS NULL OR o.status = 'cancelled' AND coalesce(o.ledger ->> '$.codes', '') = '')`;

/** Nobody uses a code more often than it may be: four times in all. */
const SHARED = `SELECT period, rule, spent FROM budgets
  WHERE shop = ?1 AND (spent > budget OR spent < 0)`;

/** Of who is now somebody else nothing is left: no balance, no open lot, no identifier, no order. */
const ALIASES = `SELECT m.id,
    (SELECT coalesce(sum(available + pending + held + owed), 0) FROM wallets w
      WHERE w.shop = m.shop AND w.member = m.id) AS has,
    (SELECT count(*) FROM lots l WHERE l.shop = m.shop AND l.member = m.id) AS lots,
    (SELECT count(*) FROM identifiers i WHERE i.shop = m.shop AND i.member = m.id) AS named,
    (SELECT count(*) FROM orders o WHERE o.shop = m.shop AND o.member = m.id) AS orders
  FROM members m WHERE m.shop = ?1 AND m.merged_into IS NOT NULL
    AND (has <> 0 OR lots <> 0 OR named <> 0 OR orders <> 0)`;

/** What merges passed over went from one to the other. */
const MERGED = `SELECT unit, sum(iif(to_account = 'merged', amount, 0)) AS gone,
    sum(iif(from_account = 'merged', amount, 0)) AS come
  FROM transfers WHERE shop = ?1 GROUP BY unit HAVING gone <> come`;

/** Counters, spending and dates of a member are those of the member's kept orders. */
const COUNTED = `SELECT m.id, m.kept_orders, m.kept_total,
    count(o.id) AS found, coalesce(sum(max(0, o.total - o.refunded)), 0) AS money
  FROM members m LEFT JOIN orders o ON o.shop = m.shop AND o.member = m.id AND o.is_kept = 1
  WHERE m.shop = ?1 AND m.merged_into IS NULL GROUP BY m.id
  HAVING found <> m.kept_orders OR money <> m.kept_total`;

/** Everything that does not hold; empty when all is well. */
export async function togetherFaults(shard: string, shop: string): Promise<string[]> {
  const db = shardNamed(env, shard);
  const asked = {
    BETWEEN,
    GIFTS,
    STAKES,
    BELONGS,
    CLOSED,
    PAID,
    USED,
    SHARED,
    ALIASES,
    MERGED,
    COUNTED,
  };
  const found = await db.batch<Row>(Object.values(asked).map((sql) => db.prepare(sql).bind(shop)));
  return Object.keys(asked).flatMap((name, i) =>
    (found[i]?.results ?? []).map((row) => `${name}: ${JSON.stringify(row)}`),
  );
}
