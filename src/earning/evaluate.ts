import type { ProgramParts } from "../core/registry";
import { MAX_AMOUNT, mulDiv, spread, sum } from "../lib/numbers";
import { type BaseEarning, perIn } from "./document";
import { BASE_RULE } from "./program";
import type { Earner, EarningLine, Evaluated, Grant, Occasion, Passed, Room, Share } from "./types";

/**
 * What an occasion brings under a program: pure, so that an estimate, a dry run, an explanation and
 * a recalculation from recorded orders are the same as the real thing.
 */
export function evaluate(
  parts: ProgramParts,
  occasion: Occasion,
  _earner: Earner,
  _room: Room,
): Evaluated {
  if (occasion.on !== "order") return { grants: [], vouchers: [], passed: [] };
  return { grants: earnedByBase(parts.earning.base, occasion), vouchers: [], passed: [] };
}

/** How a return takes back what a rule gave for a line. */
export const shareOf = (_parts: ProgramParts, _rule: string, line: string | null): Share =>
  line === null ? "whole" : "value";

/** Whether the base rule counts a line, and if not, why. */
export function whyNot(base: BaseEarning, line: EarningLine): Passed["why"] | null {
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
function earnedByBase(base: BaseEarning, order: Occasion): Grant[] {
  const values = taxedAs(base.tax, order);
  const counted = order.lines
    .map((line, i) => ({ line, value: values[i] ?? 0 }))
    .filter(({ line, value }) => whyNot(base, line) === null && value > 0);
  const weights = counted.map(({ value }) => value);
  const per = perIn(base.per, order.currency);
  if (per === null) return [];
  // Beyond what anything can hold there is nothing to earn, and nothing that adds up.
  const total = Math.min(MAX_AMOUNT, mulDiv(sum(weights), base.points, per, base.rounding));
  return spread(total, weights)
    .map((amount, i) => ({
      rule: BASE_RULE,
      line: counted[i]?.line.id ?? "",
      unit: base.unit,
      amount,
      share: "value" as const,
    }))
    .filter(({ amount }) => amount > 0);
}

/** What each line is worth with or without tax, as the program counts. */
function taxedAs(tax: BaseEarning["tax"], order: Occasion): number[] {
  const totals = order.lines.map((line) => line.total);
  const isAsCounted = order.taxIncluded === (tax === "included");
  if (isAsCounted || order.tax === 0) return totals;
  const shares = spread(order.tax, totals);
  const sign = tax === "included" ? 1 : -1;
  return totals.map((total, i) => Math.max(0, total + sign * (shares[i] ?? 0)));
}
