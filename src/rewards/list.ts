import type { Context } from "../core/context";
import { pageOf, positionOf } from "../core/cursor";
import { rowsOf } from "../core/database";
import { read } from "../core/transact";
import type { VoucherRow } from "../vouchers";
import { toFulfilStatement } from "./store-handover";
import type { RedemptionRow } from "./tables";
import { redemptionView } from "./view";

export interface ToFulfilPage {
  readonly fulfilment: NonNullable<RedemptionRow["fulfilment"]>;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

type Listed = RedemptionRow & { readonly tracking: string | null; readonly issued: string | null };

/** Things bought for points by what became of them, the oldest first: the list at the desk. */
export async function listToFulfil(ctx: Context, page: ToFulfilPage) {
  const from = positionOf(page.cursor, ["number", "string"]);
  const rows = await read(ctx, [
    toFulfilStatement(ctx.shop.id, page.fulfilment, from, page.limit + 1),
  ]);
  return pageOf(
    rowsOf<Listed>(rows, 0),
    page.limit,
    (row) => redemptionView(ctx.now, row, JSON.parse(row.issued ?? "null") as VoucherRow | null),
    (row) => [row.created_at, row.id],
  );
}
