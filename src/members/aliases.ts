import { type Batch, rowsOf, type Statement, statement } from "../core/database";
import type { TransferRow, Who } from "../ledger";

/*
 * A member who turned out to be another one is an alias for that one. Their transfers stay under
 * their own id and count for the member too, by numbers that are shifted.
 */

/** SQL of the member that an id means now, by SQL of the id; `?1` is the shop. */
export const rootOf = (id: string): string =>
  `coalesce((SELECT merged_into FROM members WHERE shop = ?1 AND id = ${id}), ${id})`;

/** What of an alias's transfers is told with the member's own. */
export type ToldTransfer = TransferRow & {
  /** In the member's own sequence. */
  readonly place: number;
};

/**
 * The transfers of a member before a place of the sequence, then those of their aliases, the latest
 * first; {@link toldIn} puts them together.
 */
export function transfersBefore(who: Who, before: number, limit: number): Statement[] {
  const n = who.params.length;
  const [place, rows] = [`?${n + 1}`, `?${n + 2}`];
  const params = [...who.params, before, limit];
  return [
    statement(
      `SELECT t.*, t.seq AS place FROM transfers t
       WHERE t.shop = ?1 AND t.member = ${who.sql} AND t.seq < ${place}
       ORDER BY t.seq DESC LIMIT ${rows}`,
      ...params,
    ),
    statement(
      `SELECT t.*, t.seq + a.shift AS place FROM aliases a CROSS JOIN transfers t
         ON t.shop = a.shop AND t.member = a.alias AND t.seq <= a.last_seq
           AND t.seq < ${place} - a.shift
       WHERE a.shop = ?1 AND a.root = ${who.sql} ORDER BY place DESC LIMIT ${rows}`,
      ...params,
    ),
  ];
}

/** @param rows of {@link transfersBefore}, from `index` on, with the same limit */
export const toldIn = (rows: Batch, index: number, limit: number): ToldTransfer[] =>
  [index, index + 1]
    .flatMap((i) => rowsOf<ToldTransfer>(rows, i))
    .sort((a, b) => b.place - a.place)
    .slice(0, limit);

/** Reads a transfer by its member's sequence, an alias's by that of the member whom it means. */
export const transferAt = (shop: string, member: string, seq: number): Statement =>
  statement(
    `SELECT * FROM transfers WHERE shop = ?1 AND member = ?2 AND seq = ?3
     UNION ALL
     SELECT t.* FROM aliases a CROSS JOIN transfers t
       ON t.shop = a.shop AND t.member = a.alias AND t.seq = ?3 - a.shift
     WHERE a.shop = ?1 AND a.root = ?2 AND ?3 > a.shift AND ?3 <= a.shift + a.last_seq`,
    shop,
    member,
    seq,
  );

export const aliasesOf = (who: Who): Statement =>
  statement(`SELECT alias FROM aliases WHERE shop = ?1 AND root = ${who.sql}`, ...who.params);

export interface Aliasing {
  readonly shop: string;
  readonly root: string;
  readonly alias: string;
  readonly shift: number;
  readonly lastSeq: number;
}

/** One becomes an alias, and whoever was an alias of theirs is one of the member's. */
export const addAlias = ({ shop, root, alias, shift, lastSeq }: Aliasing): Statement[] => [
  statement(
    `UPDATE members SET merged_into = ?3 WHERE shop = ?1 AND id IN
       (SELECT alias FROM aliases WHERE shop = ?1 AND root = ?2)`,
    shop,
    alias,
    root,
  ),
  statement(
    `UPDATE aliases SET root = ?3, shift = shift + CAST(?4 AS INTEGER)
     WHERE shop = ?1 AND root = ?2`,
    shop,
    alias,
    root,
    shift,
  ),
  statement(
    "INSERT INTO aliases (shop, root, alias, shift, last_seq) VALUES (?1, ?2, ?3, ?4, ?5)",
    shop,
    root,
    alias,
    shift,
    lastSeq,
  ),
];

/** One is nobody's alias any more, and has their own aliases back. */
export const removeAlias = ({ shop, root, alias, shift, lastSeq }: Aliasing): Statement[] => [
  statement("DELETE FROM aliases WHERE shop = ?1 AND root = ?2 AND alias = ?3", shop, root, alias),
  statement(
    `UPDATE aliases SET root = ?3, shift = shift - CAST(?4 AS INTEGER)
     WHERE shop = ?1 AND root = ?2 AND shift >= ?4 AND shift <= CAST(?4 AS INTEGER) + ?5`,
    shop,
    root,
    alias,
    shift,
    lastSeq,
  ),
  statement(
    `UPDATE members SET merged_into = ?2 WHERE shop = ?1 AND id IN
       (SELECT alias FROM aliases WHERE shop = ?1 AND root = ?2)`,
    shop,
    alias,
  ),
];
