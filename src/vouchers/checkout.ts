import { type Batch, rowsOf, type Statement, statement } from "../core/database";
import { readVoucherCode } from "./codes";
import type { VoucherRow } from "./tables";

/*
 * What an order needs of vouchers. An order was already paid when it comes here, so a voucher that
 * should not have been taken is a warning to the shop and refuses nothing.
 */

/** Reads the vouchers behind typed codes; {@link vouchersFrom} takes the rows. At most one. */
export const voucherStatements = (shop: string, codes: readonly string[]): Statement[] =>
  codes.length === 0
    ? []
    : [
        statement(
          `SELECT v.*, m.kept_orders FROM json_each(?2) c
           CROSS JOIN vouchers v ON v.shop = ?1 AND v.code = c.value
           CROSS JOIN members m ON m.shop = v.shop AND m.id = v.member`,
          shop,
          JSON.stringify(codes.map(readVoucherCode)),
        ),
      ];

/** A voucher with how many kept orders its member has. */
export type CheckoutVoucher = VoucherRow & { readonly kept_orders: number };

/** @param rows those of {@link voucherStatements}. */
export const vouchersFrom = (rows: Batch): CheckoutVoucher[] => rowsOf<CheckoutVoucher>(rows, 0);

/** A voucher as it is once an order, or a call that names none, has used it. */
export const redeemedRow = (row: VoucherRow, by: string | null, at: number): VoucherRow => ({
  ...row,
  status: "redeemed",
  redeemed_at: at,
  redeemed_by: by,
});

/**
 * Whether what gave a voucher was taken back since. An order's cause names its key; an activity's is
 * encoded, so it is found by the vouchers that its row says it gave.
 */
const HAS_NO_GIVER = `CASE
  WHEN cause LIKE 'order:%' THEN EXISTS (
    SELECT 1 FROM orders o WHERE o.shop = vouchers.shop AND o.is_kept = 0
      AND o.id = substr(cause, 7 + instr(substr(cause, 7), ':'))
      AND o.source = substr(cause, 7, instr(substr(cause, 7), ':') - 1))
  WHEN cause LIKE 'activity:%' THEN EXISTS (
    SELECT 1 FROM activities a, json_each(a.ledger, '$.vouchers') given
    WHERE a.shop = vouchers.shop AND a.member = vouchers.member AND a.reversed_at IS NOT NULL
      AND given.value ->> 1 IN (vouchers.code, vouchers.replaces))
  ELSE 0 END`;

/**
 * Vouchers that an order redeemed can be used again, unless what gave them was taken back: for the commit that cancels it. Found by the
 * codes that the order named, and among its member's own, never by looking through the shop's.
 *
 * @param spent that came back in another way, and stay used
 */
export function restoreVouchers(
  shop: string,
  order: { readonly source: string; readonly id: string; readonly member: string | null },
  codes: readonly string[],
  spent: readonly string[] = [],
): Statement[] {
  const restore = (where: string, param: string) =>
    statement(
      `UPDATE vouchers SET status = CASE WHEN ${HAS_NO_GIVER} THEN 'void' ELSE 'issued' END,
         redeemed_at = NULL, redeemed_by = NULL
       WHERE shop = ?1 AND ${where} AND redeemed_by IN (?3, ?4) AND status = 'redeemed'
         AND code NOT IN (SELECT value FROM json_each(?5))`,
      shop,
      param,
      `${order.source}:${order.id}`,
      // Redeemed by a call that named the bare id.
      order.id,
      JSON.stringify(spent),
    );
  const named = "code IN (SELECT value FROM json_each(?2))";
  return [
    ...(codes.length > 0 ? [restore(named, JSON.stringify(codes.map(readVoucherCode)))] : []),
    ...(order.member ? [restore("member = ?2", order.member)] : []),
  ];
}
