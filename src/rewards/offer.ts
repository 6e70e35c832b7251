import type { Context } from "../core/context";
import { toIso } from "../lib/time";
import { type Program, voiceOf } from "../program";
import { wantedBy } from "./buyer";
import { stepsOf } from "./kinds";
import type { Reward } from "./program";
import {
  leftOf,
  priceNow,
  type RewardState,
  type Unavailable,
  type Wanted,
  whyUnavailable,
} from "./rules";
import { rewardSentence } from "./sentences";

/** A reward as the catalogue shows it: to anybody, or with the price and the reasons of a member. */
export function offerView(ctx: Context, program: Program, reward: Reward, state: RewardState) {
  const wanted = wantedBy(ctx, stepsOf(reward).minimum);
  const unavailableReasons = whyUnavailable(reward, state, wanted).map(reasonView);
  const price = priceNow(reward, state.buyer, { ...wanted, steps: 1 });
  return {
    id: reward.id,
    name: reward.name[ctx.locale],
    kind: reward.kind,
    ...worthOf(reward, stepsInReach(reward, state, wanted)),
    cost: { [price.unit]: price.amount },
    prices: reward.prices,
    // What it costs the shop is not for its visitors.
    ...(ctx.caller.isPublishable ? {} : { costAmount: reward.costAmount }),
    stock: leftOf(reward, state),
    from: instant(reward.from),
    until: instant(reward.until),
    schedule: reward.schedule,
    onlyFor: reward.onlyFor,
    fulfilment: reward.fulfilment,
    limitPerMember: reward.limitPerMember,
    limits: reward.limits,
    cooldown: reward.cooldown,
    sentence: rewardSentence(program.parts, reward, voiceOf(ctx)),
    available: unavailableReasons.length === 0,
    unavailableReasons,
  };
}

const reasonView = ({ code, missing, needs, next }: Unavailable) => ({
  code,
  ...(missing === undefined ? {} : { missing }),
  ...(needs === undefined ? {} : { needs }),
  ...(next === undefined ? {} : { next: toIso(next) }),
});

function worthOf(reward: Reward, inReach: number | null) {
  switch (reward.kind) {
    case "percent":
      return { percent: reward.percent };
    case "fixed_amount":
    case "gift_card":
    case "store_credit":
      return { amount: reward.amount };
    case "free_product":
    case "sample":
      return { sku: reward.sku ?? null };
    case "points_to_money":
      return {
        amount: reward.amount,
        steps: { ...stepsOf(reward), ...(inReach === null ? {} : { inReach }) },
      };
    case "donation":
      return { cause: reward.cause, amount: reward.amount };
    case "event_seat":
      return {
        startsAt: instant(reward.startsAt),
        endsAt: instant(reward.endsAt ?? null),
        place: reward.place ?? null,
      };
    case "experience":
      return { place: reward.place ?? null };
    case "perk":
      return { perk: reward.perk };
    case "code_pool":
    case "free_shipping":
    case "access":
      return {};
  }
}

/** How many steps the member's balance is enough for; null: no member is asked for. */
function stepsInReach(reward: Reward, { buyer }: RewardState, wanted: Wanted): number | null {
  if (!buyer) return null;
  const { unit, amount } = priceNow(reward, buyer, { ...wanted, steps: 1 });
  const { maximum } = stepsOf(reward);
  const most = amount === 0 ? maximum : Math.floor(Math.max(0, buyer.balance(unit)) / amount);
  return Math.min(maximum, most);
}

const instant = (text: string | null) => toIso(text === null ? null : Date.parse(text));
