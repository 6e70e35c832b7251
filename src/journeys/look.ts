import type { Context } from "../core/context";
import type { Batch, Statement } from "../core/database";
import { LoadMore } from "../core/errors";
import type { Who } from "../ledger";
import { DAY } from "../lib/time";
import {
  memberStatementCount,
  memberStatements,
  type OpenMember,
  openMember,
  standing,
} from "../members";
import type { Program } from "../program";
import { daysWithoutRhythm, MAX_NOTICE_MS, noticesOf } from "./program";
import { type Asked, type Seen, type Silence, winBackAt } from "./rules";
import { expiriesFrom, OWN_STATEMENTS, planAndExpiries, planFrom } from "./store";

/** A member as a look finds them. */
export interface Look {
  readonly program: Program;
  readonly member: OpenMember;
  readonly seen: Seen;
  readonly asked: Asked;
  /** Rows of the statements after those of the look. */
  readonly more: Batch;
}

/** Expiries are loaded this far ahead: as far as most programs tell of them. */
const USUAL_NOTICE_MS = 30 * DAY;
const reachOf = (width: number): number => (width === 1 ? USUAL_NOTICE_MS : MAX_NOTICE_MS);

export const whoIsMember = (ctx: Context, member: string): Who => ({
  sql: "?2",
  params: [ctx.shop.id, member],
});

/** Statements of a look; {@link lookFrom} takes their rows. */
export const lookStatements = (ctx: Context, member: string, width: number): Statement[] => {
  const shop = ctx.shop.id;
  return [
    ...memberStatements(ctx, { who: whoIsMember(ctx, member), spendable: 0 }),
    ...planAndExpiries(shop, member, ctx.now, ctx.now + reachOf(width)),
  ];
};

/**
 * The member of a look; null where nobody is to be told anything any more.
 *
 * @throws {LoadMore} when the program tells of expiries earlier than they were loaded.
 */
export async function lookFrom(ctx: Context, rows: Batch, width: number): Promise<Look | null> {
  const count = memberStatementCount(0);
  const member = await openMember(ctx, rows, 0);
  // Nobody reads what a pool is told, nor an alias.
  if (!member || member.row.erased_at !== null || member.row.kind === "household") return null;
  if (member.row.merged_into !== null) return null;
  const program = member.program;
  const asked = askedBy(program);
  if ((asked.noticeBefore[0] ?? 0) > reachOf(width)) throw new LoadMore();
  const own = rows.slice(count, count + OWN_STATEMENTS);
  const seen = {
    now: ctx.now,
    ...planFrom(own),
    ...expiriesFrom(own, ctx.now + reachOf(width)),
    silence: silenceOf(program, member, ctx.now),
  };
  return { program, member, seen, asked, more: rows.slice(count + OWN_STATEMENTS) };
}

const askedBy = ({ parts: { journeys } }: Program): Asked => ({
  winBack: journeys.winBack.isEnabled,
  pointsExpiring: journeys.pointsExpiring.isEnabled,
  noticeBefore: noticesOf(journeys),
});

function silenceOf(program: Program, { row }: OpenMember, now: number): Silence | null {
  const { journeys, lifecycle } = program.parts;
  const { lastOrderAt, isOwnInterval, intervalDays } = standing(program, row, now).reason;
  if (lastOrderAt === null) return null;
  const days = isOwnInterval
    ? journeys.winBack.factor * intervalDays
    : daysWithoutRhythm(journeys, lifecycle);
  return { lastOrderAt, winBackAt: winBackAt(lastOrderAt, days) };
}
