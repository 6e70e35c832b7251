import { type Batch, rowsOf, type Statement, statement } from "../core/database";
import type { Lot, LotState } from "./book";
import type { BookOptions } from "./load";
import type { LotRow } from "./tables";
import type { Who } from "./who";

/** A lot of a table `l` as a JSON list, so that it fits into a column of another row. */
export const LOT =
  "json_array(l.unit, l.state, l.due_at, l.lot, l.amount, l.remaining, l.expired, l.waived, l.expires_at, l.cause, l.awaits)";

type Numbers = [number, number, number, number, number, number, number];
type LotTuple = [string, LotState, ...Numbers, string, string | null];

/** Lots as one JSON column of another row, from a table `l`; {@link lotsIn} reads it. */
export const lotsColumn = (from: string): string =>
  `(SELECT json_group_array(${LOT}) FROM ${from})`;

export function lotsIn(json: string | null): Lot[] {
  const tuples = JSON.parse(json ?? "[]") as LotTuple[];
  return tuples.map(([unit, state, due_at, lot, amount, remaining, expired, waived, ...rest]) => {
    const [expires_at, cause, awaits] = rest;
    const sums = { amount, remaining, expired, waived };
    return lotFrom({ unit, state, due_at, lot, ...sums, expires_at, cause, awaits });
  });
}

/** A lot as a row holds it; shop and member do not matter to the book. */
export const lotFrom = (row: Omit<LotRow, "shop" | "member">): Lot => ({
  unit: row.unit,
  lot: row.lot,
  state: row.state,
  dueAt: row.due_at,
  amount: row.amount,
  remaining: row.remaining,
  expired: row.expired,
  waived: row.waived,
  expiresAt: row.expires_at,
  cause: row.cause,
  awaits: row.awaits,
  stored: {
    state: row.state,
    dueAt: row.due_at,
    remaining: row.remaining,
    amount: row.amount,
    expired: row.expired,
    waived: row.waived,
  },
});

export interface LotsAsked {
  readonly states: readonly LotState[];
  readonly after: { readonly dueAt: number; readonly lot: number };
  readonly limit: number;
}

/**
 * A page of a member's lots by due date. Each wallet brings at most a page of each state, in the
 * order of the key, so that a long history costs no more.
 */
export function lotPage(who: Who, asked: LotsAsked) {
  const n = who.params.length;
  const [dueAt, lot, limit] = [`?${n + 1}`, `?${n + 2}`, `?${n + 3}`];
  const lots = (state: LotState) => `(SELECT json_group_array(json(lot)) FROM (SELECT ${LOT} AS lot
     FROM lots l WHERE l.shop = w.shop AND l.member = w.member AND l.unit = w.unit
       AND l.state = '${state}' AND (l.due_at, l.lot) > (${dueAt}, ${lot})
     ORDER BY l.due_at, l.lot LIMIT ${limit})) AS ${state}`;
  return {
    statement: statement(
      `SELECT ${asked.states.map(lots).join(", ")} FROM wallets w
       WHERE w.shop = ?1 AND w.member = ${who.sql}`,
      ...who.params,
      asked.after.dueAt,
      asked.after.lot,
      asked.limit,
    ),
    lotsOf: (rows: Batch, index: number): Lot[] =>
      rowsOf<Record<LotState, string>>(rows, index)
        .flatMap((row) => asked.states.flatMap((state) => lotsIn(row[state])))
        .sort((a, b) => a.dueAt - b.dueAt || a.lot - b.lot)
        .slice(0, asked.limit),
  };
}

/** Loads the first lots to spend of every wallet, in the order in which they are spent. */
export function spendableStatement(who: Who, options: BookOptions): Statement {
  const now = who.params.length + 1;
  return statement(
    `SELECT l.* FROM wallets w CROSS JOIN lots l ON l.shop = w.shop AND l.member = w.member
       AND l.unit = w.unit AND l.state = 'available' AND l.due_at > ?${now}
     WHERE w.shop = ?1 AND w.member = ${who.sql}
     ORDER BY w.unit, l.due_at, l.lot LIMIT ?${now + 1}`,
    ...who.params,
    options.now,
    options.spendable,
  );
}

/**
 * Loads lots that wait for an activity of the member; as many as `limit`, and whoever gets so many
 * has to ask for more.
 */
export const awaitingStatement = (who: Who, activity: string, limit: number): Statement =>
  statement(
    `SELECT l.* FROM wallets w CROSS JOIN lots l ON l.shop = w.shop AND l.member = w.member
       AND l.unit = w.unit AND l.state = 'pending' AND l.awaits = ?${who.params.length + 1}
     WHERE w.shop = ?1 AND w.member = ${who.sql} AND w.next_deadline_at IS NOT NULL
     LIMIT ?${who.params.length + 2}`,
    ...who.params,
    activity,
    limit,
  );
