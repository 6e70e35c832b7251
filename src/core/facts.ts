import { localDay } from "../lib/time";
import type { Context } from "./context";
import { type Batch, rowsOf, type Statement, statement } from "./database";
import type { Message } from "./env";

/** Something that happened, in the past tense. Ids and numbers only, never personal data. */
export interface Fact {
  readonly type: string;
  readonly [detail: string]: unknown;
}

export interface FactEntry {
  /** `fct_…`, made before the first try so that a retry writes the same fact. */
  readonly id: string;
  readonly member: string | null;
  /** Version of the member after the commit: reactions may arrive out of order. */
  readonly memberVersion: number | null;
  readonly happenedAt: number;
  readonly facts: readonly Fact[];
}

/**
 * The shop's journal, one row a commit, and the outbox row that lives until the Queue's consumer
 * has seen it. The outbox insert must stay the last statement of its batch: {@link dispatch} reads
 * its id there.
 */
export function factWrites(ctx: Context, entry: FactEntry): Statement[] {
  const day = localDay(entry.happenedAt, ctx.shop.timeZone);
  return [
    statement(
      `INSERT INTO facts (shop, local_day, id, member, member_version, caller, facts, happened_at, recorded_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
      ctx.shop.id,
      day,
      entry.id,
      entry.member,
      entry.memberVersion,
      ctx.caller.credential,
      JSON.stringify(entry.facts),
      entry.happenedAt,
      ctx.now,
    ),
    ...dayMarks(ctx, entry.happenedAt, day),
    statement(
      `INSERT INTO outbox (shop, local_day, fact, recorded_at) VALUES (?1, ?2, ?3, ?4)
       RETURNING id, local_day, fact`,
      ctx.shop.id,
      day,
      entry.id,
      Date.now(),
    ),
  ];
}

/**
 * Marks the local day of something that is recorded after that day, whose numbers may have been
 * told already. In a sandbox every day is marked: its timers run at their own time, which may lie
 * long before its present.
 */
export function dayMarks(ctx: Context, happenedAt: number, day?: string): Statement[] {
  if (happenedAt >= ctx.now && !ctx.shop.isSandbox) return [];
  const of = day ?? localDay(happenedAt, ctx.shop.timeZone);
  if (!ctx.shop.isSandbox && of >= localDay(ctx.now, ctx.shop.timeZone)) return [];
  return [markDay(ctx.shop.id, of)];
}

/** Has a day's numbers made anew once it is over. */
export const markDay = (shop: string, day: string): Statement =>
  statement(
    `INSERT INTO dirty_days (shop, local_day, marks) VALUES (?1, ?2, 1)
     ON CONFLICT DO UPDATE SET marks = marks + 1`,
    shop,
    day,
  );

/**
 * Hands a committed fact to the Queue after the answer; what fails here the sweep catches.
 *
 * @param committed rows of a batch up to the fact's own last statement.
 */
export function dispatch(ctx: Context, committed: Batch): void {
  const [row] = rowsOf<{ id: number; local_day: string; fact: string }>(
    committed,
    committed.length - 1,
  );
  if (!row) return;
  const message: Message = {
    type: "fact",
    shard: ctx.shop.shard,
    outbox: row.id,
    shop: ctx.shop.id,
    day: row.local_day,
    id: row.fact,
  };
  // A full or failing Queue is no failure of the commit: the row stays and the sweep sends it.
  ctx.later(ctx.env.QUEUE.send(message).catch(() => undefined));
}
