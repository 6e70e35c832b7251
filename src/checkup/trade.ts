import type { Context } from "../core/context";
import { type Batch, rowsOf, type Statement, statement } from "../core/database";
import { DAY } from "../lib/time";
import type { Trade } from "../program";

/** Assumed of a shop of which nothing is known. */
export const TYPICAL: Trade = {
  orderValue: 4_000,
  ordersPerMonth: 1,
  channel: "online",
  nights: 0,
  productValue: 0,
};

export const MONTH = 30 * DAY;

/** Members whose orders are looked at; the latest that joined. */
const SAMPLE = 1_000;
/** Fewer say nothing about how often a member orders. */
const MIN_SAMPLE = 5;

/** Reads how members have bought so far; {@link tradeFrom} takes the rows. */
export const tradeStatement = (ctx: Context): Statement =>
  statement(
    `SELECT kept_orders, kept_total, first_order_at,
       json_extract(order_dates, '$[#-1]') AS last_order_at
     FROM members WHERE shop = ?1 ORDER BY id DESC LIMIT ${SAMPLE}`,
    ctx.shop.id,
  );

interface Bought {
  readonly kept_orders: number;
  readonly kept_total: number;
  readonly first_order_at: number | null;
  readonly last_order_at: number | null;
}

/** What is known of the shop, before what is assumed: medians over its members. */
export function tradeFrom(rows: Batch, assumed: Partial<Trade>): Trade {
  const bought = rowsOf<Bought>(rows, 0).filter((row) => row.kept_orders > 0);
  const values = bought.map((row) => row.kept_total / row.kept_orders);
  const intervals = bought
    .filter((row) => row.kept_orders > 1)
    .map((row) => ((row.last_order_at ?? 0) - (row.first_order_at ?? 0)) / (row.kept_orders - 1))
    .filter((interval) => interval >= DAY);
  return {
    ...TYPICAL,
    ...assumed,
    ...(values.length >= MIN_SAMPLE ? { orderValue: Math.round(medianOf(values)) } : {}),
    ...(intervals.length >= MIN_SAMPLE
      ? { ordersPerMonth: rounded(MONTH / medianOf(intervals), 2) }
      : {}),
  };
}

/** The middle one, or the mean of the two in the middle; 0 of none. */
export function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? 0, sorted[Math.floor(middle)] ?? 0];
  return (low + high) / 2;
}

export const rounded = (value: number, digits: number): number =>
  Math.round(value * 10 ** digits) / 10 ** digits;
