import type { ProgramParts } from "../core/registry";
import { addDuration, DAY, durationMs } from "../lib/time";
import type { ReferralTerms } from "./program";
import type { Ending, Reason } from "./rules";
import type { ReferralRow, ReferralStatus } from "./tables";

/** An order as far as a referral depends on it. */
export interface FriendOrder {
  /** `source:id` */
  readonly ref: string;
  readonly member: string;
  readonly status: "placed" | "paid" | "cancelled";
  readonly isKept: boolean;
  /** Whether it was paid at all, be it cancelled since. */
  readonly wasPaid: boolean;
  /** Before anything was given back, minor units. */
  readonly total: number;
  /** What is left with the shop, minor units. */
  readonly money: number;
  readonly placedAt: number;
  /** When the order's own points can be spent. */
  readonly activatesAt: number;
}

/** Why an order does not count, or no longer; null when it does. */
export function whyNotCounted(order: FriendOrder, terms: ReferralTerms): Ending | null {
  if (!order.isKept) return order.status === "paid" ? "order_returned" : "order_cancelled";
  return order.money < terms.minimumTotal ? "below_minimum" : null;
}

/** Clocks of shops and tills differ: an order may seem to come a little before the claim. */
const CLOCKS_DIFFER_MS = DAY;

/** Until when the friend's first order counts. */
export const claimEnds = (row: ReferralRow, terms: ReferralTerms, timeZone: string): number =>
  addDuration(row.claimed_at ?? row.created_at, terms.qualifyWithin, timeZone);

export interface Step {
  readonly status: ReferralStatus;
  readonly reasons: readonly Reason[];
  readonly order: string;
}

/** What an order changes about a referral of the member who placed it; null: nothing. */
export function afterOrder(
  row: ReferralRow,
  order: FriendOrder,
  terms: ReferralTerms,
  timeZone: string,
): Step | null {
  const fault = whyNotCounted(order, terms);
  const role = roleOf(row, order, terms, timeZone);
  const isItsOrder = row.order_ref === order.ref;
  const step = (status: ReferralStatus, reasons: readonly Reason[] = []): Step => ({
    status,
    reasons,
    order: order.ref,
  });
  const lost = role === "lost" && fault ? step("cancelled", [fault]) : null;
  const qualified = role === "counts" ? step("qualified") : null;
  switch (row.status) {
    case "claimed":
      return qualified ?? lost;
    case "expired":
      return qualified;
    case "in_review":
      // Whoever decides later finds the order that counts.
      return role && row.order_ref === null ? step("in_review", ["too_many_claims"]) : null;
    case "qualified":
      return isItsOrder ? lost : null;
    case "cancelled":
      // The order was amended, and counts again.
      return isItsOrder ? qualified : null;
    case "rewarded":
    case "refused":
    case "reversed":
      return null;
  }
}

/**
 * Whether an order counts for a referral, or did until it was undone: facts come in any order, and
 * what the first one tells of may have been given back by then. null: it has nothing to do with it.
 */
function roleOf(
  row: ReferralRow,
  order: FriendOrder,
  terms: ReferralTerms,
  timeZone: string,
): "counts" | "lost" | null {
  const isItsOrder = row.order_ref === order.ref;
  if (!isItsOrder && !isInTime(row, order, terms, timeZone)) return null;
  if (whyNotCounted(order, terms) === null) return "counts";
  const didCount = isItsOrder || (order.wasPaid && order.total >= terms.minimumTotal);
  return didCount ? "lost" : null;
}

function isInTime(
  row: ReferralRow,
  { placedAt }: FriendOrder,
  terms: ReferralTerms,
  timeZone: string,
): boolean {
  const began = (row.claimed_at ?? row.created_at) - CLOCKS_DIFFER_MS;
  return placedAt >= began && placedAt < claimEnds(row, terms, timeZone);
}

/**
 * When an order has outlived its return period: not before its own points are free, and where the
 * channel makes them free at once, such as a till, not before the program's return period is over.
 */
export function rewardDueAt(order: FriendOrder, parts: ProgramParts, timeZone: string): number {
  const waits = Object.values(parts.pending).map(({ wait }) =>
    durationMs(wait, order.placedAt, timeZone),
  );
  return Math.max(order.activatesAt, order.placedAt + Math.max(0, ...waits));
}
