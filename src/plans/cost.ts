import type { ProgramParts } from "../core/registry";
import { isMoney, unitParts } from "../ledger";
import { mulDiv, sum } from "../lib/numbers";
import { VOUCHER } from "./given";

/* What a program costs the shop, in minor units. Pure. */

/** What so many points cost, e.g. 620 for 300; a fraction, so that nothing is rounded twice. */
export type Price = readonly [money: number, points: number];

/** By unit. Of a unit that buys nothing whose cost is known there is none. */
export type Costs = Readonly<Record<string, Price>>;

/** As a plan's row keeps them. */
export interface StoredCosts {
  readonly before: Costs;
  readonly after: Costs;
  /** What the shop assumes that a point costs; null: what the rewards say. */
  readonly assumed: number | null;
}

/** A cost that a shop tells is taken to so many parts of a minor unit. */
const PARTS = 10_000;

/**
 * What points cost by what they buy: all rewards of the unit together, cost to the shop ÷ price.
 * What the shop assumes stands in its place.
 */
export function costsOf(parts: ProgramParts, assumed: number | null): Costs {
  const units = parts.units.map(({ key }): [string, Price] => {
    if (assumed !== null) return [key, [Math.round(assumed * PARTS), PARTS]];
    const bought = parts.rewards.flatMap(({ cost, costAmount }): Price[] => {
      const price = cost[key] ?? 0;
      return price > 0 && costAmount > 0 ? [[costAmount, price]] : [];
    });
    return [key, [sum(bought.map(([money]) => money)), sum(bought.map(([, price]) => price))]];
  });
  return Object.fromEntries(units.filter(([, [, points]]) => points > 0));
}

/** @param worth of vouchers: the money in them */
export function costOf(costs: Costs, unit: string, amount: number, worth: number): number {
  if (unit === VOUCHER) return worth;
  const whole = Math.max(0, amount);
  if (isMoney(unit)) return whole;
  const [money, points] = costs[unit] ?? [0, 1];
  return unitParts(unit).kind === "points" ? mulDiv(whole, money, points, "nearest") : 0;
}
