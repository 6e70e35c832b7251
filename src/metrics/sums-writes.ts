import type { Context } from "../core/context";
import { type Batch, rowsOf, type Statement } from "../core/database";
import { read } from "../core/transact";
import { type Grain, monthOf } from "./calendar";
import { differenceOf, encode } from "./codec";
import type { SettledDay } from "./days";
import { flowsIn } from "./fold-rules";
import { type Era, lifecycleOf } from "./lifecycle-rules";
import {
  changesStatement,
  daysStatement,
  deleteMarks,
  type LifeRow,
  livesStatement,
  periodsStatement,
  putChanges,
  putDays,
  putPeriods,
} from "./store";
import { addTo, numbersFrom, numbersJson, plus, type Sums } from "./sums";
import type { DailyMetricsRow, LifecycleChangesRow, PeriodMetricsRow } from "./tables";

/**
 * Writes that bring members' changes up to date, put days' sums into place, and let every sum of
 * a day, month and quarter follow by the difference.
 */
export async function sumsWrites(
  ctx: Context,
  members: readonly string[],
  eras: readonly Era[],
  days: readonly SettledDay[],
): Promise<Statement[]> {
  const shop = ctx.shop.id;
  const lives = members.length === 0 ? NOBODY : await changed(ctx, members, eras);
  const marks = days.flatMap((d) => (d.marks === null ? [] : [[d.day, d.marks] as const]));
  return [
    ...(lives.rows.length > 0 ? [putChanges(shop, lives.rows)] : []),
    ...(await rowsWrites(ctx, lives.sums, days)),
    ...(marks.length > 0 ? [deleteMarks(shop, marks)] : []),
  ];
}

const NOBODY: Changed = { rows: [], sums: new Map() };

interface Changed {
  readonly rows: string[][];
  readonly sums: Sums;
}

/** Members' rows that are others now, and what that adds to the sums. */
async function changed(
  ctx: Context,
  members: readonly string[],
  eras: readonly Era[],
): Promise<Changed> {
  const loaded = await read(ctx, [
    livesStatement(ctx.shop.id, members),
    changesStatement(ctx.shop.id, members),
  ]);
  const stored = Map.groupBy(rowsOf<LifecycleChangesRow>(loaded, 1), (row) => row.member);
  const rows: string[][] = [];
  const sums: Sums = new Map();
  for (const life of rowsOf<LifeRow>(loaded, 0)) {
    const before = (stored.get(life.member) ?? []).map((r) => [r.quarter, r.changes] as const);
    const after = encode(lifecycleOf(lifeFrom(life), eras, ctx.shop.timeZone));
    const difference = differenceOf(new Map(before), after);
    rows.push(...difference.rows.map((row) => [life.member, row.quarter, row.changes]));
    for (const [period, numbers] of difference.sums) {
      sums.set(period, plus(sums.get(period) ?? {}, numbers));
    }
  }
  return { rows, sums };
}

const lifeFrom = (row: LifeRow) => ({
  orders: (JSON.parse(row.orders) as number[]).sort((a, b) => a - b),
  createdAt: row.created_at,
  erasedAt: row.erased_at,
});

const grainOf = (period: string): Grain => (period[5] === "Q" ? "quarter" : "month");
const isDay = (period: string): boolean => period.length === 10;

async function rowsWrites(
  ctx: Context,
  sums: Sums,
  settled: readonly SettledDay[],
): Promise<Statement[]> {
  const shop = ctx.shop.id;
  const changedPeriods = [...sums].filter(([, n]) => Object.keys(n).length > 0).map(([p]) => p);
  const days = [...new Set([...changedPeriods.filter(isDay), ...settled.map((d) => d.day)])].sort();
  const periods = new Set([...changedPeriods.filter((p) => !isDay(p)), ...days.map(monthOf)]);
  const pairs = [...periods].sort().map((period) => [grainOf(period), period]);
  if (days.length + pairs.length === 0) return [];
  const loaded = await read(ctx, [daysStatement(shop, days), periodsStatement(shop, pairs)]);
  const next = nextSums(loaded, { sums, settled, days, pairs });
  return [
    ...(next.days.length > 0 ? [putDays(shop, next.days)] : []),
    ...(next.periods.length > 0 ? [putPeriods(shop, next.periods)] : []),
  ];
}

interface Wanted {
  readonly sums: Sums;
  readonly settled: readonly SettledDay[];
  readonly days: readonly string[];
  readonly pairs: readonly string[][];
}

/** Rows as they are to be, only those that are others than before. A month has its days' sums. */
function nextSums(loaded: Batch, { sums, settled, days, pairs }: Wanted) {
  const dayRows = new Map(rowsOf<DailyMetricsRow>(loaded, 0).map((r) => [r.local_day, r]));
  const periodRows = new Map(rowsOf<PeriodMetricsRow>(loaded, 1).map((r) => [r.period, r]));
  const foldedDays = new Map(settled.map((d) => [d.day, d.numbers]));
  const ofMonths: { flows: Sums; customers: Sums } = { flows: new Map(), customers: new Map() };
  const nextDays = days.flatMap((day) => {
    const row = dayRows.get(day);
    const before = numbersFrom(row?.numbers);
    const numbers = foldedDays.get(day) ?? before;
    const added = sums.get(day) ?? {};
    collect(ofMonths.flows, monthOf(day), plus(flowsIn(numbers), flowsIn(before), -1));
    collect(ofMonths.customers, monthOf(day), added);
    const texts = [numbersJson(numbers), numbersJson(plus(numbersFrom(row?.customers), added))];
    const isSame = texts[0] === (row?.numbers ?? "{}") && texts[1] === (row?.customers ?? "{}");
    return isSame ? [] : [[day, ...texts]];
  });
  const nextPeriods = pairs.flatMap(([grain = "", period = ""]) => {
    const row = periodRows.get(period);
    const flows = plus(numbersFrom(row?.numbers), ofMonths.flows.get(period) ?? {});
    const own = plus(sums.get(period) ?? {}, ofMonths.customers.get(period) ?? {});
    const texts = [numbersJson(flows), numbersJson(plus(numbersFrom(row?.customers), own))];
    const isSame = texts[0] === (row?.numbers ?? "{}") && texts[1] === (row?.customers ?? "{}");
    return isSame ? [] : [[grain, period, ...texts]];
  });
  return { days: nextDays, periods: nextPeriods };
}

function collect(sums: Sums, period: string, added: Record<string, number>): void {
  const numbers = sums.get(period) ?? {};
  for (const [key, by] of Object.entries(added)) addTo(numbers, key, by);
  sums.set(period, numbers);
}
