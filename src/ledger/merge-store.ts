import { type Statement, statement } from "../core/database";
import { NEVER, UNDATED } from "../lib/time";

/* Statements of a merge or its undoing, after both books are written. */

/** Which lots go over: numbers above `above` up to `upTo`, and some others by their numbers. */
export interface LotsPassed {
  readonly from: string;
  readonly to: string;
  /** Added to each number. */
  readonly by: number;
  readonly above: number;
  readonly upTo: number;
  readonly others: readonly number[];
}

/** Lots go over with their new numbers; one statement, however many. */
export const passLots = (shop: string, p: LotsPassed): Statement =>
  statement(
    `UPDATE lots SET member = ?3, lot = lot + CAST(?4 AS INTEGER)
     WHERE shop = ?1 AND member = ?2
       AND (lot > ?5 AND lot <= ?6 OR lot IN (SELECT value FROM json_each(?7)))`,
    shop,
    p.from,
    p.to,
    p.by,
    p.above,
    p.upTo,
    JSON.stringify(p.others),
  );

/** What a member took from lots before these went to another: [lot, amount], numbered as there. */
export type Kept = readonly [lot: number, amount: number];

/**
 * What a member spent of lots that go back to another stays with that member, in a closed lot of
 * the same number, so that it can still be given back there; the other's lot tells of the rest.
 * After {@link passLots}.
 */
export function keepSpent(shop: string, p: LotsPassed, kept: readonly Kept[]): Statement[] {
  if (kept.length === 0) return [];
  const params = [shop, p.from, p.to, p.by] as const;
  return [
    statement(
      `INSERT INTO lots (shop, member, unit, state, due_at, lot, amount, remaining, expired, waived,
         expires_at, cause, awaits)
       SELECT l.shop, ?2, l.unit, 'closed', l.expires_at, j.value ->> 0,
         min(j.value ->> 1, l.amount - l.remaining - l.expired), 0, 0, 0, l.expires_at, l.cause,
         l.awaits
       FROM lots l CROSS JOIN json_each(?5) j
       WHERE l.shop = ?1 AND l.member = ?3 AND l.lot = (j.value ->> 0) + CAST(?4 AS INTEGER)`,
      ...params,
      JSON.stringify(kept),
    ),
    statement(
      `UPDATE lots SET amount = amount - coalesce((SELECT k.amount FROM lots k
         WHERE k.shop = ?1 AND k.member = ?2 AND k.unit = lots.unit AND k.state = 'closed'
           AND k.due_at = lots.expires_at AND k.lot = lots.lot - CAST(?4 AS INTEGER)), 0)
       WHERE shop = ?1 AND member = ?3`,
      ...params,
    ),
  ];
}

/** What was ever earned and spent of a unit, as it goes over. */
export type Lifetime = readonly [unit: string, earned: number, spent: number];

/**
 * Notes what one member's transfers tell of what is the other's now.
 *
 * @param p `of`: who has the lots that go over, and no others, when the statement runs
 */
export const carry = (
  shop: string,
  p: { readonly from: string; readonly to: string; readonly of: string },
  lifetimes: readonly Lifetime[],
): Statement =>
  statement(
    `INSERT INTO carried (shop, member, unit, amount, expired, earned, spent)
     SELECT ?1, w.member, j.value ->> 0,
       w.sign * coalesce((SELECT sum(l.amount) ${LOTS_OF}), 0),
       w.sign * coalesce((SELECT sum(l.expired) ${LOTS_OF}), 0),
       w.sign * (j.value ->> 1), w.sign * (j.value ->> 2)
     FROM json_each(?5) j CROSS JOIN
       (SELECT ?2 AS member, -1 AS sign UNION ALL SELECT ?3, 1) w WHERE true
     ON CONFLICT DO UPDATE SET amount = amount + excluded.amount,
       expired = expired + excluded.expired, earned = earned + excluded.earned,
       spent = spent + excluded.spent`,
    shop,
    p.from,
    p.to,
    p.of,
    JSON.stringify(lifetimes),
  );

const LOTS_OF = "FROM lots l WHERE l.shop = ?1 AND l.member = ?4 AND l.unit = j.value ->> 0";

/** Wallets' next dates by the lots as they are, of two members. After {@link passLots}. */
export function walletDates(shop: string, a: string, b: string): Statement {
  const lots = (which: string) =>
    `FROM lots l WHERE l.shop = wallets.shop AND l.member = wallets.member
       AND l.unit = wallets.unit AND ${which}`;
  const due = (column: string, which: string) => `
    next_${column}_at = (SELECT min(l.due_at) ${lots(which)} AND l.due_at < ${UNDATED}),
    next_${column}_amount = (SELECT sum(l.remaining) ${lots(which)} AND l.due_at < ${UNDATED}
      GROUP BY l.due_at ORDER BY l.due_at LIMIT 1)`;
  return statement(
    `UPDATE wallets SET ${[
      due("expiry", "l.state = 'available'"),
      due("activation", "l.state = 'pending' AND l.awaits IS NULL"),
      due("deadline", "l.state = 'pending' AND l.awaits IS NOT NULL"),
    ].join(", ")},
      lapsing = (SELECT coalesce(sum(l.remaining), 0) ${lots("l.state = 'available'")}
        AND l.due_at >= ${UNDATED} AND l.due_at < ${NEVER})
     WHERE shop = ?1 AND member IN (?2, ?3)`,
    shop,
    a,
    b,
  );
}
