import type { Context } from "../core/context";
import { type Batch, firstOf, rowsOf, type Statement } from "../core/database";
import { deleteTimer, fireSoon, insertTimer, type TimerMessage } from "../core/timers";
import { type Decision, transact } from "../core/transact";
import { partsOf } from "../program";
import type { StoredCosts } from "./cost";
import { pageOfMembers, recordedStatements } from "./load";
import { type ComparedPage, comparePage } from "./page";
import { DRAFT, planTimer } from "./plan";
import { addFound, advancePlan, foundStatements, planStatement } from "./store";
import { countsOf, examplesOf, sumsOf } from "./sums";
import type { PlanExampleRow, PlanRow } from "./tables";
import { timelineFrom, timelineStatement } from "./timeline";

/**
 * A page of a plan's members is looked at, and its sums are added; then comes the next page. A
 * message that is delivered twice finds its page done.
 */
export async function walkPlan(ctx: Context, timer: TimerMessage): Promise<void> {
  if (timer.dueAt > ctx.now) return;
  const [id = "", page] = timer.subject.split(":");
  const { shop } = ctx;
  const after = "(SELECT last_member FROM plans WHERE shop = ?1 AND id = ?2)";
  const next = planTimer(ctx.now, id, Number(page) + 1);
  let goesOn = false;
  await transact(ctx, {
    load: () => [
      planStatement(shop.id, id),
      ...foundStatements(shop.id, id),
      timelineStatement(shop.id),
      ...recordedStatements(pageOfMembers(after), [shop.id, id]),
    ],
    decide: async (rows) => {
      const row = firstOf<PlanRow>(rows, 0);
      const isDue = row?.status === "running" && row.page === Number(page);
      goesOn = isDue && (rows[FIRST_RECORDED]?.length ?? 0) > 0;
      const timers = [deleteTimer(timer), ...(goesOn ? [insertTimer(ctx, next)] : [])];
      const writes = isDue ? await lookAt(ctx, row, rows) : [];
      return done([...timers, ...writes]);
    },
  });
  if (goesOn) fireSoon(ctx, next);
}

/** The plan, what it found, the programs. */
const FIRST_RECORDED = 5;

const done = (writes: readonly Statement[]): Decision => ({
  status: 200,
  body: {},
  writes,
  fact: null,
});

/** Without a member the page is beyond the last one, and the plan is done. */
async function lookAt(ctx: Context, row: PlanRow, rows: Batch): Promise<Statement[]> {
  const page = await comparedPage(ctx, row, rows);
  const counts = countsOf(page.compared);
  const last = page.compared.at(-1)?.member;
  const advance = advancePlan(row, {
    ...counts,
    last_member: last ?? row.last_member,
    is_cut: page.isCut,
    status: last === undefined ? "done" : "running",
    finished_at: last === undefined ? ctx.now : null,
  });
  if (last === undefined) return [advance];
  const examples = examplesOf(rowsOf<PlanExampleRow>(rows, 3), page.compared);
  return [advance, ...addFound(row, sumsOf(page.compared), examples)];
}

async function comparedPage(ctx: Context, row: PlanRow, rows: Batch): Promise<ComparedPage> {
  const { starts_at: from, ends_at: until } = row;
  const document = firstOf<{ document: string }>(rows, 1)?.document ?? "{}";
  const parts = partsOf(ctx, JSON.parse(document));
  const costs = JSON.parse(row.costs) as StoredCosts;
  const timeline = await timelineFrom(ctx, rows, 4, until);
  const planned = { timeline, draft: { number: DRAFT, parts }, from, until, costs };
  return comparePage(ctx, planned, rows, FIRST_RECORDED);
}
