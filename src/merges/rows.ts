import { type Statement, statement } from "../core/database";
import type { Who } from "../ledger";
import type { Belonging, Renumbering } from "../members";

/* Rows of all slices that follow their member, and back. */

export const kindOf = ({ table, column }: Belonging): string => `${table}.${column}`;

/** SQL of which rows of a table `x` are a member's; `?2` is the member's id. */
const isOwn = ({ column, rows }: Belonging): string =>
  `x.shop = ?1 AND x.${column} = ?2${rows ? ` AND ${rows}` : ""}`;

const setOf = (belonging: Belonging, to: Renumbering): string =>
  Object.entries(belonging.renumber?.(to) ?? {})
    .map(([column, sql]) => `, ${column} = ${sql}`)
    .join("");

/** Counts what would follow: one row, a column a belonging, in their order. */
export function countStatement(who: Who, belongings: readonly Belonging[]): Statement {
  const counts = belongings.map(
    (b, i) => `(SELECT count(*) FROM ${b.table} x
      WHERE x.shop = ?1 AND x.${b.column} = w.id${b.rows ? ` AND ${b.rows.replaceAll("?2", "w.id")}` : ""}) AS n_${i}`,
  );
  return statement(`SELECT ${counts.join(", ")} FROM (SELECT ${who.sql} AS id) w`, ...who.params);
}

/** Notes which rows the source has, then gives them to the target. */
export function giveRows(
  shop: string,
  merge: string,
  { source, target, shift }: { source: string; target: string; shift: number },
  belongings: readonly Belonging[],
): Statement[] {
  const to: Renumbering = { by: String(shift), isWithin: () => "1" };
  return belongings.flatMap((b) => [
    statement(
      `INSERT INTO merge_rows (shop, merge, kind, key)
       SELECT ?1, ?3, '${kindOf(b)}', json_array(${b.key.map((k) => `x.${k}`).join(", ")})
       FROM ${b.table} x WHERE ${isOwn(b)}`,
      shop,
      source,
      merge,
    ),
    // Where the target has a row of the same key, the source's stays where it is.
    statement(
      `UPDATE OR IGNORE ${b.table} AS x SET ${b.column} = ?3${setOf(b, to)} WHERE ${isOwn(b)}`,
      shop,
      source,
      target,
    ),
  ]);
}

/** SQL of which rows of a table `x` came with the merge `?2`. */
const cameWith = (b: Belonging): string => {
  const columns = b.key.map((name) => `x.${name}`).join(", ");
  const parts = b.key.map((_, i) => `r.key ->> ${i}`).join(", ");
  return `(${columns}) IN (SELECT ${parts} FROM merge_rows r
    WHERE r.shop = ?1 AND r.merge = ?2 AND r.kind = '${kindOf(b)}')`;
};

/** Gives the rows back that came with a merge. */
export function returnRows(
  shop: string,
  merge: string,
  of: { source: string; target: string; shift: number; lastSeq: number },
  belongings: readonly Belonging[],
): Statement[] {
  const to: Renumbering = {
    by: `-${of.shift}`,
    isWithin: (n) => `((${n}) > ${of.shift} AND (${n}) <= ${of.shift + of.lastSeq})`,
  };
  return belongings.map((b) =>
    statement(
      `UPDATE OR IGNORE ${b.table} AS x SET ${b.column} = ?3${setOf(b, to)}
       WHERE x.shop = ?1 AND x.${b.column} = ?4 AND ${cameWith(b)}`,
      shop,
      merge,
      of.source,
      of.target,
    ),
  );
}

/** What of the ledger the rows that go back hold, beyond the numbers they came with. */
export interface RowsLedger {
  /** JSON: numbers of lots that they filled. */
  readonly lots: string | null;
  /** JSON: `[unit, amount, until]` of what they hold. */
  readonly held: string | null;
}

/** Reads that of every row that came with a merge: one statement a belonging that has any. */
export const ledgerOfRows = (
  shop: string,
  merge: string,
  belongings: readonly Belonging[],
): Statement[] =>
  belongings
    .filter(({ lots, held }) => lots || held)
    .map((b) =>
      statement(
        `SELECT ${b.lots ? `(SELECT json_group_array(lot) FROM (${b.lots}))` : "NULL"} AS lots,
           ${b.held ? `(SELECT json_group_array(json(held)) FROM (${b.held}))` : "NULL"} AS held
         FROM ${b.table} x WHERE x.shop = ?1 AND ${cameWith(b)}
           AND x.${b.column} = (SELECT target FROM merges WHERE shop = ?1 AND id = ?2)`,
        shop,
        merge,
      ),
    );
