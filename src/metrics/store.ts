import { type Statement, statement } from "../core/database";
import type { Task } from "./task";

/* SQL of the metrics. Lists travel as one JSON parameter, and CROSS JOIN keeps SQLite from turning
   the join around and scanning the shop. */

/** Facts, or members, that one commit takes. */
export const PAGE = 250;

/** Sorts after every id: where a day has been read to its end. */
export const END = "~";

export interface PageRow {
  readonly local_day: string;
  readonly marks: number | null;
  /** null: a day that is marked and has no fact. */
  readonly id: string | null;
  readonly member: string | null;
  readonly facts: string | null;
}

/** Facts after a task's place, in the order of their days. */
export const factsStatement = (shop: string, { day, id, until }: Task): Statement =>
  statement(
    `SELECT local_day, NULL AS marks, id, member, facts FROM facts
     WHERE shop = ?1 AND (local_day, id) > (?2, ?3) AND local_day <= ?4
     ORDER BY local_day, id LIMIT ${PAGE}`,
    shop,
    day,
    id,
    until,
  );

/** Marks of the days that {@link factsStatement} begins, of the same moment. */
export const marksStatement = (shop: string, { day, until }: Task): Statement =>
  statement(
    `SELECT local_day, marks FROM dirty_days
     WHERE shop = ?1 AND local_day > ?2 AND local_day <= ?3 ORDER BY local_day LIMIT ${PAGE}`,
    shop,
    day,
    until,
  );

/**
 * Facts of dirty days after a task's place, each with the marks of its day. They come in order, as
 * the days do and each day's facts by their key: asked to sort, SQLite would read all of them for
 * each page. The caller checks it.
 */
export const dirtyFactsStatement = (shop: string, { day, id, until }: Task): Statement =>
  statement(
    `SELECT d.local_day, d.marks, f.id, f.member, f.facts
     FROM (SELECT local_day, marks FROM dirty_days
           WHERE shop = ?1 AND local_day >= ?2 AND local_day <= ?4
           ORDER BY local_day LIMIT ${PAGE}) d
     LEFT JOIN facts f ON f.shop = ?1 AND f.local_day = d.local_day
       AND (f.local_day > ?2 OR f.id > ?3)
     LIMIT ${PAGE}`,
    shop,
    day,
    id,
    until,
  );

/** Members after a task's place. */
export const membersStatement = (shop: string, { id }: Task): Statement =>
  statement(
    `SELECT id AS member FROM members WHERE shop = ?1 AND id > ?2 ORDER BY id LIMIT ${PAGE}`,
    shop,
    id,
  );

/** Clicks of referral links by day: of a range, as they need no fact to have happened. */
export const clicksStatement = (shop: string, after: string, until: string): Statement =>
  statement(
    `SELECT local_day, sum(clicks) AS clicks FROM referral_clicks
     WHERE shop = ?1 AND local_day > ?2 AND local_day <= ?3 GROUP BY local_day`,
    shop,
    after,
    until,
  );

export const clicksOfDaysStatement = (shop: string, days: readonly string[]): Statement =>
  statement(
    `SELECT j.value AS local_day, (SELECT sum(c.clicks) FROM referral_clicks c
       WHERE c.shop = ?1 AND c.local_day = j.value) AS clicks
     FROM json_each(?2) j WHERE clicks IS NOT NULL`,
    shop,
    JSON.stringify(days),
  );

export interface LifeRow {
  readonly member: string;
  readonly created_at: number;
  readonly erased_at: number | null;
  /** JSON, in no order. */
  readonly orders: string;
}

/** What members' changes follow from; kept orders come from their covering index alone. */
export const livesStatement = (shop: string, members: readonly string[]): Statement =>
  statement(
    // An alias is somebody else: as a member of their own they never were there.
    `SELECT m.id AS member, m.created_at,
       iif(m.merged_into IS NULL, m.erased_at, m.created_at) AS erased_at,
       (SELECT json_group_array(o.placed_at) FROM orders o INDEXED BY orders_by_member
        WHERE o.shop = ?1 AND o.member = m.id AND o.is_kept = 1) AS orders
     FROM json_each(?2) j CROSS JOIN members m ON m.shop = ?1 AND m.id = j.value
     WHERE m.kind <> 'household'`,
    shop,
    JSON.stringify(members),
  );

export const changesStatement = (shop: string, members: readonly string[]): Statement =>
  statement(
    `SELECT c.member, c.quarter, c.changes
     FROM json_each(?2) j CROSS JOIN lifecycle_changes c ON c.shop = ?1 AND c.member = j.value`,
    shop,
    JSON.stringify(members),
  );

export const daysStatement = (shop: string, days: readonly string[]): Statement =>
  statement(
    `SELECT d.local_day, d.numbers, d.customers
     FROM json_each(?2) j CROSS JOIN daily_metrics d ON d.shop = ?1 AND d.local_day = j.value`,
    shop,
    JSON.stringify(days),
  );

/** @param periods pairs of grain and period */
export const periodsStatement = (shop: string, periods: readonly string[][]): Statement =>
  statement(
    `SELECT p.grain, p.period, p.numbers, p.customers
     FROM json_each(?2) j CROSS JOIN period_metrics p
       ON p.shop = ?1 AND p.grain = j.value ->> 0 AND p.period = j.value ->> 1`,
    shop,
    JSON.stringify(periods),
  );

/** @param rows [day, numbers, customers] */
export const putDays = (shop: string, rows: readonly string[][]): Statement =>
  statement(
    `INSERT INTO daily_metrics (shop, local_day, numbers, customers)
     SELECT ?1, value ->> 0, value ->> 1, value ->> 2 FROM json_each(?2) WHERE true
     ON CONFLICT DO UPDATE SET numbers = excluded.numbers, customers = excluded.customers`,
    shop,
    JSON.stringify(rows),
  );

/** @param rows [grain, period, numbers, customers] */
export const putPeriods = (shop: string, rows: readonly string[][]): Statement =>
  statement(
    `INSERT INTO period_metrics (shop, grain, period, numbers, customers)
     SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?2) WHERE true
     ON CONFLICT DO UPDATE SET numbers = excluded.numbers, customers = excluded.customers`,
    shop,
    JSON.stringify(rows),
  );

/** @param rows [member, quarter, changes]; those that are empty now stay, and say so */
export const putChanges = (shop: string, rows: readonly string[][]): Statement =>
  statement(
    `INSERT INTO lifecycle_changes (shop, member, quarter, changes)
     SELECT ?1, value ->> 0, value ->> 1, value ->> 2 FROM json_each(?2) WHERE true
     ON CONFLICT DO UPDATE SET changes = excluded.changes`,
    shop,
    JSON.stringify(rows),
  );

/**
 * Takes days' marks away, but of those that were marked again since their facts were read.
 *
 * @param marks pairs of day and marks as read
 */
export const deleteMarks = (shop: string, marks: readonly (readonly [string, number])[]) =>
  statement(
    `DELETE FROM dirty_days WHERE shop = ?1 AND (local_day, marks) IN
       (SELECT value ->> 0, value ->> 1 FROM json_each(?2))`,
    shop,
    JSON.stringify(marks),
  );
