import type { Context } from "../core/context";
import { addDays } from "../lib/time";
import { readDaily, readLifecycle, readRetention, yesterdayOf } from "../metrics";
import { type Numbers, SPANS, type Span } from "./figures";

/** Periods of retention that are drawn, counted in days. */
const RETENTION_DAYS = { month: 180, quarter: 360 };

/** Everything the overview draws, asked for at once. */
export async function readNumbers(ctx: Context, span: Span): Promise<Numbers> {
  const length = SPANS[span];
  const to = yesterdayOf(ctx);
  const [from, before] = [addDays(to, 1 - length), addDays(to, 1 - 2 * length)];
  const grain = span === 365 ? "quarter" : "month";
  const [daily, lifecycle, retention] = await Promise.all([
    readDaily(ctx, before, to),
    readLifecycle(ctx, addDays(from, -1), to),
    readRetention(ctx, addDays(to, -RETENTION_DAYS[grain]), to, grain),
  ]);
  return {
    span,
    days: daily.slice(length),
    daysBefore: daily.slice(0, length),
    members: lifecycle.at(-1) ?? null,
    membersBefore: lifecycle[0] ?? null,
    retention,
  };
}
