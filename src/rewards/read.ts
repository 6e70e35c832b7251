import type { Context } from "../core/context";
import { rowsOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import type { SummaryPart } from "../members";
import type { VoucherRow } from "../vouchers";
import { redemptionKey } from "./keys";
import { redemptionStatement, voucherOfRedemption } from "./store";
import type { RedemptionRow } from "./tables";
import { redemptionView, type ShownRedemption } from "./view";

/** One redemption as of now. @throws {DomainError} not_found */
export async function readRedemption(ctx: Context, id: string) {
  const key = redemptionKey(id);
  const rows = await read(ctx, [
    redemptionStatement(ctx.shop.id, key),
    voucherOfRedemption(ctx.shop.id, key),
  ]);
  const row = rowsOf<ShownRedemption>(rows, 0)[0];
  if (!row) throw new DomainError("not_found", "The shop has no such redemption.");
  return redemptionView(ctx.now, row, rowsOf<VoucherRow>(rows, 1)[0] ?? null);
}

/** A member's open holds, for the person at the desk. */
export const rewardsSummary: SummaryPart = {
  statements: 1,
  load: (who, now) => [
    statement(
      `SELECT * FROM redemptions INDEXED BY redemptions_held
       WHERE shop = ?1 AND member = ${who.sql} AND status = 'held'
         AND hold_until > ?${who.params.length + 1}
       ORDER BY hold_until`,
      ...who.params,
      now,
    ),
  ],
  view: (rows, ctx) => ({
    holds: rowsOf<RedemptionRow>(rows, 0).map((row) => redemptionView(ctx.now, row, null)),
  }),
};
