import type { Voice } from "../core/registry";
import { amountOf } from "../ledger";
import type { Program } from "../program";
import { priceOf, type Reward } from "./program";
import type { Unavailable } from "./rules";

/** What keeps a reward from being redeemed, in a sentence with the numbers. */
export function refusalDetail(
  program: Program,
  reward: Reward,
  why: Unavailable,
  voice: Voice,
): string {
  const name = reward.name[voice.locale];
  const { unit, amount } = priceOf(reward);
  const cost = amountOf(program.parts, unit, amount, voice);
  switch (why.code) {
    case "insufficient_points":
      return `${name} costs ${cost}; ${amount - (why.missing ?? 0)} are available.`;
    case "reward_not_yet_on_offer":
      return `${name} is on offer from ${reward.from}.`;
    case "reward_ended":
      return `${name} was on offer until ${reward.until}.`;
    case "reward_out_of_stock":
      return `Nothing is left of ${name}.`;
    case "reward_limit_reached":
      return `A member can have ${name} ${reward.limitPerMember} times.`;
  }
}
