import type { Context } from "../core/context";
import { type Batch, firstOf, statement } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { fireSoon, insertTimer } from "../core/timers";
import { type Decision, transact } from "../core/transact";
import { newId } from "../lib/ids";
import { draftStatement, proposedParts } from "../program";
import type { Compared } from "./compare";
import { costsOf } from "./cost";
import { COUNTED_MEMBERS, MAX_RUNNING } from "./limits";
import { LOOKED_AT, PAGE_MEMBERS, pageOfMembers, recordedStatements } from "./load";
import { comparePage, type Planned } from "./page";
import { addFound, insertPlan } from "./store";
import { countsOf, examplesOf, type Sum, sumsOf } from "./sums";
import type { PlanRow } from "./tables";
import { programAt, timelineFrom, timelineStatement } from "./timeline";
import { planView } from "./view";

export interface PlanAsked {
  /** Without it the stored draft. */
  readonly document?: unknown;
  readonly from: number;
  /** Exclusive; now without it. */
  readonly to?: number | undefined;
  readonly assumptions: {
    /** Minor units; without it what the rewards say. */
    readonly costPerPoint?: number | undefined;
  };
}

/** Walks the shop's members for a plan; the subject names plan and page. */
export const PLAN_TIMER = "plan";
export const planTimer = (now: number, id: string, page: number) => ({
  dueAt: now,
  subject: `${id}:${page}`,
  kind: PLAN_TIMER,
});

/**
 * Finds what a draft would have brought in a span, by replaying what is recorded: at once where the
 * shop has few members, else page by page through the Queue. Nothing of the members is written.
 *
 * @throws {DomainError} no_draft, invalid_program, invalid_time, too_many_plans
 */
export async function planProgram(ctx: Context, asked: PlanAsked) {
  const until = asked.to ?? ctx.now;
  checkSpan(asked.from, until, ctx.now);
  const id = newId("pln");
  const timer = planTimer(ctx.now, id, 0);
  const answer = await transact(ctx, {
    load: () => [
      draftStatement(ctx),
      statement(
        `SELECT (SELECT count(*) FROM
             (SELECT 1 FROM members WHERE shop = ?1 AND ${LOOKED_AT}
              LIMIT ${COUNTED_MEMBERS + 1})) AS members,
           (SELECT count(*) FROM plans WHERE shop = ?1 AND status = 'running') AS running`,
        ctx.shop.id,
      ),
      timelineStatement(ctx.shop.id),
      ...recordedStatements(pageOfMembers("''"), [ctx.shop.id]),
    ],
    decide: (rows) => decide(ctx, rows, { ...asked, until, id }),
  });
  if (answer.status === 202 && !answer.isReplay) fireSoon(ctx, timer);
  return answer;
}

function checkSpan(from: number, until: number, now: number): void {
  if (until > now) throw refuse("invalid_time", "/to", "Only what is past can be replayed.");
  if (from >= until) throw refuse("invalid_time", "/from", "The span ends before it begins.");
}

interface Planning extends PlanAsked {
  readonly id: string;
  readonly until: number;
}

async function decide(ctx: Context, rows: Batch, planning: Planning): Promise<Decision> {
  const { id, from, until, assumptions } = planning;
  const { members, running } = firstOf<Counted>(rows, 1) ?? { members: 0, running: 0 };
  if (running >= MAX_RUNNING) {
    throw new DomainError("too_many_plans", "Wait for one to end, or cancel it.");
  }
  const parts = proposedParts(ctx, planning.document, rows, 0);
  const timeline = await timelineFrom(ctx, rows, 2, until);
  const current = programAt(timeline, until - 1);
  const assumed = assumptions.costPerPoint ?? null;
  const costs = { before: costsOf(current.parts, assumed), after: costsOf(parts, assumed) };
  const draft = { number: DRAFT, parts };
  const row = newPlan(ctx, { id, from, until, members, program: current.number });
  const planned: Planned = { timeline, draft, from, until, costs };
  const isSmall = members <= PAGE_MEMBERS && isWhole(rows, members);
  const page = isSmall ? comparePage(ctx, planned, rows, FIRST_RECORDED) : null;
  return answered(ctx, { ...row, costs: JSON.stringify({ ...costs, assumed }) }, planned, page);
}

interface Counted {
  readonly members: number;
  readonly running: number;
}

/** The number of a program that is no version. */
export const DRAFT = -1;
const FIRST_RECORDED = 3;

const isWhole = (rows: Batch, members: number): boolean =>
  (rows[FIRST_RECORDED]?.length ?? 0) === members;

interface NewPlan {
  readonly id: string;
  readonly from: number;
  readonly until: number;
  readonly members: number;
  readonly program: number;
}

const newPlan = (ctx: Context, { id, from, until, members, program }: NewPlan): PlanRow => ({
  shop: ctx.shop.id,
  id,
  status: "running",
  page: 0,
  last_member: "",
  members,
  looked_at: 0,
  gaining: 0,
  losing: 0,
  differing: 0,
  is_cut: 0,
  starts_at: from,
  ends_at: until,
  program,
  costs: "{}",
  created_by: ctx.caller.credential,
  created_at: ctx.now,
  finished_at: null,
});

/** @param page of all members, where they are few */
function answered(
  ctx: Context,
  row: PlanRow,
  { draft, timeline, until }: Planned,
  page: { readonly compared: readonly Compared[]; readonly isCut: boolean } | null,
): Decision {
  const document = JSON.stringify(draft.parts);
  const current = programAt(timeline, until - 1);
  const told = { draft: draft.parts, current: current.parts };
  if (!page) {
    const timer = insertTimer(ctx, planTimer(ctx.now, row.id, 0));
    const body = planView(ctx, row, { ...told, sums: [], examples: [] });
    return { status: 202, body, writes: [...insertPlan(row, document), timer], fact: null };
  }
  const { compared, isCut } = page;
  const done: PlanRow = {
    ...row,
    ...countsOf(compared),
    status: "done",
    page: 1,
    last_member: compared.at(-1)?.member ?? "",
    is_cut: Number(isCut),
    finished_at: ctx.now,
  };
  const found = { sums: sumsOf(compared) as readonly Sum[], examples: examplesOf([], compared) };
  return {
    status: 200,
    body: planView(ctx, done, { ...told, ...found }),
    writes: [...insertPlan(done, document), ...addFound(done, found.sums, found.examples)],
    fact: null,
  };
}
