import type { Context } from "../core/context";
import { rowsOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import type { SummaryPart } from "../members";
import { redemptionKey } from "./keys";
import { redemptionStatement, voucherOfRedemption } from "./store";
import type { RedemptionRow, VoucherRow } from "./tables";
import { redemptionView, voucherView } from "./view";

/** One redemption as of now. @throws {DomainError} not_found */
export async function readRedemption(ctx: Context, id: string) {
  const key = redemptionKey(id);
  const rows = await read(ctx, [
    redemptionStatement(ctx.shop.id, key),
    voucherOfRedemption(ctx.shop.id, key),
  ]);
  const row = rowsOf<RedemptionRow>(rows, 0)[0];
  if (!row) throw new DomainError("not_found", "The shop has no such redemption.");
  return redemptionView(ctx.now, row, rowsOf<VoucherRow>(rows, 1)[0] ?? null);
}

/** Vouchers shown in a member's summary, the latest first. */
const SUMMARY_VOUCHERS = 20;

/** A member's open vouchers and holds, for the person at the desk. */
export const rewardsSummary: SummaryPart = {
  statements: 2,
  load: (who, now) => {
    const n = who.params.length + 1;
    return [
      statement(
        `SELECT * FROM vouchers WHERE shop = ?1 AND member = ${who.sql} AND status = 'issued'
           AND (expires_at IS NULL OR expires_at > ?${n})
         ORDER BY issued_at DESC, code DESC LIMIT ${SUMMARY_VOUCHERS}`,
        ...who.params,
        now,
      ),
      statement(
        `SELECT * FROM redemptions INDEXED BY redemptions_held
         WHERE shop = ?1 AND member = ${who.sql} AND status = 'held' AND hold_until > ?${n}
         ORDER BY hold_until`,
        ...who.params,
        now,
      ),
    ];
  },
  view: (rows, ctx) => ({
    vouchers: rowsOf<VoucherRow>(rows, 0).map((row) => voucherView(ctx, row)),
    holds: rowsOf<RedemptionRow>(rows, 1).map((row) => redemptionView(ctx.now, row, null)),
  }),
};
