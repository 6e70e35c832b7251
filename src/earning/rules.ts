import { MAX_AMOUNT, mulDiv, spread, sum } from "../lib/numbers";
import { addDuration } from "../lib/time";
import { type BaseEarning, isAtOnce, type LineKind, type Pending } from "./program";

/** A line of an order as earning sees it; shipping and fees are lines of their own. */
export interface EarningLine {
  readonly id: string;
  readonly kind: LineKind | "shipping" | "fees";
  /** Minor units, after discounts. */
  readonly total: number;
}

export interface EarningOrder {
  readonly lines: readonly EarningLine[];
  readonly taxIncluded: boolean;
  /** Tax of the whole order, minor units. */
  readonly tax: number;
}

export interface Earned {
  readonly line: string;
  readonly amount: number;
}

/** Why a line earns nothing. */
export type NoEarning = "kind" | "part" | "free" | "rounding" | "rate";

/** Whether the base rule counts a line, and if not, why. */
export function whyNot(base: BaseEarning, line: EarningLine): NoEarning | null {
  if (base.points === 0) return "rate";
  if (line.kind === "shipping" || line.kind === "fees") {
    if (!base.parts.includes(line.kind)) return "part";
  } else {
    if (!base.parts.includes("items")) return "part";
    if (!base.kinds.includes(line.kind)) return "kind";
  }
  return line.total === 0 ? "free" : null;
}

/**
 * Points of the base rule: the sum of what counts × points ÷ per, rounded once, spread over the
 * lines by largest remainder. Lines that earn 0 are left out.
 */
export function earnedByBase(base: BaseEarning, order: EarningOrder): Earned[] {
  const values = taxedAs(base.tax, order);
  const counted = order.lines
    .map((line, i) => ({ line, value: values[i] ?? 0 }))
    .filter(({ line, value }) => whyNot(base, line) === null && value > 0);
  const weights = counted.map(({ value }) => value);
  // Beyond what anything can hold there is nothing to earn, and nothing that adds up.
  const total = Math.min(MAX_AMOUNT, mulDiv(sum(weights), base.points, base.per, base.rounding));
  return spread(total, weights)
    .map((amount, i) => ({ line: counted[i]?.line.id ?? "", amount }))
    .filter(({ amount }) => amount > 0);
}

/** What each line is worth with or without tax, as the program counts. */
function taxedAs(tax: BaseEarning["tax"], order: EarningOrder): number[] {
  const totals = order.lines.map((line) => line.total);
  const isAsCounted = order.taxIncluded === (tax === "included");
  if (isAsCounted || order.tax === 0) return totals;
  const shares = spread(order.tax, totals);
  const sign = tax === "included" ? 1 : -1;
  return totals.map((total, i) => Math.max(0, total + sign * (shares[i] ?? 0)));
}

/** The instant from which earned points can be spent. */
export function activatesAt(
  pending: Pending,
  times: { placedAt: number; deliveredAt: number | null },
  timeZone: string,
): number {
  if (isAtOnce(pending)) return times.placedAt;
  const delivered = times.deliveredAt ?? addDuration(times.placedAt, pending.delivery, timeZone);
  const start = pending.after === "placed" ? times.placedAt : delivered;
  return addDuration(start, pending.wait, timeZone);
}
