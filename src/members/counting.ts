import { type Statement, statement } from "../core/database";
import { sum } from "../lib/numbers";
import type { Counts } from "./counters";
import type { PeriodKey } from "./limits";
import type { OpenMember } from "./member";

/** By how much a count changes. */
export interface Counting {
  readonly rule: string;
  readonly period: PeriodKey;
  readonly amount: number;
  readonly times: number;
  /** null: as it was, as always where something is given back. */
  readonly lastAt: number | null;
  /** What was got then was undone: if that was the last time, it is forgotten. */
  readonly undoneAt?: number;
}

/** Counts as they are once something is counted. */
export const countsAfter =
  (counts: Counts, counting: readonly Counting[]): Counts =>
  (rule, period) => {
    const before = counts(rule, period);
    const own = counting.filter((c) => c.rule === rule && c.period === period);
    const isUndone = own.some((c) => c.undoneAt !== undefined && c.undoneAt === before.lastAt);
    const lastAt = own.findLast((c) => c.lastAt !== null)?.lastAt ?? before.lastAt;
    return {
      amount: Math.max(0, before.amount + sum(own.map((c) => c.amount))),
      times: Math.max(0, before.times + sum(own.map((c) => c.times))),
      lastAt: isUndone ? null : lastAt,
    };
  };

/**
 * Counts for the commit that closes the member, by whose version they are guarded: one statement
 * for what is taken and one for what is given back, however many rules there are. What is given
 * back never falls below nothing: it may have been given before the program counted it.
 */
export function countWrites({ row }: OpenMember, counting: readonly Counting[]): Statement[] {
  const changes = counting.filter((c) => c.amount !== 0 || c.times !== 0 || c.lastAt !== null);
  const isTaken = (c: Counting) => c.amount >= 0 && c.times >= 0;
  const taken = changes.filter(isTaken);
  const givenBack = changes.filter((c) => !isTaken(c));
  return [
    ...whole(taken, (list) =>
      statement(
        `INSERT INTO counters (shop, member, period, rule, amount, times, last_at)
         SELECT ?1, ?2, j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4
         FROM json_each(?3) j WHERE true
         ON CONFLICT DO UPDATE SET amount = amount + excluded.amount,
           times = times + excluded.times, last_at = coalesce(excluded.last_at, last_at)`,
        row.shop,
        row.id,
        JSON.stringify(list.map((c) => [c.period, c.rule, c.amount, c.times, c.lastAt])),
      ),
    ),
    // Only rows that are there take part; as an upsert each is found by its key.
    ...whole(givenBack, (list) =>
      statement(
        `INSERT INTO counters (shop, member, period, rule, amount, times, last_at)
         SELECT c.shop, c.member, c.period, c.rule, j.value ->> 2, j.value ->> 3, j.value ->> 4
         FROM json_each(?3) j CROSS JOIN counters c
         WHERE c.shop = ?1 AND c.member = ?2
           AND c.period = j.value ->> 0 AND c.rule = j.value ->> 1
         ON CONFLICT DO UPDATE SET amount = max(0, amount + excluded.amount),
           times = max(0, times + excluded.times),
           last_at = iif(last_at = excluded.last_at, NULL, last_at)`,
        row.shop,
        row.id,
        JSON.stringify(list.map((c) => [c.period, c.rule, c.amount, c.times, c.undoneAt ?? null])),
      ),
    ),
  ];
}

/** One statement for a whole list; none for an empty one. */
const whole = <T>(list: readonly T[], of: (list: readonly T[]) => Statement): Statement[] =>
  list.length === 0 ? [] : [of(list)];

export interface Drawing {
  readonly rule: string;
  readonly period: PeriodKey;
  /** Less than 0: given back. */
  readonly amount: number;
  readonly budget: number;
}

/**
 * Draws on budgets that all members share, or gives back to them. Where one no longer suffices the
 * commit fails by `budget_spent` and is decided again.
 */
export function drawWrites(shop: string, drawings: readonly Drawing[]): Statement[] {
  const tuples = (list: readonly Drawing[]) =>
    JSON.stringify(list.map((d) => [d.period, d.rule, d.amount, d.budget]));
  const drawn = drawings.filter((d) => d.amount > 0);
  const givenBack = drawings.filter((d) => d.amount < 0);
  return [
    ...whole(drawn, (list) =>
      statement(
        `INSERT INTO budgets (shop, period, rule, spent, budget)
         SELECT ?1, j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3
         FROM json_each(?2) j WHERE true
         ON CONFLICT DO UPDATE SET spent = spent + excluded.spent, budget = excluded.budget`,
        shop,
        tuples(list),
      ),
    ),
    ...whole(givenBack, (list) =>
      statement(
        `INSERT INTO budgets (shop, period, rule, spent, budget)
         SELECT b.shop, b.period, b.rule, j.value ->> 2, b.budget
         FROM json_each(?2) j CROSS JOIN budgets b
         WHERE b.shop = ?1 AND b.period = j.value ->> 0 AND b.rule = j.value ->> 1
         ON CONFLICT DO UPDATE SET spent = max(0, spent + excluded.spent)`,
        shop,
        tuples(list),
      ),
    ),
  ];
}
