import { type RecordedActivity, replayActivity } from "../activities";
import type { Context } from "../core/context";
import { dropClosed } from "../ledger";
import { enrolledAnew, type OpenMember, openedNext, usageOf } from "../members";
import {
  countedByOrder,
  type Handover,
  handoverFrom,
  type Order,
  type RecordedHandover,
  type RecordedOrder,
  replayHandover,
  replayOrder,
} from "../orders";
import type { Program } from "../program";
import { levelsHeld, mustRecount, placeManuals, recountTiers } from "../tiers";
import { type Happening, happeningsOf } from "./happenings";
import { type Memory, note, noted } from "./note";
import type { RecordedMember, ReplayedMember, Step } from "./recorded";
import { programAt, type Timeline } from "./timeline";

/*
 * All that was recorded of one member decided anew, in memory, by the very functions that decided
 * it. No I/O: whoever calls has loaded the member (`load.ts`) and the programs (`timeline.ts`).
 *
 *   replayMember(ctx, recorded, [{ from: 0, program }], until) → { steps, levels }
 */

/** A replay on its way. */
interface Run extends Memory {
  readonly timeline: Timeline;
  member: OpenMember;
  /** Orders of which something is handed over later. */
  readonly orders: Map<string, HandedOrder>;
}

interface HandedOrder {
  readonly order: Order;
  readonly program: Program;
  readonly before: Handover[];
}

/** Closed lots are dropped every so many steps, as each step goes through those that are there. */
const TIDY_EVERY = 50;

/**
 * What a member's orders and activities before `until` would have brought under a timeline of
 * programs, had each been told when it happened. Orders are taken as they now stand.
 */
export function replayMember(
  ctx: Context,
  recorded: RecordedMember,
  timeline: Timeline,
  until: number,
): ReplayedMember {
  const happenings = happeningsOf(recorded, until);
  const run = begin(ctx, recorded, timeline, happenings[0]?.at ?? until - 1);
  const handed = new Set(recorded.handovers.map((row) => `${row.source} ${row.order_id}`));
  const steps = happenings.map((happening, i) => {
    open(run, happening.at);
    const step = take(run, happening, handed);
    if (i % TIDY_EVERY === 0) tidy(run);
    return step;
  });
  open(run, until - 1);
  return { steps, levels: levelsHeld(run.member) };
}

const asOf = (ctx: Context, now: number): Context => ({
  ...ctx,
  now,
  isDryRun: true,
  usesDraft: false,
});

function begin(
  ctx: Context,
  { person, manuals }: RecordedMember,
  timeline: Timeline,
  at: number,
): Run {
  const member = enrolledAnew(asOf(ctx, at), programAt(timeline, at), person);
  placeManuals(member, manuals);
  return { ctx, timeline, member, counts: new Map(), done: [], orders: new Map() };
}

/** Opens the member for what happened; a program that begins to count before it counts what was. */
function open(run: Run, at: number): void {
  const { ctx, timeline, done } = run;
  for (const { from, program } of timeline) {
    const { member } = run;
    if (from <= member.book.now || from > at) continue;
    if (!mustRecount(member.program.parts, program.parts)) continue;
    run.member = openedNext(asOf(ctx, from), member, program);
    recountTiers(asOf(ctx, from), run.member, done);
  }
  run.member = openedNext(asOf(ctx, at), run.member, programAt(timeline, at));
}

function take(run: Run, happening: Happening, handed: ReadonlySet<string>): Step {
  switch (happening.kind) {
    case "order":
      return place(run, happening.row, handed);
    case "handover":
      return handOver(run, happening.row);
    case "activity":
      return act(run, happening.row);
  }
}

const asked = ({ member, counts }: Run) => ({ member, usage: usageOf(counts) });

function place(run: Run, row: RecordedOrder, handed: ReadonlySet<string>): Step {
  const { ctx, member, orders } = run;
  const { program } = member;
  const { order, effects } = replayOrder(asOf(ctx, row.placed_at), { ...asked(run), program }, row);
  const key = `${row.source} ${row.id}`;
  if (handed.has(key)) orders.set(key, { order, program, before: [] });
  const counted = countedByOrder(order);
  return note(run, { program, at: order.placedAt, effects, ledger: order.ledger, counted });
}

function handOver(run: Run, row: RecordedHandover): Step {
  const { ctx, member, orders } = run;
  const of = orders.get(`${row.source} ${row.order_id}`);
  if (!of) return { at: member.book.now, program: member.program, ...NOTHING };
  const { order, program, before } = of;
  const was = noted(order.ledger);
  const more = { ...asked(run), program };
  const effects = replayHandover(asOf(ctx, member.book.now), more, { order, before }, row);
  before.push(handoverFrom(row));
  const { ledger, placedAt: at } = order;
  return note(run, { program, at, effects, ledger, counted: NOT_COUNTED, was });
}

const NOTHING = { effects: [], used: new Map<string, number>(), drawn: [] };
const NOT_COUNTED = { orders: 0, spend: 0 };

function act(run: Run, row: RecordedActivity): Step {
  const { ctx, member } = run;
  const { program } = member;
  const at = row.occurred_at;
  const given = replayActivity(asOf(ctx, at), { ...asked(run), program }, row);
  return note(run, { program, at, ...given, counted: NOT_COUNTED });
}

function tidy({ member, orders }: Run): void {
  const kept = new Set([...orders.values()].flatMap((o) => o.order.ledger.lots.map((l) => l.lot)));
  dropClosed(member.book, (lot) => kept.has(lot));
}
