import type { Context } from "../core/context";
import { type Batch, rowsOf, type Statement, statement } from "../core/database";
import { read } from "../core/transact";
import type { AdjustmentRow, Who } from "../ledger";
import { toIso } from "../lib/time";
import type { OpenMember } from "./member";
import { memberStatementCount, memberStatements } from "./open";
import { opened } from "./opened";
import { walletParts } from "./read";
import { parseRef, whoIs } from "./refs";
import { memberView, walletView } from "./view";

/** What a feature adds to the one read for the person at the desk; see `src/registry.ts`. */
export interface SummaryPart {
  /** How many statements `load` makes. */
  readonly statements: number;
  load(who: Who, now: number): Statement[];
  /** Fields that are merged into the answer; `rows` are those of `load`, in its order. */
  view(rows: Batch, ctx: Context, member: OpenMember): object;
}

declare module "../core/registry" {
  interface Registry {
    readonly summaries: readonly SummaryPart[];
  }
}

const NOTES = 5;

/** Everything about a member that the person at the desk needs. One round trip. */
export async function readSummary(ctx: Context, ref: string) {
  const reading = { ...ctx, isDryRun: true };
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const rows = await read(reading, [
    ...memberStatements(reading, { who, spendable: 0, whole: ["perk"] }),
    latestNotes(who),
    ...ctx.registry.summaries.flatMap((part) => part.load(who, ctx.now)),
  ]);
  const { program, member } = await opened(reading, rows, 0);
  let next = memberStatementCount(0);
  const notes = rowsOf<AdjustmentRow>(rows, next).map(noteView);
  next += 1;
  const parts = ctx.registry.summaries.map((part) => {
    next += part.statements;
    return part.view(rows.slice(next - part.statements, next), ctx, member);
  });
  return {
    member: memberView(program, member, ctx.now),
    wallet: walletView(program, member.book),
    notes,
    ...walletParts(ctx, member),
    ...Object.assign({}, ...parts),
  };
}

const latestNotes = (who: Who): Statement =>
  statement(
    `SELECT * FROM adjustments WHERE shop = ?1 AND member = ${who.sql} AND note IS NOT NULL
     ORDER BY created_at DESC LIMIT ${NOTES}`,
    ...who.params,
  );

const noteView = (row: AdjustmentRow) => ({
  adjustment: row.id,
  unit: row.unit,
  amount: row.amount,
  reason: row.reason,
  note: row.note,
  actor: row.actor,
  at: toIso(row.created_at),
});
