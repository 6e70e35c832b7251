import type { Voice } from "../core/registry";
import { amountOf } from "../ledger";
import { toIso } from "../lib/time";
import type { Program } from "../program";
import { priceOf, timesPrice } from "./price";
import type { Reward } from "./program";
import { endOf, type Unavailable } from "./rules";

/** What keeps a reward from being redeemed, in a sentence with the numbers. */
export function refusalDetail(
  program: Program,
  reward: Reward,
  why: Unavailable,
  steps: number,
  voice: Voice,
): string {
  const name = reward.name[voice.locale];
  const { unit, amount } = timesPrice(priceOf(reward), steps);
  const cost = amountOf(program.parts, unit, amount, voice);
  switch (why.code) {
    case "insufficient_points":
      return `${name} costs ${cost}; ${amount - (why.missing ?? 0)} are available.`;
    case "reward_not_yet_on_offer":
      return `${name} is on offer from ${reward.from}.`;
    case "reward_ended":
      return `${name} was on offer until ${toIso(endOf(reward))}.`;
    case "reward_out_of_stock":
      return `Nothing is left of ${name}.`;
    case "reward_limit_reached":
      return `A member can have ${name} ${reward.limitPerMember} times.`;
  }
}
