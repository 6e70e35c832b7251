import { columnsOf, insertRow, type Param, type Statement, statement } from "../core/database";
import type { Who } from "../ledger";
import type { Belonging } from "../members";
import type { CauseKind } from "./keys";
import type { VoucherRow } from "./tables";

export const voucherStatement = (shop: string, code: string): Statement =>
  statement("SELECT * FROM vouchers WHERE shop = ?1 AND code = ?2", shop, code);

/**
 * Reads vouchers by their codes, and what replaced them.
 *
 * @param codes SQL that selects the codes; `?1` is the shop.
 */
export const vouchersOfCodes = (codes: string, params: readonly Param[]): Statement =>
  statement(
    `WITH RECURSIVE given(code) AS (
       ${codes}
       UNION SELECT v.replaced_by FROM given CROSS JOIN vouchers v
         ON v.shop = ?1 AND v.code = given.code AND v.replaced_by IS NOT NULL)
     SELECT v.* FROM given CROSS JOIN vouchers v ON v.shop = ?1 AND v.code = given.code`,
    ...params,
  );

/** More than anybody is given by one feature while they can still be used. */
const MAX_OF_KIND = 50;

/** What causes of a kind gave a member, with what was replaced; the latest first. */
export const vouchersOfKind = (who: Who, kind: CauseKind): Statement =>
  statement(
    `SELECT * FROM vouchers WHERE shop = ?1 AND member = ${who.sql} AND cause LIKE '${kind}:%'
     ORDER BY issued_at DESC, code DESC LIMIT ${MAX_OF_KIND}`,
    ...who.params,
  );

/**
 * Kept orders of a voucher's member beside the one that is named, as `others`: a shop may place the
 * order before it redeems the code.
 */
export function otherOrdersStatement(shop: string, code: string, order: string | null): Statement {
  const at = order?.indexOf(":") ?? -1;
  return statement(
    `SELECT m.kept_orders - EXISTS (SELECT 1 FROM orders o
         WHERE o.shop = m.shop AND o.id IN (?3, ?4) AND (o.id = ?3 OR o.source = ?5)
           AND o.member = m.id AND o.is_kept = 1) AS others
     FROM vouchers v CROSS JOIN members m ON m.shop = v.shop AND m.id = v.member
     WHERE v.shop = ?1 AND v.code = ?2`,
    shop,
    code,
    order,
    at < 0 ? null : (order?.slice(at + 1) ?? null),
    at < 0 ? null : (order?.slice(0, at) ?? null),
  );
}

const COLUMNS = columnsOf<VoucherRow>({
  shop: 1,
  code: 1,
  member: 1,
  status: 1,
  cause: 1,
  reward: 1,
  effect: 1,
  program: 1,
  expires_at: 1,
  redeemed_at: 1,
  redeemed_by: 1,
  replaces: 1,
  replaced_by: 1,
  reissue_reason: 1,
  reissue_note: 1,
  issued_at: 1,
  held_by: 1,
  held_until: 1,
});

/** A voucher of a table `v` as JSON, so that it fits into a column of another row. */
export const VOUCHER_JSON = `json_object(${COLUMNS.map((name) => `'${name}', v.${name}`).join(
  ", ",
)})`;

export const insertVoucher = (row: VoucherRow): Statement => insertRow("vouchers", row);

/**
 * A voucher leaves the state `issued`, and whoever held it holds it no longer. Orders of guests
 * hold no member's guard, so the row guards itself: where another commit came first, CHECK
 * stale_voucher refuses the batch.
 *
 * @param row as it will be, but for who held it when it was loaded.
 */
export const updateIssuedVoucher = (row: VoucherRow): Statement =>
  statement(
    `UPDATE vouchers SET redeemed_at = ?4, redeemed_by = ?5, replaced_by = ?6, reissue_reason = ?7,
       reissue_note = ?8, held_by = NULL, held_until = NULL,
       status = CASE WHEN status = 'issued' AND held_by IS ?9 THEN ?3 ELSE 'stale' END
     WHERE shop = ?1 AND code = ?2`,
    row.shop,
    row.code,
    row.status,
    row.redeemed_at,
    row.redeemed_by,
    row.replaced_by,
    row.reissue_reason,
    row.reissue_note,
    row.held_by,
  );

/** A voucher is good again that `by` had used up, and nobody else. */
export const reopenVoucher = ({ shop, code }: VoucherRow, by: string): Statement =>
  statement(
    `UPDATE vouchers SET status = 'issued', redeemed_at = NULL, redeemed_by = NULL
     WHERE shop = ?1 AND code = ?2 AND status = 'redeemed' AND redeemed_by = ?3`,
    shop,
    code,
    by,
  );

/** A checkout sets a voucher aside, under the same guard. */
export const holdVoucher = (row: VoucherRow, by: string, until: number): Statement =>
  statement(
    `UPDATE vouchers SET held_by = ?3, held_until = ?4,
       status = CASE WHEN status = 'issued' AND held_by IS ?5 THEN status ELSE 'stale' END
     WHERE shop = ?1 AND code = ?2`,
    row.shop,
    row.code,
    by,
    until,
    row.held_by,
  );

/** A member's vouchers, used and unused. */
export const vouchersOfMember: Belonging = { table: "vouchers", column: "member", key: ["code"] };

/** A note tells of a member in staff's own words. */
export const eraseVoucherNotes = (shop: string, member: string): Statement[] => [
  statement(
    `UPDATE vouchers SET reissue_note = NULL
     WHERE shop = ?1 AND member = ?2 AND reissue_note IS NOT NULL`,
    shop,
    member,
  ),
];
