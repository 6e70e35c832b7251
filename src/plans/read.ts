import type { Context } from "../core/context";
import { type Position, pageOf, positionOf } from "../core/cursor";
import { type Batch, type Database, firstOf, rowsOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { read, readFrom, transact } from "../core/transact";
import { DAY } from "../lib/time";
import { partsOf, programNumbered } from "../program";
import { advancePlan, deletePlansBefore, foundStatements, planStatement } from "./store";
import { countsOf } from "./sums";
import type { PlanExampleRow, PlanRow, PlanSumRow } from "./tables";
import { planBrief, planView } from "./view";

/** A plan with what it found so far. One round trip. @throws {DomainError} not_found */
export async function readPlan(ctx: Context, id: string) {
  const { shop } = ctx;
  const rows = await read(ctx, [planStatement(shop.id, id), ...foundStatements(shop.id, id)]);
  return viewOf(ctx, thePlan(rows), rows);
}

function thePlan(rows: Batch): PlanRow {
  const row = firstOf<PlanRow>(rows, 0);
  if (!row) throw new DomainError("not_found", "The shop has no such plan; they are kept 30 days.");
  return row;
}

async function viewOf(ctx: Context, row: PlanRow, rows: Batch) {
  const { document = "{}" } = firstOf<{ document: string }>(rows, 1) ?? {};
  const current = await programNumbered(ctx, row.program);
  return planView(ctx, row, {
    draft: partsOf(ctx, JSON.parse(document)),
    current: current.parts,
    sums: rowsOf<PlanSumRow>(rows, 2),
    examples: rowsOf<PlanExampleRow>(rows, 3),
  });
}

/** The shop's plans, the latest first. One round trip. */
export async function listPlans(ctx: Context, limit: number, cursor: string | undefined) {
  // Ids sort by time, and a tilde after all of them.
  const [before = "~"] = positionOf(cursor, ["string"]) ?? [];
  const rows = await read(ctx, [
    statement(
      "SELECT * FROM plans WHERE shop = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3",
      ctx.shop.id,
      String(before),
      limit + 1,
    ),
  ]);
  const position = (row: PlanRow): Position => [row.id];
  return pageOf(rowsOf<PlanRow>(rows, 0), limit, planBrief, position);
}

/** Ends a plan that is under way; one that has ended stays as it is. @throws {DomainError} not_found */
export const cancelPlan = (ctx: Context, id: string) =>
  transact(ctx, {
    load: () => [planStatement(ctx.shop.id, id), ...foundStatements(ctx.shop.id, id)],
    decide: async (rows) => {
      const row = thePlan(rows);
      const isOver = row.status !== "running";
      const cancelled = { status: "cancelled", finished_at: ctx.now } as const;
      const { last_member } = row;
      const by = { ...countsOf([]), ...cancelled, last_member, is_cut: row.is_cut === 1 };
      return {
        status: 200,
        body: await viewOf(ctx, isOver ? row : { ...row, ...cancelled }, rows),
        writes: isOver ? [] : [advancePlan(row, by)],
        fact: null,
      };
    },
  });

/** How long a plan is kept. */
const KEPT_MS = 30 * DAY;

export async function deleteOldPlans(db: Database, shop: string, now: number): Promise<void> {
  await readFrom(db, deletePlansBefore(shop, now - KEPT_MS));
}
