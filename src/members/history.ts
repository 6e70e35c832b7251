import type { Context } from "../core/context";
import { type Position, pageOf, positionOf } from "../core/cursor";
import { type Batch, firstOf, type Row, rowsOf, type Statement, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import type { Who } from "../ledger";
import { type TransferRow, transferId } from "../ledger";
import { NEVER, toIso } from "../lib/time";
import { toldIn, transfersBefore } from "./aliases";
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

/** A member's transfers, the latest first; those of an alias too. One round trip. */
export async function listTransfers(ctx: Context, ref: string, page: Page) {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const [before] = positionOf(page.cursor, ["number"]) ?? [];
  const rows = await read(ctx, [
    exists(who),
    ...transfersBefore(who, Number(before ?? NEVER), page.limit + 1),
  ]);
  idIn(rows);
  const told = toldIn(rows, 1, page.limit + 1);
  return pageOf(told, page.limit, transferView, (row) => [row.place]);
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

/** Everything that happened to a member, the latest first; to an alias too. One round trip. */
export async function listTimeline(ctx: Context, ref: string, page: Page) {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const after = positionOf(page.cursor, ["number", "string", "string"]) ?? [NEVER, "", ""];
  const n = who.params.length;
  const params = [...who.params, ...after, page.limit + 1];
  const facts = (from: string, isOwn: string) =>
    statement(
      `SELECT f.id, f.local_day, f.caller, f.facts, f.happened_at, f.recorded_at
       FROM ${from} facts f INDEXED BY facts_by_member
       WHERE f.shop = ?1 AND ${isOwn}
         AND (f.happened_at, f.local_day, f.id) < (?${n + 1}, ?${n + 2}, ?${n + 3})
       ORDER BY f.happened_at DESC, f.local_day DESC, f.id DESC LIMIT ?${n + 4}`,
      ...params,
    );
  const rows = await read(ctx, [
    exists(who),
    facts("", `f.member = ${who.sql}`),
    facts("aliases a CROSS JOIN", `a.shop = ?1 AND a.root = ${who.sql} AND f.member = a.alias`),
  ]);
  idIn(rows);
  const all = [1, 2].flatMap((i) => rowsOf<FactRow>(rows, i)).sort(latestFirst);
  return pageOf(all.slice(0, page.limit + 1), page.limit, factView, positionIn);
}

const positionIn = (row: FactRow): Position => [row.happened_at, row.local_day, row.id];

function latestFirst(a: FactRow, b: FactRow): number {
  if (a.happened_at !== b.happened_at) return b.happened_at - a.happened_at;
  const [one, two] = [a.local_day + a.id, b.local_day + b.id];
  return one < two ? 1 : -1;
}

const factView = (row: FactRow) => ({
  id: row.id,
  happenedAt: toIso(row.happened_at),
  recordedAt: toIso(row.recorded_at),
  caller: row.caller,
  facts: JSON.parse(row.facts) as Row[],
});
