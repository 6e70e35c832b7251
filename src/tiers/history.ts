import type { Context } from "../core/context";
import { firstOf, rowsOf, statement } from "../core/database";
import type { Fact } from "../core/facts";
import type { ProgramParts } from "../core/registry";
import { deleteTimer, fireSoon, insertTimer, type TimerMessage } from "../core/timers";
import { read, transact } from "../core/transact";
import { newId } from "../lib/ids";
import { closeMember, factOf, memberStatements, type OpenMember, openMember } from "../members";
import { programNow, programNumbered } from "../program";
import type { StoredProgress } from "./codec";
import { longestOf } from "./days";
import { HISTORY_STATEMENTS, historyStatements, talliesFrom } from "./history-store";
import { EMPTY_PROGRESS, type MemberTiers, placeTiers } from "./member-tiers";
import { changesSince, lookAgain, placeTold, reckoningOf } from "./part";
import { HISTORY_TIMER } from "./progress";
import { ALWAYS_KEPT_DAYS } from "./standing";
import { EMPTY_TALLY, type Tally } from "./tally";

/** Walks the shop's members; the subject is the last that was done. */
const WALK_TIMER = "tier_walk";
/** Members of one commit of the walk. */
const PAGE = 250;

/**
 * A program was applied: where it is the first with tiers, or looks further back than progress is
 * kept, what members did before is counted, from when the program is in force.
 */
export async function followProgram(
  ctx: Context,
  entry: { readonly all: readonly Fact[] },
): Promise<void> {
  for (const { type, version, validFrom } of entry.all) {
    if (type !== "program_applied") continue;
    const [number, from] = [Number(version), Number(validFrom)];
    const { parts } = await programNumbered(ctx, number);
    if (parts.tiers.length === 0) continue;
    if (mustRecount(await programBefore(ctx, number, from), parts)) await startWalk(ctx, from);
  }
}

/** Whether a program with tiers counts what the one before it did not, or keeps no longer. */
export const mustRecount = (before: ProgramParts, after: ProgramParts): boolean =>
  after.tiers.length > 0 && (before.tiers.length === 0 || daysNeeded(after) > daysKept(before));

async function programBefore(ctx: Context, number: number, from: number): Promise<ProgramParts> {
  const rows = await read(ctx, [
    statement(
      `SELECT number FROM program_versions
       WHERE shop = ?1 AND (valid_from, number) < (?2, ?3) ORDER BY valid_from DESC, number DESC LIMIT 1`,
      ctx.shop.id,
      from,
      number,
    ),
  ]);
  return (await programNumbered(ctx, firstOf<{ number: number }>(rows, 0)?.number ?? 0)).parts;
}

/** How far back the sets of a program look: a window and the one before it, and the grace. */
const daysNeeded = ({ tiers }: ProgramParts): number =>
  Math.max(
    0,
    ...tiers.map(({ window, grace }) => {
      if (window.type === "lifetime") return 0;
      const length = window.type === "rolling" ? longestOf(window.length) : 366;
      return 2 * length + longestOf(grace);
    }),
  );

const daysKept = (parts: ProgramParts): number => Math.max(ALWAYS_KEPT_DAYS, daysNeeded(parts));

async function startWalk(ctx: Context, from: number): Promise<void> {
  const timer = { dueAt: Math.max(ctx.now, from), subject: "", kind: WALK_TIMER };
  await ctx.db.batch([insertTimer(ctx, timer)]);
  if (timer.dueAt <= ctx.now) fireSoon(ctx, timer);
}

/** A page of members has its history counted, each by a timer of its own; then the next page. */
export async function walkHistory(ctx: Context, timer: TimerMessage): Promise<void> {
  if (timer.dueAt > ctx.now) return;
  const { parts } = await programNow(ctx);
  const rows = await read(ctx, [
    statement(
      `SELECT id, kept_orders, next_seq FROM members WHERE shop = ?1 AND id > ?2 AND kind <> 'household'
       ORDER BY id LIMIT ${PAGE}`,
      ctx.shop.id,
      timer.subject,
    ),
  ]);
  const page = rowsOf<{ id: string; kept_orders: number; next_seq: number }>(rows, 0);
  const last = page.at(-1);
  const done = page.filter((m) => m.kept_orders > 0 || m.next_seq > 1);
  const timers = parts.tiers.length === 0 ? [] : done.map(({ id }) => historyTimer(ctx, id));
  if (last && page.length === PAGE && parts.tiers.length > 0) {
    timers.push({ dueAt: ctx.now, subject: last.id, kind: WALK_TIMER });
  }
  await ctx.db.batch([deleteTimer(timer), ...timers.map((t) => insertTimer(ctx, t))]);
  fireSoon(ctx, ...timers);
}

export const historyTimer = (ctx: Context, member: string) => ({
  dueAt: ctx.now,
  subject: member,
  kind: HISTORY_TIMER,
});

/**
 * Counts all that a member did, from what is recorded, in place of what was counted. Run twice it
 * comes to the same.
 */
export async function countHistory(ctx: Context, timer: TimerMessage): Promise<void> {
  if (timer.dueAt > ctx.now) return;
  const params = [ctx.shop.id, timer.subject];
  const factId = newId("fct");
  await transact(ctx, {
    load: () => [
      ...historyStatements("SELECT ?2 AS id", params),
      ...memberStatements(ctx, { who: { sql: "?2", params }, spendable: 0 }),
    ],
    decide: async (rows) => {
      const member = await openMember(ctx, rows.slice(HISTORY_STATEMENTS), 0);
      const done = { status: 200, body: {}, writes: [deleteTimer(timer)], fact: null };
      if (!member || member.row.merged_into !== null) return done;
      if (member.program.parts.tiers.length === 0) return done;
      const tallies = talliesFrom(rows, 0, ctx.shop.timeZone);
      replaceTally(ctx, member, tallies.get(member.row.id) ?? EMPTY_TALLY);
      return {
        ...done,
        writes: [deleteTimer(timer), ...closeMember(ctx, member)],
        fact: member.facts.length > 0 ? factOf(ctx, member, factId, ctx.now, []) : null,
      };
    },
  });
}

/** Levels that history gives bring nothing on entry: that is for what members do. */
export function replaceTally(ctx: Context, member: OpenMember, tally: Tally): void {
  const { stored, vouchers } = member.parts.tiers ?? {
    stored: EMPTY_PROGRESS,
    vouchers: new Map(),
  };
  retell(ctx, member, { ...stored, isComplete: true, tally }, vouchers);
}

/** Tells the levels that a progress comes to, counted from its first day. */
export function retell(
  ctx: Context,
  member: OpenMember,
  stored: StoredProgress,
  vouchers: MemberTiers["vouchers"],
): void {
  const sets = Object.fromEntries(
    Object.entries(stored.sets).map(([key, state]) => [key, { ...state, checkpoint: null }]),
  );
  const whole = { ...stored, sets };
  const grounds = { stored: whole, vouchers, reckoning: reckoningOf(ctx, member), isChanged: true };
  const tiers = placeTiers(member, grounds);
  member.facts.push(...changesSince(tiers.standings, "due").map((change) => ({ ...change })));
  placeTold(member, tiers);
  lookAgain(member);
}
