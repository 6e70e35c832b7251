import type { Context } from "../core/context";
import { pageOf, positionOf } from "../core/cursor";
import { rowsOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import { NEVER } from "../lib/time";
import { parseRef, whoIs } from "../members";
import { donationsStatement } from "./store";
import type { DonationRow } from "./tables";
import { donationView } from "./view";

/** What a member gave of their own, the latest first. @throws {DomainError} not_found */
export async function listDonations(
  ctx: Context,
  ref: string,
  page: { limit: number; cursor?: string | undefined },
) {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const before = positionOf(page.cursor, ["number", "string"]) ?? [NEVER, ""];
  const rows = await read(ctx, [
    statement(`SELECT id FROM members WHERE shop = ?1 AND id = ${who.sql}`, ...who.params),
    donationsStatement(who, before, page.limit + 1),
  ]);
  if (rowsOf(rows, 0).length === 0)
    throw new DomainError("not_found", "The shop has no such member.");
  const position = (row: DonationRow) => [row.created_at, row.id];
  return pageOf(rowsOf<DonationRow>(rows, 1), page.limit, donationView, position);
}
