import { rowsOf, statement } from "../core/database";
import type { SummaryPart } from "../members";
import type { VoucherRow } from "./tables";
import { voucherView } from "./view";

/** Vouchers shown in a member's summary, the latest first. */
const SUMMARY_VOUCHERS = 20;

/** A member's open vouchers, for the person at the desk. */
export const vouchersSummary: SummaryPart = {
  statements: 1,
  load: (who, now) => [
    statement(
      `SELECT * FROM vouchers WHERE shop = ?1 AND member = ${who.sql} AND status = 'issued'
         AND (expires_at IS NULL OR expires_at > ?${who.params.length + 1})
       ORDER BY issued_at DESC, code DESC LIMIT ${SUMMARY_VOUCHERS}`,
      ...who.params,
      now,
    ),
  ],
  view: (rows, ctx) => ({
    vouchers: rowsOf<VoucherRow>(rows, 0).map((row) => voucherView(ctx, row)),
  }),
};
