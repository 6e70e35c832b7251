import { median } from "../lib/numbers";
import { DAY } from "../lib/time";
import type { Lifecycle } from "./program";

export type Stage = "prospect" | "first_time_buyer" | "repeat_buyer" | "regular";
export type Activity = "none" | "active" | "slipping" | "lapsed" | "lost" | "won_back";

/** Why a member stands where they stand, as numbers that a sentence can be made of. */
export interface StageReason {
  readonly keptOrders: number;
  readonly lastOrderAt: number | null;
  /** Own median days between kept orders, or the shop's window where there are too few. */
  readonly intervalDays: number;
  readonly isOwnInterval: boolean;
  readonly daysSinceLastOrder: number | null;
}

export interface Standing {
  readonly stage: Stage;
  readonly activity: Activity;
  readonly reason: StageReason;
}

/** Kept orders whose dates a member remembers; the rhythm is the median of their intervals. */
export const REMEMBERED_ORDERS = 12;
/** Orders from which a member has a rhythm of their own. */
const OWN_RHYTHM_ORDERS = 3;
const REGULAR_ORDERS = 4;

/**
 * Where a member stands on the customer's road at an instant.
 *
 * @param keptOrders paid, not cancelled, not wholly returned
 * @param dates placed at, of the latest of them, ascending, ms since epoch
 */
export function standingOf(
  keptOrders: number,
  dates: readonly number[],
  lifecycle: Lifecycle,
  now: number,
): Standing {
  const lastOrderAt = dates.at(-1) ?? null;
  const isOwnInterval = dates.length >= OWN_RHYTHM_ORDERS;
  const intervalDays = intervalOf(dates, lifecycle);
  const silentDays = lastOrderAt === null ? null : Math.max(0, now - lastOrderAt) / DAY;
  const activity = activityOf(silentDays, dates, intervalDays, lifecycle);
  return {
    stage: stageOf(keptOrders, silentDays, intervalDays, lifecycle),
    activity,
    reason: {
      keptOrders,
      lastOrderAt,
      intervalDays: Math.round(intervalDays * 10) / 10,
      isOwnInterval,
      daysSinceLastOrder: silentDays === null ? null : Math.floor(silentDays),
    },
  };
}

/** Median days between orders, at least one: several orders of a day are one visit's rhythm. */
function intervalOf(dates: readonly number[], lifecycle: Lifecycle): number {
  if (dates.length < OWN_RHYTHM_ORDERS) return lifecycle.defaultIntervalDays;
  const gaps = dates.slice(1).map((date, i) => (date - (dates[i] ?? date)) / DAY);
  return Math.max(1, median(gaps) ?? lifecycle.defaultIntervalDays);
}

function stageOf(
  keptOrders: number,
  silentDays: number | null,
  intervalDays: number,
  lifecycle: Lifecycle,
): Stage {
  if (keptOrders === 0 || silentDays === null) return "prospect";
  if (keptOrders === 1) return "first_time_buyer";
  const isInRhythm = silentDays <= lifecycle.lapsedAfter * intervalDays;
  return keptOrders >= REGULAR_ORDERS && isInRhythm ? "regular" : "repeat_buyer";
}

function activityOf(
  silentDays: number | null,
  dates: readonly number[],
  intervalDays: number,
  lifecycle: Lifecycle,
): Activity {
  if (silentDays === null) return "none";
  const limits = limitsOf(intervalDays, lifecycle);
  if (silentDays > limits.lost) return "lost";
  if (silentDays > limits.lapsed) return "lapsed";
  if (silentDays > limits.slipping) return "slipping";
  return hadLapsedBefore(dates, lifecycle) ? "won_back" : "active";
}

/** Days of silence beyond which a member is slipping, lapsed, lost. */
const limitsOf = (intervalDays: number, lifecycle: Lifecycle) => ({
  slipping: lifecycle.slippingAfter * intervalDays,
  lapsed: lifecycle.lapsedAfter * intervalDays,
  lost: Math.max(lifecycle.lostAfter * intervalDays, lifecycle.lostAfterAtLeastDays),
});

/**
 * The instants at which silence alone changes where a member stands: the first millisecond in
 * which {@link standingOf} says slipping, lapsed, lost.
 *
 * @param dates as of {@link standingOf}
 */
export function turningPoints(dates: readonly number[], lifecycle: Lifecycle): number[] {
  const last = dates.at(-1);
  if (last === undefined) return [];
  const limits = limitsOf(intervalOf(dates, lifecycle), lifecycle);
  return Object.values(limits).map((days) => Math.floor(last + days * DAY) + 1);
}

/** Whether the silence before the last order was long enough to count as lapsed then. */
function hadLapsedBefore(dates: readonly number[], lifecycle: Lifecycle): boolean {
  const before = dates.slice(0, -1);
  const previous = before.at(-1);
  const last = dates.at(-1);
  if (previous === undefined || last === undefined) return false;
  return (last - previous) / DAY > lifecycle.lapsedAfter * intervalOf(before, lifecycle);
}

/** The remembered dates with one more kept order, in whatever order the orders arrive. */
export const withOrderAt = (dates: readonly number[], placedAt: number): number[] =>
  [...dates, placedAt].sort((a, b) => a - b).slice(-REMEMBERED_ORDERS);
