import { type Batch, firstOf, rowsOf, type Statement, statement } from "../core/database";
import { sum } from "../lib/numbers";
import { NEVER, UNDATED } from "../lib/time";
import { type Expiry, type Marks, NO_MARKS } from "./rules";
import type { NudgePlanRow } from "./tables";

/** When a member is looked at next, and what was planned. */
export interface Plan {
  readonly looksAt: number;
  readonly marks: Marks;
}

/** A wallet's lots that can be spent, in the order in which they expire. */
const AVAILABLE = `FROM lots l WHERE l.shop = w.shop AND l.member = w.member AND l.unit = w.unit
  AND l.state = 'available'`;

/** How many statements {@link planAndExpiries} makes. */
export const OWN_STATEMENTS = 2;

/**
 * A member's plan, and what expires after `now`: each date up to `until` with its amount, and the
 * first date after that. Where a wallet's own next expiry is later, no lot is read.
 */
export const planAndExpiries = (
  shop: string,
  member: string,
  now: number,
  until: number,
): Statement[] => [
  statement("SELECT * FROM nudge_plans WHERE shop = ?1 AND member = ?2", shop, member),
  statement(
    `SELECT w.unit, CASE WHEN w.next_expiry_at <= ?4 THEN
         (SELECT json_group_array(json_array(at, amount)) FROM
           (SELECT l.due_at AS at, sum(l.remaining) AS amount ${AVAILABLE}
              AND l.due_at > ?3 AND l.due_at <= ?4 GROUP BY l.due_at)) END AS dates,
       CASE WHEN w.next_expiry_at > ?4 THEN w.next_expiry_at ELSE
         (SELECT l.due_at ${AVAILABLE} AND l.due_at > ?4 AND l.due_at < ${UNDATED}
          ORDER BY l.due_at LIMIT 1) END AS beyond,
       iif(w.lapses_at > ?3, w.lapses_at, NULL) AS lapses_at, w.lapsing
     FROM wallets w WHERE w.shop = ?1 AND w.member = ?2`,
    shop,
    member,
    now,
    until,
  ),
];

interface ExpiryRow {
  readonly unit: string;
  /** JSON: `[[at, amount], …]`. */
  readonly dates: string | null;
  readonly beyond: number | null;
  /** When what has no date of its own lapses, if that is ahead, and how much of it there is. */
  readonly lapses_at: number | null;
  readonly lapsing: number;
}

/** @param rows those of {@link planAndExpiries} */
export function planFrom(rows: Batch): Plan {
  const row = firstOf<NudgePlanRow>(rows, 0);
  if (!row) return { looksAt: NEVER, marks: NO_MARKS };
  return { looksAt: row.looks_at, marks: marksFrom(row.planned) };
}

/** Points of a unit that expire on one date are told as one. */
function together(expiries: readonly Expiry[]): Expiry[] {
  const byDate = Map.groupBy(expiries, ({ unit, at }) => `${unit}:${at}`);
  return [...byDate.values()].flatMap((same) =>
    same.slice(0, 1).map((first) => ({ ...first, amount: sum(same.map((e) => e.amount)) })),
  );
}

/** @param rows those of {@link planAndExpiries}, with the same `until` */
export function expiriesFrom(
  rows: Batch,
  until: number,
): { expiries: Expiry[]; expiryBeyond: number } {
  const found = rowsOf<ExpiryRow>(rows, 1);
  const lapses = found.flatMap(({ unit, lapses_at: at, lapsing: amount }) =>
    at !== null && amount > 0 ? [{ unit, at, amount }] : [],
  );
  const dated = found.flatMap(({ unit, dates }) =>
    (JSON.parse(dates ?? "[]") as [number, number][])
      .filter(([, amount]) => amount > 0)
      .map(([at, amount]) => ({ unit, at, amount })),
  );
  const beyond = lapses.filter(({ at }) => at > until).map(({ at }) => at);
  return {
    expiries: together([...dated, ...lapses.filter(({ at }) => at <= until)]),
    expiryBeyond: Math.min(NEVER, ...found.map(({ beyond }) => beyond ?? NEVER), ...beyond),
  };
}

type MarksJson = { s?: number; n?: Record<string, number> };

function marksFrom(text: string): Marks {
  const { s, n } = JSON.parse(text) as MarksJson;
  return { silence: s ?? null, notices: n ?? {} };
}

const marksJson = ({ silence, notices }: Marks): string =>
  JSON.stringify({
    ...(silence === null ? {} : { s: silence }),
    ...(Object.keys(notices).length === 0 ? {} : { n: notices }),
  });

/** Keeps when to look again; what was planned stays, as this write is under no guard. */
export const setLooksAt = (shop: string, member: string, looksAt: number): Statement =>
  statement(
    `INSERT INTO nudge_plans (shop, member, looks_at, planned) VALUES (?1, ?2, ?3, '{}')
     ON CONFLICT (shop, member) DO UPDATE SET looks_at = excluded.looks_at`,
    shop,
    member,
    looksAt,
  );

/** Keeps when to look again and what was planned; only in a commit under the member's guard. */
export const setPlan = (shop: string, member: string, plan: Plan): Statement =>
  statement(
    `INSERT INTO nudge_plans (shop, member, looks_at, planned) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT (shop, member) DO UPDATE
       SET looks_at = excluded.looks_at, planned = excluded.planned`,
    shop,
    member,
    plan.looksAt,
    marksJson(plan.marks),
  );
