import type { Context } from "../core/context";
import { type Batch, firstOf, rowsOf, type Statement, statement } from "../core/database";
import { type Decision, read, transact } from "../core/transact";
import { addDays, localDay, MINUTE } from "../lib/time";
import { type Basis, basisOf } from "./basis";
import { groupsOf, settledDays } from "./days";
import type { Era } from "./lifecycle-rules";
import {
  anyChange,
  type LoadedState,
  marksOfLast,
  type NextState,
  putState,
  stateStatement,
  versionsStatement,
  wipeStatements,
} from "./state";
import {
  clicksOfDaysStatement,
  clicksStatement,
  dirtyFactsStatement,
  END,
  factsStatement,
  marksStatement,
  membersStatement,
  PAGE,
  type PageRow,
} from "./store";
import { sumsWrites } from "./sums-writes";
import { newTask, type Task, taskFrom } from "./task";

/** Commits of one message. With more left, another message goes on; the free plan allows few. */
const STEPS = 2;

/** A write that began before midnight may commit after it, and marks no day. */
const UNDER_WAY_MS = MINUTE;

/** The last day of a shop that is over. A sandbox marks every day, so that there it is exact. */
export const yesterdayOf = ({ now, shop }: Context): string =>
  addDays(localDay(shop.isSandbox ? now : now - UNDER_WAY_MS, shop.timeZone), -1);

/**
 * Brings a shop's metrics up to yesterday: missed days, then past days that facts were added to.
 * Each step is one commit that also moves the mark of how far it got, under the state's guard: run
 * twice, in parallel or cut off, it goes on where the last commit ended.
 *
 * @returns whether nothing is left to do
 */
export async function computeMetrics(ctx: Context, steps = STEPS): Promise<boolean> {
  for (let i = 0; i < steps; i++) {
    const { body } = await transact(ctx, {
      load: () => [stateStatement(ctx.shop.id), versionsStatement(ctx.shop.id)],
      decide: (rows) => step(ctx, rows),
    });
    if ((body as { isDone: boolean }).isDone) return true;
  }
  return false;
}

const decision = (isDone: boolean, writes: readonly Statement[]): Decision => ({
  status: 200,
  body: { isDone },
  writes,
  fact: null,
});

async function step(ctx: Context, rows: Batch): Promise<Decision> {
  const state = firstOf<LoadedState>(rows, 0);
  if (!state) throw new Error("a state is always one row");
  const basis = await basisOf(ctx, rows, 1);
  const task = taskFrom(state.task) ?? nextTask(ctx, state, basis.text);
  const before: NextState = {
    throughDay: state.through_day,
    task,
    basis: state.basis ?? basis.text,
  };
  if (task === null) return rest(ctx, state, before);
  const { writes, next } = await STEP[task.kind](ctx, task, { before, basis });
  return decision(false, [...writes, putState(ctx.shop.id, state.version, next)]);
}

/**
 * Nothing to do; a shop without a fact is up to date, and what comes later begins after that. So
 * it is with an empty sandbox whose clock was set back.
 */
function rest(ctx: Context, { version, through_day }: LoadedState, before: NextState): Decision {
  const yesterday = yesterdayOf(ctx);
  if (through_day !== null && through_day <= yesterday) return decision(true, []);
  const next = { ...before, throughDay: yesterday };
  return decision(true, [putState(ctx.shop.id, version, next)]);
}

interface At {
  readonly before: NextState;
  readonly basis: Basis;
}

interface Stepped {
  readonly writes: readonly Statement[];
  readonly next: NextState;
}

const STEP: Readonly<Record<Task["kind"], (ctx: Context, task: Task, at: At) => Promise<Stepped>>> =
  { days: walkNewDays, dirty: walkDirtyDays, members: walkMembers, wipe };

async function walkNewDays(ctx: Context, task: Task, { before, basis }: At): Promise<Stepped> {
  const { writes, task: rest, throughDay } = await walk(ctx, task, basis.eras);
  return { writes, next: { ...before, throughDay, task: rest } };
}

