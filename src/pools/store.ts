import { insertRow, type Statement, statement } from "../core/database";
import type { PoolRow } from "./tables";

/** A pool with one of its free codes, drawn by chance. */
export type DrawnPool = PoolRow & { readonly code: string | null };

/**
 * Codes among which one is drawn: members who come at once seldom meet, and one who lost a race
 * draws again.
 */
const DRAWN_FROM = 64;

export const poolStatement = (shop: string, id: string): Statement =>
  statement("SELECT * FROM pools WHERE shop = ?1 AND id = ?2", shop, id);

export const poolsStatement = (shop: string): Statement =>
  statement("SELECT * FROM pools WHERE shop = ?1 ORDER BY id", shop);

export const drawStatement = (shop: string, id: string): Statement =>
  statement(
    `SELECT p.*, (SELECT code FROM (SELECT code FROM pool_codes c
         WHERE c.shop = p.shop AND c.pool = p.id AND c.state = 'free'
         ORDER BY code LIMIT ${DRAWN_FROM}) ORDER BY random() LIMIT 1) AS code
     FROM pools p WHERE p.shop = ?1 AND p.id = ?2`,
    shop,
    id,
  );

/** Which of some codes a pool knows, whatever became of them. */
export const knownCodes = (shop: string, pool: string, codes: readonly string[]): Statement =>
  statement(
    `SELECT c.code FROM json_each(?3) j CROSS JOIN json_each('["free","issued","void"]') s
     CROSS JOIN pool_codes c
       ON c.shop = ?1 AND c.pool = ?2 AND c.state = s.value AND c.code = j.value`,
    shop,
    pool,
    JSON.stringify(codes),
  );

export const insertPool = (row: PoolRow): Statement => insertRow("pools", row);

/**
 * A pool that staff changed meanwhile gets version -1, which CHECK stale_read refuses. Codes that
 * were issued meanwhile count: an alarm that they raised stays.
 */
export const updatePool = (before: PoolRow, after: PoolRow): Statement =>
  statement(
    `UPDATE pools SET version = CASE WHEN version = ?3 THEN version + 1 ELSE -1 END,
       name = ?4, low_below = ?5, expires_at = ?6, imported = imported + ?7,
       is_low_told = CASE WHEN imported + ?7 - issued - voided < ?5 THEN max(is_low_told, ?8)
         ELSE 0 END
     WHERE shop = ?1 AND id = ?2`,
    before.shop,
    before.id,
    before.version,
    after.name,
    after.low_below,
    after.expires_at,
    after.imported - before.imported,
    after.is_low_told,
  );

export const insertCodes = (
  { shop, id }: PoolRow,
  codes: readonly string[],
  now: number,
): Statement[] =>
  codes.length === 0
    ? []
    : [
        statement(
          `INSERT INTO pool_codes (shop, pool, state, code, changed_at)
           SELECT ?1, ?2, 'free', j.value, ?4 FROM json_each(?3) j`,
          shop,
          id,
          JSON.stringify(codes),
          now,
        ),
      ];

/** Every free code is void; where one was issued meanwhile, CHECK stale_read refuses. */
export const voidFree = (before: PoolRow, after: PoolRow, now: number): Statement[] => [
  statement(
    `UPDATE pools SET
       version = CASE WHEN version = ?3 AND issued = ?4 THEN version + 1 ELSE -1 END,
       voided = imported - issued, is_low_told = ?5
     WHERE shop = ?1 AND id = ?2`,
    before.shop,
    before.id,
    before.version,
    before.issued,
    after.is_low_told,
  ),
  statement(
    `UPDATE pool_codes SET state = 'void', changed_at = ?3
     WHERE shop = ?1 AND pool = ?2 AND state = 'free'`,
    before.shop,
    before.id,
    now,
  ),
];

const MOVE_CODE = `UPDATE pool_codes SET
    state = CASE WHEN state = ?4 THEN ?5 ELSE 'stale' END, cause = ?6, changed_at = ?7
  WHERE shop = ?1 AND pool = ?2 AND state IN ('free', 'issued', 'void') AND code = ?3`;

export interface CodeMove {
  readonly shop: string;
  readonly pool: string;
  readonly code: string;
  readonly from: "free" | "issued";
  readonly to: "free" | "issued" | "void";
  /** Of whom it is; null: of nobody any more. */
  readonly cause: string | null;
}

/** A code that another commit moved first becomes `stale`, which CHECK stale_code refuses. */
export const moveCode = ({ shop, pool, code, from, to, cause }: CodeMove, now: number): Statement =>
  statement(MOVE_CODE, shop, pool, code, from, to, cause, now);

/**
 * One code more is issued. Whether the pool is low now was decided by the count as it was read;
 * where the count is another by now and that decision would be wrong, the alarm becomes 2 or -1,
 * which CHECK stale_read refuses: so it is raised once, and in time.
 */
export const countIssued = ({ shop, id }: PoolRow, tells: boolean): Statement =>
  statement(
    `UPDATE pools SET issued = issued + 1, is_low_told = CASE
         WHEN ?3 THEN is_low_told + 1
         WHEN is_low_told = 0 AND imported - issued - voided - 1 < low_below THEN -1
         ELSE is_low_told END
     WHERE shop = ?1 AND id = ?2`,
    shop,
    id,
    tells ? 1 : 0,
  );

/** One issued code less: it is void, or free again. */
export const countReturned = (shop: string, pool: string, to: "free" | "void"): Statement =>
  statement(
    "UPDATE pools SET issued = issued - 1, voided = voided + ?3 WHERE shop = ?1 AND id = ?2",
    shop,
    pool,
    to === "void" ? 1 : 0,
  );
