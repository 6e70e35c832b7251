import type { ErrorCode } from "../core/errors";
import type { Visitor, WhoAsked } from "../effects";
import { addDuration, localTime, NEVER } from "../lib/time";
import { type Count, type PeriodKey, periodsAt, startOfNext } from "../members";
import { isOpen, needsOf, nextOpening } from "./gate";
import { type Price, priceFor, priceOf, timesPrice } from "./price";
import type { Reward } from "./program";

export type UnavailableCode = Extract<
  ErrorCode,
  | "reward_not_yet_on_offer"
  | "reward_ended"
  | "reward_not_now"
  | "reward_out_of_stock"
  | "reward_not_for_member"
  | "reward_limit_reached"
  | "reward_cooling_down"
  | "insufficient_points"
>;

/** What keeps a reward from somebody, and what would have to be different. */
export interface Unavailable {
  readonly code: UnavailableCode;
  /** Points that are missing. */
  readonly missing?: number;
  /** Who the member would have to be. */
  readonly needs?: WhoAsked;
  /** When it can be had again, ms since epoch; left out where that is never, or unknown. */
  readonly next?: number;
}

/** A member as a reward looks at them. */
export interface Buyer extends Visitor {
  /** How often the member holds or has the reward. */
  readonly taken: number;
  /** By period, what counts against the reward's limits. */
  readonly counts: (period: PeriodKey) => Count;
  /** What can be spent of a unit. */
  readonly balance: (unit: string) => number;
}

export interface RewardState {
  /** Units held or captured by anybody. */
  readonly taken: number;
  /** null: no member is asked for. */
  readonly buyer: Buyer | null;
  /** Codes that are left, of a reward that gives some. */
  readonly codes?: number;
}

/** How many can still be had; null: any number. */
export function leftOf(reward: Reward, { taken, codes }: RewardState): number | null {
  const stock = reward.stock === null ? null : Math.max(0, reward.stock - taken);
  if (reward.kind !== "code_pool") return stock;
  return Math.min(codes ?? 0, stock ?? codes ?? 0);
}

/** When a reward is wanted, in whose time zone, and how many steps of it. */
export interface Wanted {
  readonly now: number;
  readonly timeZone: string;
  readonly steps: number;
}

/** Everything that keeps a reward from being redeemed, the most telling first. */
export const whyUnavailable = (
  reward: Reward,
  state: RewardState,
  wanted: Wanted,
): Unavailable[] => [
  ...whyNotOffered(reward, state, wanted),
  ...(state.buyer ? whyNotFor(reward, state.buyer, wanted) : []),
];

function whyNotOffered(
  reward: Reward,
  state: RewardState,
  { now, timeZone }: Wanted,
): Unavailable[] {
  const reasons: Unavailable[] = [];
  const [from, end] = [reward.from === null ? now : Date.parse(reward.from), endOf(reward)];
  if (now < from) reasons.push({ code: "reward_not_yet_on_offer", next: from });
  if (now >= end) reasons.push({ code: "reward_ended" });
  if (!isOpen(reward.schedule, localTime(now, timeZone))) {
    const next = nextOpening(reward.schedule, Math.max(now, from - 1), timeZone);
    reasons.push({ code: "reward_not_now", ...(next !== null && next < end ? { next } : {}) });
  }
  if (leftOf(reward, state) === 0) reasons.push({ code: "reward_out_of_stock" });
  return reasons;
}

function whyNotFor(reward: Reward, buyer: Buyer, wanted: Wanted): Unavailable[] {
  const { now, timeZone } = wanted;
  const local = localTime(now, timeZone);
  const reasons: Unavailable[] = [];
  const needs = needsOf(reward.onlyFor, buyer, local);
  if (Object.keys(needs).length > 0) reasons.push({ code: "reward_not_for_member", needs });
  const until = limitedUntil(reward, buyer, wanted);
  if (until !== null) {
    reasons.push({ code: "reward_limit_reached", ...(until < NEVER ? { next: until } : {}) });
  }
  const cooled = cooledAt(reward, buyer, wanted);
  if (cooled > now) reasons.push({ code: "reward_cooling_down", next: cooled });
  const { unit, amount } = priceNow(reward, buyer, wanted);
  const missing = amount - buyer.balance(unit);
  if (missing > 0) reasons.push({ code: "insufficient_points", missing });
  return reasons;
}

/** What a reward costs somebody at a time; nobody in particular pays the plain price. */
export function priceNow(
  reward: Reward,
  visitor: Visitor | null,
  { now, timeZone, steps }: Wanted,
): Price {
  const price = visitor ? priceFor(reward, visitor, localTime(now, timeZone)) : priceOf(reward);
  return timesPrice(price, steps);
}

/** Until when all limits that are reached hold; NEVER for ever, null where none is. */
function limitedUntil(reward: Reward, buyer: Buyer, { now, timeZone }: Wanted): number | null {
  const { limitPerMember } = reward;
  const periods = periodsAt(now, timeZone);
  const ends = reward.limits.flatMap(({ per, times = Number.POSITIVE_INFINITY }) =>
    per === "order" || buyer.counts(periods[per]).times < times
      ? []
      : [startOfNext(per, now, timeZone)],
  );
  const isForEver = limitPerMember !== null && buyer.taken >= limitPerMember;
  if (isForEver) return NEVER;
  return ends.length === 0 ? null : Math.max(...ends);
}

function cooledAt({ cooldown }: Reward, buyer: Buyer, { timeZone }: Wanted): number {
  const { lastAt } = buyer.counts(ALL_TIME);
  return cooldown === null || lastAt === null ? 0 : addDuration(lastAt, cooldown, timeZone);
}

/** Under which a cooldown remembers when the reward was had last. */
const ALL_TIME: PeriodKey = "all";

/** The periods in which a redemption at `now` counts. */
export function periodsOf(
  { limits, cooldown }: Reward,
  now: number,
  timeZone: string,
): PeriodKey[] {
  const periods = periodsAt(now, timeZone);
  const limited = limits.flatMap(({ per }) => (per === "order" ? [] : [periods[per]]));
  return [...new Set([...limited, ...(cooldown === null ? [] : [ALL_TIME])])];
}

/** A seat is offered until the gathering begins. */
export function endOf(reward: Reward): number {
  const until = reward.until === null ? NEVER : Date.parse(reward.until);
  return reward.kind === "event_seat" ? Math.min(until, Date.parse(reward.startsAt)) : until;
}