async function walkDirtyDays(ctx: Context, task: Task, { before, basis }: At): Promise<Stepped> {
  const { writes, task: rest } = await walk(ctx, task, basis.eras);
  return { writes, next: { ...before, task: rest } };
}

async function walkMembers(ctx: Context, task: Task, { before, basis }: At): Promise<Stepped> {
  const rows = await read(ctx, [membersStatement(ctx.shop.id, task)]);
  const found = rowsOf<{ member: string }>(rows, 0).map((row) => row.member);
  const writes = await sumsWrites(ctx, found, basis.eras, []);
  const last = found.length === PAGE ? found.at(-1) : undefined;
  if (last !== undefined) return { writes, next: { ...before, task: { ...task, id: last } } };
  const next = { ...before, task: null, basis: task.basis ?? basis.text };
  return { writes: [...writes, ...marksOfLast(ctx.shop.id, before.throughDay)], next };
}

async function wipe(ctx: Context, task: Task, { basis }: At): Promise<Stepped> {
  const isLast = rowsOf(await read(ctx, [anyChange(ctx.shop.id)]), 0).length === 0;
  const next = { throughDay: null, task: isLast ? null : task, basis: basis.text };
  return { writes: wipeStatements(ctx.shop.id), next };
}

/** What is to be done next; null when the metrics are as they should be. */
function nextTask(ctx: Context, state: LoadedState, basis: string): Task | null {
  const yesterday = yesterdayOf(ctx);
  if (state.basis !== null && state.basis !== basis) {
    return { ...newTask("members", yesterday, "", ""), basis };
  }
  const after = state.through_day ?? (state.first_day && addDays(state.first_day, -1));
  if (after === null) return null;
  if (after < yesterday) return newTask("days", yesterday, after, END);
  const isDirty = state.dirty_day !== null && state.dirty_day <= yesterday;
  return isDirty ? newTask("dirty", yesterday, "", "") : null;
}

interface Walked {
  readonly writes: readonly Statement[];
  readonly task: Task | null;
  /** Last day that is done; only new days make it later. */
  readonly throughDay: string;
}

/** One page of facts: sums of the days that it ends, and the members that it touches. */
async function walk(ctx: Context, task: Task, eras: readonly Era[]): Promise<Walked> {
  const shop = ctx.shop.id;
  const isNew = task.kind === "days";
  const rows = await read(ctx, [
    isNew ? factsStatement(shop, task) : dirtyFactsStatement(shop, task),
    isNew ? marksStatement(shop, task) : statement("SELECT 1 WHERE false"),
  ]);
  const page = rowsOf<PageRow>(rows, 0);
  checkOrder(page);
  const groups = groupsOf(task, page, rowsOf<{ local_day: string; marks: number }>(rows, 1));
  const isEnd = page.length < PAGE;
  const last = isEnd ? undefined : groups.at(-1);
  const finished = last ? groups.slice(0, -1) : groups;
  const throughDay = isEnd ? task.until : addDays(last?.day ?? task.until, -1);
  const clicks = await read(ctx, [
    isNew
      ? clicksStatement(shop, clicksAfter(task), throughDay)
      : clicksOfDaysStatement(
          shop,
          finished.map((group) => group.day),
        ),
  ]);
  const days = settledDays(finished, rowsOf(clicks, 0), isNew);
  const members = [...new Set(groups.flatMap((group) => [...group.members]))];
  const writes = await sumsWrites(ctx, members, eras, days);
  const next: Task | null = last
    ? {
        ...task,
        day: last.day,
        id: last.lastId,
        partial: { numbers: last.numbers, marks: last.marks },
      }
    : null;
  return { writes, task: next, throughDay };
}

/** A fact that came late in its page would be left out of the next ones. */
function checkOrder(page: readonly PageRow[]): void {
  const place = ({ local_day, id }: PageRow) => `${local_day} ${id ?? ""}`;
  const isSorted = page.every((row, i) => i === 0 || place(page[i - 1] ?? row) < place(row));
  if (!isSorted) throw new Error("facts came out of order");
}

/** Clicks of new days are those since the last day that was done. */
const clicksAfter = (task: Task): string => (task.partial ? addDays(task.day, -1) : task.day);
