import { type Statement, statement } from "../core/database";
import { markDay } from "../core/facts";
import { addDays } from "../lib/time";
import { PAGE } from "./store";
import type { Task } from "./task";

/** Always one row: the state, the shop's first day, and the first day that is marked dirty. */
export const stateStatement = (shop: string): Statement =>
  statement(
    `SELECT s.version, s.through_day, s.task, s.basis, s.reported,
       (SELECT min(local_day) FROM facts WHERE shop = ?1) AS first_day,
       (SELECT min(local_day) FROM dirty_days WHERE shop = ?1) AS dirty_day
     FROM (SELECT ?1 AS shop) q LEFT JOIN metrics_state s ON s.shop = q.shop`,
    shop,
  );

export interface LoadedState {
  readonly version: number | null;
  readonly through_day: string | null;
  readonly task: string | null;
  readonly basis: string | null;
  readonly reported: string | null;
  readonly first_day: string | null;
  readonly dirty_day: string | null;
}

/** Versions by the order in which they come into force; a later one of an instant counts. */
export const versionsStatement = (shop: string): Statement =>
  statement(
    `SELECT number, valid_from FROM program_versions WHERE shop = ?1
     ORDER BY valid_from, number`,
    shop,
  );

/** A page of what a shop's metrics are made of goes, so that they can be made anew. */
export const wipeStatements = (shop: string): Statement[] => [
  statement("DELETE FROM daily_metrics WHERE shop = ?1", shop),
  statement("DELETE FROM period_metrics WHERE shop = ?1", shop),
  statement(
    `DELETE FROM lifecycle_changes WHERE shop = ?1 AND member IN
       (SELECT DISTINCT member FROM lifecycle_changes WHERE shop = ?1 ORDER BY member LIMIT ${PAGE})`,
    shop,
  ),
];

export const anyChange = (shop: string): Statement =>
  statement("SELECT 1 FROM lifecycle_changes WHERE shop = ?1 LIMIT 1", shop);

export interface NextState {
  readonly throughDay: string | null;
  readonly task: Task | null;
  readonly basis: string;
}

/** @param version as read; another commit in the meantime makes it -1, which is refused */
export function putState(shop: string, version: number | null, next: NextState): Statement {
  const task = next.task && JSON.stringify(next.task);
  if (version === null) {
    return statement(
      `INSERT INTO metrics_state (shop, version, through_day, task, basis, reported)
       VALUES (?1, 1, ?2, ?3, ?4, NULL)`,
      shop,
      next.throughDay,
      task,
      next.basis,
    );
  }
  return statement(
    `UPDATE metrics_state SET version = CASE WHEN version = ?2 THEN version + 1 ELSE -1 END,
       through_day = ?3, task = ?4, basis = ?5 WHERE shop = ?1`,
    shop,
    version,
    next.throughDay,
    task,
    next.basis,
  );
}

/**
 * With another time zone the last days may have gone on after they were summed up, when what
 * happened on them marked nothing: zones lie up to 26 hours apart.
 */
export const marksOfLast = (shop: string, day: string | null): Statement[] =>
  day === null ? [] : [day, addDays(day, -1)].map((last) => markDay(shop, last));
