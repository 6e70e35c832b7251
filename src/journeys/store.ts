import { type Batch, firstOf, rowsOf, type Statement, statement } from "../core/database";
import { NEVER } from "../lib/time";
import { type Expiry, type Marks, NO_MARKS } from "./rules";
import type { NudgePlanRow } from "./tables";

/** When a member is looked at next, and what was planned. */
export interface Plan {
  readonly looksAt: number;
  readonly marks: Marks;
}

/** How many statements {@link planAndExpiries} makes. */
export const OWN_STATEMENTS = 2;

/**
 * A member's plan, and what expires after `now`: each date up to `until` with its amount, and the
 * first date after that. Both are ranges of the key, read in its order.
 */
export const planAndExpiries = (
  shop: string,
  member: string,
  now: number,
  until: number,
): Statement[] => [
  statement("SELECT * FROM nudge_plans WHERE shop = ?1 AND member = ?2", shop, member),
  statement(
    `SELECT w.unit, l.due_at AS at, sum(l.remaining) AS amount,
       (SELECT n.due_at FROM lots n WHERE n.shop = w.shop AND n.member = w.member
          AND n.unit = w.unit AND n.state = 'available' AND n.due_at > ?4 AND n.due_at < ${NEVER}
        ORDER BY n.due_at LIMIT 1) AS beyond
     FROM wallets w LEFT JOIN lots l ON l.shop = w.shop AND l.member = w.member
       AND l.unit = w.unit AND l.state = 'available' AND l.due_at > ?3 AND l.due_at <= ?4
     WHERE w.shop = ?1 AND w.member = ?2
     GROUP BY w.unit, l.due_at`,
    shop,
    member,
    now,
    until,
  ),
];

interface ExpiryRow {
  readonly unit: string;
  readonly at: number | null;
  readonly amount: number | null;
  readonly beyond: number | null;
}

/** @param rows those of {@link planAndExpiries} */
export function planFrom(rows: Batch): Plan {
  const row = firstOf<NudgePlanRow>(rows, 0);
  if (!row) return { looksAt: NEVER, marks: NO_MARKS };
  return { looksAt: row.looks_at, marks: marksFrom(row.planned) };
}

/** @param rows those of {@link planAndExpiries} */
export function expiriesFrom(rows: Batch): { expiries: Expiry[]; expiryBeyond: number } {
  const found = rowsOf<ExpiryRow>(rows, 1);
  return {
    expiries: found.flatMap(({ unit, at, amount }) =>
      at === null || !amount ? [] : [{ unit, at, amount }],
    ),
    expiryBeyond: Math.min(NEVER, ...found.map(({ beyond }) => beyond ?? NEVER)),
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
