import type { Context } from "../core/context";
import { type Position, pageOf, positionOf } from "../core/cursor";
import { type Batch, firstOf, type Row, rowsOf, type Statement, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import type { Who } from "../ledger";
import { type TransferRow, transferId } from "../ledger";
import { NEVER, toIso } from "../lib/time";
import { parseRef, whoIs } from "./refs";

export interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Reads that a member exists, so that an unknown one is told from one without history. */
export const exists = (who: Who): Statement =>
  statement(`SELECT id FROM members WHERE shop = ?1 AND id = ${who.sql}`, ...who.params);

/** @throws {DomainError} not_found */
export function idIn(rows: Batch): string {
  const found = firstOf<{ id: string }>(rows, 0);
  if (!found) throw new DomainError("not_found", "The shop has no such member.");
  return found.id;
}

/** A member's transfers, the latest first. One round trip. */
export async function listTransfers(ctx: Context, ref: string, page: Page) {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const [before] = positionOf(page.cursor, ["number"]) ?? [NEVER];
  const n = who.params.length;
  const rows = await read(ctx, [
    exists(who),
    statement(
      `SELECT * FROM transfers WHERE shop = ?1 AND member = ${who.sql} AND seq < ?${n + 1}
       ORDER BY seq DESC LIMIT ?${n + 2}`,
      ...who.params,
      before ?? NEVER,
      page.limit + 1,
    ),
  ]);
  idIn(rows);
  return pageOf(rowsOf<TransferRow>(rows, 1), page.limit, transferView, (row) => [row.seq]);
}

export const transferView = (row: TransferRow) => ({
  id: transferId(row.member, row.seq),
  unit: row.unit,
  amount: row.amount,
  from: row.from_account,
  to: row.to_account,
  reason: row.reason,
  cause: row.cause,
  line: row.line,
  rule: row.rule,
  program: row.program,
  lot: row.lot,
  reverses: row.reverses === null ? null : transferId(row.member, row.reverses),
  happenedAt: toIso(row.happened_at),
  recordedAt: toIso(row.recorded_at),
});

interface FactRow extends Row {
  readonly id: string;
  readonly local_day: string;
  readonly caller: string;
  readonly facts: string;
  readonly happened_at: number;
  readonly recorded_at: number;
}

/** Everything that happened to a member, the latest first. One round trip. */
export async function listTimeline(ctx: Context, ref: string, page: Page) {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const after = positionOf(page.cursor, ["number", "string", "string"]) ?? [NEVER, "", ""];
  const n = who.params.length;
  const rows = await read(ctx, [
    exists(who),
    statement(
      `SELECT id, local_day, caller, facts, happened_at, recorded_at
       FROM facts INDEXED BY facts_by_member
       WHERE shop = ?1 AND member = ${who.sql}
         AND (happened_at, local_day, id) < (?${n + 1}, ?${n + 2}, ?${n + 3})
       ORDER BY happened_at DESC, local_day DESC, id DESC LIMIT ?${n + 4}`,
      ...who.params,
      ...after,
      page.limit + 1,
    ),
  ]);
  idIn(rows);
  return pageOf(
    rowsOf<FactRow>(rows, 1),
    page.limit,
    factView,
    (row): Position => [row.happened_at, row.local_day, row.id],
  );
}

const factView = (row: FactRow) => ({
  id: row.id,
  happenedAt: toIso(row.happened_at),
  recordedAt: toIso(row.recorded_at),
  caller: row.caller,
  facts: JSON.parse(row.facts) as Row[],
});
