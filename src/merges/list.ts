import type { Context } from "../core/context";
import { type Position, pageOf, positionOf } from "../core/cursor";
import { rowsOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import { NEVER } from "../lib/time";
import { parseRef, whoIs } from "../members";
import type { MergeRow } from "./tables";
import { mergeView } from "./view";

export interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * Who was merged into a member, undone merges too, the latest first. One round trip.
 *
 * @throws {DomainError} not_found
 */
export async function listMerges(ctx: Context, ref: string, page: Page) {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const [before = NEVER] = positionOf(page.cursor, ["number"]) ?? [];
  const n = who.params.length;
  const rows = await read(ctx, [
    statement(`SELECT id FROM members WHERE shop = ?1 AND id = ${who.sql}`, ...who.params),
    statement(
      `SELECT * FROM merges WHERE shop = ?1 AND target = ${who.sql} AND shift < ?${n + 1}
       ORDER BY shift DESC LIMIT ?${n + 2}`,
      ...who.params,
      before,
      page.limit + 1,
    ),
  ]);
  if (rowsOf(rows, 0).length === 0) {
    throw new DomainError("not_found", "The shop has no such member.");
  }
  const position = (row: MergeRow): Position => [row.shift];
  return pageOf(rowsOf<MergeRow>(rows, 1), page.limit, mergeView, position);
}
