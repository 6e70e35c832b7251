import type { ErrorCode } from "../core/errors";
import { addDuration, NEVER } from "../lib/time";
import { priceOf, timesPrice } from "./price";
import type { RedemptionPolicy, Reward } from "./program";
import type { RedemptionRow } from "./tables";

export type UnavailableCode = Extract<
  ErrorCode,
  | "reward_not_yet_on_offer"
  | "reward_ended"
  | "reward_out_of_stock"
  | "reward_limit_reached"
  | "insufficient_points"
>;

export interface Unavailable {
  readonly code: UnavailableCode;
  /** Points that are missing. */
  readonly missing?: number;
}

export interface RewardState {
  /** Units held or captured by anybody. */
  readonly taken: number;
  /** How often this member holds or has it; null when no member is asked for. */
  readonly takenByMember: number | null;
  /** What the member can spend of the reward's unit; null when no member is asked for. */
  readonly balance: number | null;
}

/** When a reward is wanted, and how many steps of it. */
export interface Wanted {
  readonly now: number;
  readonly steps: number;
}

/** Everything that keeps a reward from being redeemed at `now`, the most telling first. */
export function whyUnavailable(
  reward: Reward,
  state: RewardState,
  { now, steps }: Wanted,
): Unavailable[] {
  const reasons: Unavailable[] = [];
  if (reward.from !== null && now < Date.parse(reward.from)) {
    reasons.push({ code: "reward_not_yet_on_offer" });
  }
  if (now >= endOf(reward)) reasons.push({ code: "reward_ended" });
  if (reward.stock !== null && state.taken >= reward.stock)
    reasons.push({ code: "reward_out_of_stock" });
  const { takenByMember, balance } = state;
  if (
    takenByMember !== null &&
    reward.limitPerMember !== null &&
    takenByMember >= reward.limitPerMember
  ) {
    reasons.push({ code: "reward_limit_reached" });
  }
  const { amount } = timesPrice(priceOf(reward), steps);
  if (balance !== null && balance < amount) {
    reasons.push({ code: "insufficient_points", missing: amount - balance });
  }
  return reasons;
}

/** A seat is offered until the gathering begins. */
export function endOf(reward: Reward): number {
  const until = reward.until === null ? NEVER : Date.parse(reward.until);
  return reward.kind === "event_seat" ? Math.min(until, Date.parse(reward.startsAt)) : until;
}

/** A redemption's state as of `now`: a hold past its time is released, whoever noticed. */
export const statusAt = (row: RedemptionRow, now: number): RedemptionRow["status"] =>
  row.status === "held" && row.hold_until !== null && row.hold_until <= now
    ? "released"
    : row.status;

/** Whether it was not released by a call, but by its own time. */
export const isTimedOut = (row: RedemptionRow, now: number): boolean =>
  row.hold_until !== null &&
  (row.status === "held" ? row.hold_until <= now : row.ended_at === row.hold_until);

/** Whether a captured redemption may still be reversed. */
export const isReversible = (
  capturedAt: number,
  policy: RedemptionPolicy,
  now: number,
  timeZone: string,
): boolean => now < addDuration(capturedAt, policy.reversibleFor, timeZone);
