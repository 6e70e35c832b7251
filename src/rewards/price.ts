import type { Visitor } from "../effects";
import type { LocalTime } from "../lib/time";
import { isOpen, isWelcome } from "./gate";
import type { Reward } from "./program";

/** What a reward costs: a unit, and how much of it. */
export interface Price {
  readonly unit: string;
  readonly amount: number;
}

/** A price as documents write it: `{"points": 500}`. */
export function priceFrom(cost: Reward["cost"]): Price {
  const [unit = "points", amount = 0] = Object.entries(cost)[0] ?? [];
  return { unit, amount };
}

/** What one step of a reward costs whoever has no better price. */
export const priceOf = (reward: Reward): Price => priceFrom(reward.cost);

/** What one step costs somebody at a time: the first of the prices that is for them. */
export function priceFor(reward: Reward, visitor: Visitor, local: LocalTime): Price {
  const own = reward.prices.find(
    ({ if: asked }) => isWelcome(asked, visitor, local) && isOpen(asked, local),
  );
  return priceFrom(own?.cost ?? reward.cost);
}

/** A price of several steps. */
export const timesPrice = ({ unit, amount }: Price, steps: number): Price => ({
  unit,
  amount: amount * steps,
});
