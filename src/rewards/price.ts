import type { Reward } from "./program";

/** What one step of a reward costs: a unit, and how much of it. */
export interface Price {
  readonly unit: string;
  readonly amount: number;
}

/** A price as documents write it: `{"points": 500}`. */
export function priceFrom(cost: Reward["cost"]): Price {
  const [unit = "points", amount = 0] = Object.entries(cost)[0] ?? [];
  return { unit, amount };
}

/** What a reward costs whoever has no better price. */
export const priceOf = (reward: Reward): Price => priceFrom(reward.cost);

/** A price of several steps. */
export const timesPrice = ({ unit, amount }: Price, steps: number): Price => ({
  unit,
  amount: amount * steps,
});
