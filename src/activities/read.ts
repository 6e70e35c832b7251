import { type AwardLedger, awardsFrom, type StoredAwards } from "../awards";
import type { Context } from "../core/context";
import { type Position, pageOf, positionOf } from "../core/cursor";
import { firstOf, rowsOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import { sum } from "../lib/numbers";
import { NEVER, toIso } from "../lib/time";
import { parseRef, whoIs } from "../members";
import { shownCode } from "../vouchers";
import { brief } from "./answer";
import type { ActivityData } from "./input";
import { activityKey, activityStatement } from "./keys";
import type { ActivityRow } from "./tables";

/** An activity with what it gave. One round trip. @throws {DomainError} not_found */
export async function readActivity(ctx: Context, id: string) {
  return activityView(await loadActivity(ctx, id));
}

/** @throws {DomainError} not_found */
export async function loadActivity(ctx: Context, id: string): Promise<ActivityRow> {
  const rows = await read(ctx, [activityStatement(ctx.shop.id, activityKey(id))]);
  const row = firstOf<ActivityRow>(rows, 0);
  if (!row) throw new DomainError("not_found", "The shop has no such activity.");
  return row;
}

/** A member's activities, the latest first. One round trip. */
export async function listActivities(
  ctx: Context,
  query: { member: string; limit: number; cursor?: string | undefined },
) {
  const who = whoIs(ctx.shop.id, parseRef(query.member, "?member"));
  const before = positionOf(query.cursor, ["number", "string"]) ?? [NEVER, ""];
  const n = who.params.length;
  const rows = await read(ctx, [
    statement(`SELECT id FROM members WHERE shop = ?1 AND id = ${who.sql}`, ...who.params),
    statement(
      `SELECT * FROM activities WHERE shop = ?1 AND member = ${who.sql}
         AND occurred_at <= ?${n + 1} AND (occurred_at, id) < (?${n + 1}, ?${n + 2})
       ORDER BY occurred_at DESC, id DESC LIMIT ?${n + 3}`,
      ...who.params,
      ...before,
      query.limit + 1,
    ),
  ]);
  if (rowsOf(rows, 0).length === 0) {
    throw new DomainError("not_found", "The shop has no such member.");
  }
  const position = (row: ActivityRow): Position => [row.occurred_at, row.id];
  return pageOf(rowsOf<ActivityRow>(rows, 1), query.limit, activityView, position);
}

export const ledgerOf = (row: ActivityRow): AwardLedger =>
  awardsFrom(JSON.parse(row.ledger) as StoredAwards);

export const dataOf = (row: ActivityRow): ActivityData =>
  JSON.parse(row.data ?? "{}") as ActivityData;

function activityView(row: ActivityRow) {
  const ledger = ledgerOf(row);
  return {
    ...brief(row),
    member: row.member,
    data: dataOf(row),
    programVersion: row.program,
    earned: earnedOf(ledger),
    vouchers: ledger.vouchers.map(([ruleId, code]) => ({ ruleId, code: shownCode(null, code) })),
    recordedAt: toIso(row.recorded_at),
    reversedAt: toIso(row.reversed_at),
  };
}

/** What was given and taken back, by rule and unit. */
function earnedOf({ entries }: AwardLedger) {
  const kinds = Map.groupBy(entries, (e) => JSON.stringify([e.rule, e.unit]));
  return [...kinds.values()].flatMap((same) =>
    same.slice(0, 1).map(({ rule, unit }) => ({
      ruleId: rule,
      unit,
      amount: sum(same.map((e) => e.amount)),
      reversed: sum(same.map((e) => e.reversed)),
    })),
  );
}
