import type { Context } from "../core/context";
import { findShop } from "./store";
import type { ShopRow } from "./tables";

/** Somebody of the staff who gets the daily report by mail. */
export interface ReportReader {
  readonly email: string;
  readonly locale: "de" | "en";
}

export const reportsToOf = (row: ShopRow): ReportReader[] =>
  JSON.parse(row.reports_to ?? "[]") as ReportReader[];

/** Who gets the shop's daily report; asked when it is sent, as the list holds personal data. */
export async function reportReaders(ctx: Context): Promise<ReportReader[]> {
  const row = await findShop(ctx.env, ctx.shop.id);
  return row ? reportsToOf(row) : [];
}
