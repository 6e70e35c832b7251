import type { Context } from "../core/context";
import { type Batch, firstOf, rowsOf, type Statement, statement } from "../core/database";
import { read } from "../core/transact";
import {
  daysFrom,
  firstDayOf,
  type Grain,
  lastDayOf,
  later,
  monthOf,
  periodOf,
  periodsFrom,
} from "./calendar";
import { flowsIn } from "./fold-rules";
import { countsOf, entriesOf, repeatRateOf, retentionOf, unitDayOf, unitsIn } from "./rules";
import { type Numbers, numbersFrom, plus } from "./sums";
import type { DailyMetricsRow, DirtyDayRow, PeriodMetricsRow } from "./tables";
import type { Daily, LifecycleDay, RetentionPeriod } from "./types";
import { dailyFrom } from "./view";

/**
 * The numbers of each day from `from` to `to`, both included; zeros where nothing happened. One
 * round trip, about a row a day.
 */
export async function readDaily(ctx: Context, from: string, to: string): Promise<Daily[]> {
  const { before, days } = loadedFrom(await read(ctx, statementsFor(ctx, from, to)), from, to);
  let ever = before.numbers;
  return days.map(({ day, isComplete, numbers, customers }) => {
    ever = plus(ever, flowsIn(numbers));
    const units = [...new Set(["points", ...unitsIn(ever)])];
    return {
      day,
      isComplete,
      ...dailyFrom(numbers, customers),
      units: Object.fromEntries(units.map((unit) => [unit, unitDayOf(unit, numbers, ever)])),
    };
  });
}

/** Where members stood at the end of each day from `from` to `to`. One round trip. */
export async function readLifecycle(
  ctx: Context,
  from: string,
  to: string,
): Promise<LifecycleDay[]> {
  const { before, days } = loadedFrom(await read(ctx, statementsFor(ctx, from, to)), from, to);
  let ever = before.customers;
  return days.map(({ day, isComplete, customers }) => {
    ever = plus(ever, customers);
    const members = countsOf(ever);
    const entered = entriesOf(customers);
    return { day, isComplete, members, entered, repeatPurchaseRate: repeatRateOf(members) };
  });
}

/** Retention of each month or quarter that touches the days from `from` to `to`. One round trip. */
export async function readRetention(
  ctx: Context,
  from: string,
  to: string,
  grain: Grain,
): Promise<RetentionPeriod[]> {
  const first = later(periodOf(from, grain), -1);
  const rows = await read(ctx, [
    throughStatement(ctx),
    dirtyStatement(ctx, firstDayOf(first), lastDayOf(periodOf(to, grain))),
    periodsBetween(ctx, grain, first, periodOf(to, grain)),
    periodsBetween(ctx, "month", "", monthOf(lastDayOf(periodOf(to, grain)))),
  ]);
  const through = firstOf<{ through_day: string | null }>(rows, 0)?.through_day ?? "";
  const dirty = rowsOf<DirtyDayRow>(rows, 1).map((row) => row.local_day);
  const sums = new Map(
    rowsOf<PeriodMetricsRow>(rows, 2).map((row) => [row.period, numbersFrom(row.customers)]),
  );
  const months = rowsOf<PeriodMetricsRow>(rows, 3);
  return periodsFrom(from, to, grain).map((period) => {
    const [start, end] = [firstDayOf(period), lastDayOf(period)];
    const ever = sumOf(
      months.filter((row) => row.period <= monthOf(end)),
      "customers",
    );
    return {
      period,
      isComplete: end <= through && !dirty.some((day) => day >= start && day <= end),
      ...retentionOf(sums.get(period) ?? {}, sums.get(later(period, -1)) ?? {}),
      repeatPurchaseRate: repeatRateOf(countsOf(ever)),
    };
  });
}

const throughStatement = (ctx: Context): Statement =>
  statement("SELECT through_day FROM metrics_state WHERE shop = ?1", ctx.shop.id);

const dirtyStatement = (ctx: Context, from: string, to: string): Statement =>
  statement(
    "SELECT * FROM dirty_days WHERE shop = ?1 AND local_day >= ?2 AND local_day <= ?3",
    ctx.shop.id,
    from,
    to,
  );

const periodsBetween = (ctx: Context, grain: Grain, from: string, to: string): Statement =>
  statement(
    "SELECT * FROM period_metrics WHERE shop = ?1 AND grain = ?2 AND period >= ?3 AND period <= ?4",
    ctx.shop.id,
    grain,
    from,
    to,
  );

const THROUGH = "(SELECT through_day FROM metrics_state WHERE shop = ?1)";

/**
 * The months before that of `from` make its opening balances, with its own days before `from`. Of
 * days that are not computed nothing is told, though some of what silence will bring is known.
 */
const statementsFor = (ctx: Context, from: string, to: string): Statement[] => [
  throughStatement(ctx),
  dirtyStatement(ctx, from, to),
  statement(
    `SELECT * FROM period_metrics WHERE shop = ?1 AND grain = 'month'
       AND period < min(?2, substr(${THROUGH}, 1, 7))`,
    ctx.shop.id,
    monthOf(from),
  ),
  statement(
    `SELECT * FROM daily_metrics WHERE shop = ?1
       AND local_day >= min(?2, substr(${THROUGH}, 1, 7) || '-01')
       AND local_day <= min(?3, ${THROUGH}) ORDER BY local_day`,
    ctx.shop.id,
    firstDayOf(monthOf(from)),
    to,
  ),
];

const sumOf = (
  rows: readonly { readonly numbers: string; readonly customers: string }[],
  column: "numbers" | "customers",
): Numbers => rows.reduce((sum, row) => plus(sum, numbersFrom(row[column])), {} as Numbers);

interface Loaded {
  /** Sums of everything before the first day that was asked for. */
  readonly before: { readonly numbers: Numbers; readonly customers: Numbers };
  readonly days: readonly {
    readonly day: string;
    readonly isComplete: boolean;
    readonly numbers: Numbers;
    readonly customers: Numbers;
  }[];
}

/** Rows of {@link statementsFor}. */
function loadedFrom(rows: Batch, from: string, to: string): Loaded {
  const through = firstOf<{ through_day: string | null }>(rows, 0)?.through_day ?? "";
  const dirty = new Set(rowsOf<DirtyDayRow>(rows, 1).map((row) => row.local_day));
  const all = rowsOf<DailyMetricsRow>(rows, 3);
  const earlier = [
    ...rowsOf<PeriodMetricsRow>(rows, 2),
    ...all.filter((row) => row.local_day < from),
  ];
  const byDay = new Map(all.map((row) => [row.local_day, row]));
  return {
    before: { numbers: sumOf(earlier, "numbers"), customers: sumOf(earlier, "customers") },
    days: daysFrom(from, to).map((day) => ({
      day,
      isComplete: day <= through && !dirty.has(day),
      numbers: numbersFrom(byDay.get(day)?.numbers),
      customers: numbersFrom(byDay.get(day)?.customers),
    })),
  };
}
