import { rowsOf, statement } from "../core/database";
import type { Merger } from "./merging";

/**
 * What one used of limits counts for both, as if one had used it. The alias's own counts stay as
 * they were, so that just these are taken off again when the two are told apart; where the last time
 * is theirs, it is again what it was.
 */
export const mergeCounters: Merger = {
  key: "counters",
  statements: 1,
  load: (_ctx, { target }) => [
    statement(
      `SELECT period, rule, last_at FROM counters
       WHERE shop = ?1 AND member = ${target.sql} AND last_at IS NOT NULL`,
      ...target.params,
    ),
  ],
  merge: (ctx, { target, source }, rows) => {
    target.writes.push(
      statement(
        `INSERT INTO counters (shop, member, period, rule, amount, times, last_at)
         SELECT shop, ?2, period, rule, amount, times, last_at FROM counters
         WHERE shop = ?1 AND member = ?3
         ON CONFLICT DO UPDATE SET amount = amount + excluded.amount,
           times = times + excluded.times,
           last_at = max(coalesce(last_at, excluded.last_at), coalesce(excluded.last_at, last_at))`,
        ctx.shop.id,
        target.row.id,
        source.row.id,
      ),
    );
    const own = rowsOf<{ period: string; rule: string; last_at: number }>(rows, 0);
    return own.map(({ period, rule, last_at }) => [period, rule, last_at]);
  },
  undo: (ctx, { target, source }, _rows, kept) => {
    const theirs = (column: string) =>
      `(SELECT s.${column} FROM counters s WHERE s.shop = counters.shop AND s.member = ?3
         AND s.period = counters.period AND s.rule = counters.rule)`;
    target.writes.push(
      statement(
        `UPDATE counters SET amount = max(0, amount - coalesce(${theirs("amount")}, 0)),
           times = max(0, times - coalesce(${theirs("times")}, 0)),
           last_at = iif(last_at = ${theirs("last_at")}, ${OWN_LAST}, last_at)
         WHERE shop = ?1 AND member = ?2`,
        ctx.shop.id,
        target.row.id,
        source.row.id,
        JSON.stringify(kept ?? []),
      ),
    );
  },
};

/** The last time of before the merge. */
const OWN_LAST = `(SELECT k.value ->> 2 FROM json_each(?4) k
  WHERE k.value ->> 0 = counters.period AND k.value ->> 1 = counters.rule)`;
