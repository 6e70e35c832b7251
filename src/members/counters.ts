import { type Batch, rowsOf, type Statement, statement } from "../core/database";
import type { Who } from "../ledger";
import type { PeriodKey } from "./limits";
import type { OpenMember } from "./member";
import type { BudgetRow, CounterRow } from "./tables";

/** What a member got or used of something in a period. */
export interface Count {
  readonly amount: number;
  readonly times: number;
  /** When last; for cooldowns. */
  readonly lastAt: number | null;
}

const NOTHING: Count = { amount: 0, times: 0, lastAt: null };

/** Counts as loaded; what is not there is nothing. */
export type Counts = (rule: string, period: PeriodKey) => Count;

/** Reads a member's counts of some periods; {@link countsFrom} takes the rows. */
export const countersStatement = (who: Who, periods: readonly PeriodKey[]): Statement =>
  statement(
    `SELECT * FROM counters WHERE shop = ?1 AND member = ${who.sql}
       AND period IN (SELECT value FROM json_each(?${who.params.length + 1}))`,
    ...who.params,
    JSON.stringify(periods),
  );

export function countsFrom(rows: Batch, index: number): Counts {
  const known = new Map(
    rowsOf<CounterRow>(rows, index).map(({ period, rule, amount, times, last_at }) => [
      `${period} ${rule}`,
      { amount, times, lastAt: last_at },
    ]),
  );
  return (rule, period) => known.get(`${period} ${rule}`) ?? NOTHING;
}

/** By how much a count changes. */
export interface Counting {
  readonly rule: string;
  readonly period: PeriodKey;
  readonly amount: number;
  readonly times: number;
  /** null: as it was. 0: a cooldown that is over, as what started it was undone. */
  readonly lastAt: number | null;
}

/**
 * Counts for the commit that closes the member, by whose version they are guarded. What is given
 * back never falls below nothing: it may have been given before the program counted it.
 */
export function countWrites({ row }: OpenMember, counting: readonly Counting[]): Statement[] {
  const changes = counting.filter((c) => c.amount !== 0 || c.times !== 0 || c.lastAt !== null);
  const taken = changes.filter((c) => c.amount >= 0 && c.times >= 0);
  return [
    ...(taken.length === 0
      ? []
      : [
          statement(
            `INSERT INTO counters (shop, member, period, rule, amount, times, last_at)
             SELECT ?1, ?2, j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4
             FROM json_each(?3) j WHERE true
             ON CONFLICT DO UPDATE SET amount = amount + excluded.amount,
               times = times + excluded.times, last_at = coalesce(excluded.last_at, last_at)`,
            row.shop,
            row.id,
            JSON.stringify(taken.map((c) => [c.period, c.rule, c.amount, c.times, c.lastAt])),
          ),
        ]),
    ...changes
      .filter((c) => !taken.includes(c))
      .map((c) =>
        statement(
          `UPDATE counters SET amount = max(0, amount + ?5), times = max(0, times + ?6),
             last_at = coalesce(?7, last_at)
           WHERE shop = ?1 AND member = ?2 AND period = ?3 AND rule = ?4`,
          row.shop,
          row.id,
          c.period,
          c.rule,
          c.amount,
          c.times,
          c.lastAt,
        ),
      ),
  ];
}

/** What is spent of the shop's budgets in some periods; {@link budgetsFrom} takes the rows. */
export const budgetsStatement = (shop: string, periods: readonly PeriodKey[]): Statement =>
  statement(
    `SELECT * FROM budgets WHERE shop = ?1 AND period IN (SELECT value FROM json_each(?2))`,
    shop,
    JSON.stringify(periods),
  );

/** Spent by `<period> <rule>`. */
export const budgetsFrom = (rows: Batch, index: number): ReadonlyMap<string, number> =>
  new Map(rowsOf<BudgetRow>(rows, index).map((b) => [`${b.period} ${b.rule}`, b.spent]));

export interface Drawing {
  readonly rule: string;
  readonly period: PeriodKey;
  /** Less than 0: given back. */
  readonly amount: number;
  readonly budget: number;
}

/**
 * Draws on a budget that all members share, or gives back to it. Where it no longer suffices the
 * commit fails by `budget_spent` and is decided again.
 */
export const drawWrites = (shop: string, drawings: readonly Drawing[]): Statement[] =>
  drawings
    .filter((d) => d.amount !== 0)
    .map(({ rule, period, amount, budget }) =>
      amount > 0
        ? statement(
            `INSERT INTO budgets (shop, period, rule, spent, budget) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET spent = spent + excluded.spent, budget = excluded.budget`,
            shop,
            period,
            rule,
            amount,
            budget,
          )
        : statement(
            `UPDATE budgets SET spent = max(0, spent + ?4)
             WHERE shop = ?1 AND period = ?2 AND rule = ?3`,
            shop,
            period,
            rule,
            amount,
          ),
    );
