import { type AwardLedger, awardsFrom, emptyLedger, type StoredAwards } from "../awards";
import type { Context } from "../core/context";
import { type Statement, statement } from "../core/database";
import type { Effect } from "../effects";
import { confirm } from "../ledger";
import { type Earning, earn } from "./earn";
import { type ActivityData, dataFaults } from "./input";
import type { ActivityRow } from "./tables";

/* Recorded activities decided anew, in memory: by a program of before, or by one that is only planned. */

const COLUMNS = ["id", "member", "type", "occurred_at", "data", "ledger", "recorded_at"] as const;
export type RecordedActivity = Pick<ActivityRow, (typeof COLUMNS)[number]>;

/**
 * Activities of members that stand, as a replay takes them.
 *
 * @param members SQL of a table with their ids; `?1` is the shop.
 * @param limit SQL
 */
export const recordedActivities = (
  members: string,
  params: readonly (string | number)[],
  limit: string,
): Statement =>
  statement(
    `SELECT ${COLUMNS.map((name) => `a.${name}`).join(", ")}
     FROM (${members}) w CROSS JOIN activities a INDEXED BY activities_by_member
       ON a.shop = ?1 AND a.member = w.id AND a.reversed_at IS NULL LIMIT ${limit}`,
    ...params,
  );

/** What it gave when it was recorded. */
export const recordedByActivity = ({ ledger }: RecordedActivity): AwardLedger =>
  awardsFrom(JSON.parse(ledger) as StoredAwards);

/**
 * Gives the opened member what the activity gives under a program. Data that the program would have
 * refused give nothing.
 */
export function replayActivity(
  ctx: Context,
  of: Earning,
  row: RecordedActivity,
): { ledger: AwardLedger; effects: Effect[] } {
  const { id: key, type, occurred_at: occurredAt } = row;
  const data = JSON.parse(row.data ?? "{}") as ActivityData;
  const ledger = emptyLedger();
  confirm(of.member.book, type, occurredAt);
  const declared = of.program.parts.activities.find((a) => a.type === type);
  const isTaken = declared && dataFaults(declared, data).length === 0;
  const effects = isTaken ? earn(ctx, of, { key, type, data, occurredAt }, ledger) : [];
  return { ledger, effects };
}
