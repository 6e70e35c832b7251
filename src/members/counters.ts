import { type Batch, type Param, rowsOf, type Statement, statement } from "../core/database";
import type { Who } from "../ledger";
import { type PeriodKey, periodsAt } from "./limits";
import type { CounterRow } from "./tables";

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

export const countsFrom = (rows: Batch, index: number): Counts =>
  countsOf(rowsOf<CounterRow>(rows, index));

function countsOf(rows: readonly Omit<CounterRow, "shop" | "member">[]): Counts {
  const known = new Map(
    rows.map(({ period, rule, amount, times, last_at }) => [
      `${period} ${rule}`,
      { amount, times, lastAt: last_at },
    ]),
  );
  return (rule, period) => known.get(`${period} ${rule}`) ?? NOTHING;
}

/** What a member used of limits, and the shop of budgets by `<period> <rule>`. */
export interface Usage {
  readonly counts: Counts;
  readonly budgets: ReadonlyMap<string, number>;
}

/** Where nothing was used. */
export const UNUSED: Usage = { counts: () => NOTHING, budgets: new Map() };

/** Of whom, and in which periods, usage is read: SQL with its parameters, `?1` the shop. */
export interface UsageAsked {
  readonly member: string;
  readonly periods: readonly string[];
  readonly params: readonly Param[];
  /** What `member` and `periods` are columns of. */
  readonly from?: string;
}

/** Reads what is used of everything that may be limited; {@link usageFrom} takes the rows. */
export function usageStatement({ member, periods, params, from }: UsageAsked): Statement {
  const source = from ? `${from} CROSS JOIN` : "";
  const isIn = `period IN (${periods.join(", ")})`;
  return statement(
    `SELECT 1 AS is_own, c.period, c.rule, c.amount, c.times, c.last_at
       FROM ${source} counters c WHERE c.shop = ?1 AND c.member = ${member} AND c.${isIn}
     UNION ALL
     SELECT 0, b.period, b.rule, b.spent, 0, NULL
       FROM ${source} budgets b WHERE b.shop = ?1 AND b.${isIn}`,
    ...params,
  );
}

/** As {@link usageStatement}, of an instant in the shop's time zone. */
export function usageAt(who: Who, at: number, timeZone: string): Statement {
  const periods = Object.values(periodsAt(at, timeZone));
  const first = who.params.length + 1;
  return usageStatement({
    member: who.sql,
    periods: periods.map((_, i) => `?${first + i}`),
    params: [...who.params, ...periods],
  });
}

/**
 * The periods around an instant as SQL: of its day and of those beside it, as SQL knows no time
 * zones.
 *
 * @param at SQL of ms since epoch
 */
export const periodsAround = (at: string): string[] => [
  "'all'",
  ...[-14, 0, 14].flatMap((hours) => {
    const seconds = `${at} / 1000 + ${hours * 3600}, 'unixepoch'`;
    return [
      `strftime('%Y', ${seconds})`,
      `strftime('%Y-%m', ${seconds})`,
      `date(${seconds})`,
      `'w' || date(${seconds}, 'weekday 0', '-6 days')`,
    ];
  }),
];

type UsageRow = Omit<CounterRow, "shop" | "member"> & { readonly is_own: number };

export function usageFrom(rows: Batch, index: number): Usage {
  const all = rowsOf<UsageRow>(rows, index);
  const budgets = all.filter((row) => row.is_own === 0);
  return {
    counts: countsOf(all.filter((row) => row.is_own === 1)),
    budgets: new Map(budgets.map((b) => [`${b.period} ${b.rule}`, b.amount])),
  };
}
