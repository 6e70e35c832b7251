import { formatList } from "../core/i18n";
import type { Voice } from "../core/registry";
import { birthdayText, profileText, whoText } from "../effects";
import { amountOf } from "../ledger";
import { toIso } from "../lib/time";
import type { Program } from "../program";
import type { Price } from "./price";
import type { Reward } from "./program";
import { endOf, type Unavailable } from "./rules";

/** What keeps a reward from being redeemed, in a sentence with the numbers. */
export function refusalDetail(
  { parts }: Program,
  reward: Reward,
  { why, price }: { why: Unavailable; price: Price },
  voice: Voice,
): string {
  const name = reward.name[voice.locale];
  const again = why.next === undefined ? "" : ` It can be had again from ${toIso(why.next)}.`;
  switch (why.code) {
    case "insufficient_points": {
      const cost = amountOf(parts, price.unit, price.amount, voice);
      return `${name} costs ${cost}; ${price.amount - (why.missing ?? 0)} are available.`;
    }
    case "reward_not_yet_on_offer":
      return `${name} is on offer from ${reward.from}.`;
    case "reward_ended":
      return `${name} was on offer until ${toIso(endOf(reward))}.`;
    case "reward_not_now":
      return `${name} is not on offer at this hour.${again}`;
    case "reward_out_of_stock":
      return `Nothing is left of ${name}.`;
    case "reward_not_for_member":
      return `${name} is only to be had ${needsText(why, parts, voice)}.`;
    case "reward_limit_reached":
      return `The member has had ${name} as often as allowed.${again}`;
    case "reward_cooling_down":
      return `The member has had ${name} a short while ago.${again}`;
  }
}

function needsText({ needs = {} }: Unavailable, parts: Program["parts"], voice: Voice): string {
  const asked = [
    whoText(parts, needs, voice),
    birthdayText(needs.birthday, voice),
    profileText(parts, needs, voice),
  ];
  return formatList(
    asked.filter((text) => text !== ""),
    voice.locale,
  );
}
