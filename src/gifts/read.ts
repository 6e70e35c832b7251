import type { Context } from "../core/context";
import { type Position, pageOf, positionOf } from "../core/cursor";
import { rowsOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import { parseRef, whoIs } from "../members";
import { giftsStatement, LATEST } from "./store";
import type { GiftRow } from "./tables";
import { giftView } from "./view";

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** What a member gave and was given, the latest first. One round trip. */
export async function listGifts(ctx: Context, ref: string, page: Page) {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const [at, id] = positionOf(page.cursor, ["number", "string"]) ?? LATEST;
  const rows = await read(ctx, [
    statement(`SELECT id FROM members WHERE shop = ?1 AND id = ${who.sql}`, ...who.params),
    giftsStatement(who, [Number(at), String(id)], page.limit),
  ]);
  const member = rowsOf<{ id: string }>(rows, 0)[0]?.id;
  if (member === undefined) throw new DomainError("not_found", "The shop has no such member.");
  return pageOf(
    rowsOf<GiftRow>(rows, 1),
    page.limit,
    (row) => ({ ...giftView(row), direction: row.giver === member ? "sent" : "received" }),
    (row): Position => [row.created_at, row.id],
  );
}
