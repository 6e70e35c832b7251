import type { ErrorCode } from "../core/errors";
import { addDuration } from "../lib/time";
import { priceOf, type RedemptionPolicy, type Reward } from "./program";
import type { RedemptionRow, VoucherRow } from "./tables";

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

/** Everything that keeps a reward from being redeemed at `now`, the most telling first. */
export function whyUnavailable(reward: Reward, state: RewardState, now: number): Unavailable[] {
  const reasons: Unavailable[] = [];
  if (reward.from !== null && now < Date.parse(reward.from)) {
    reasons.push({ code: "reward_not_yet_on_offer" });
  }
  if (reward.until !== null && now >= Date.parse(reward.until))
    reasons.push({ code: "reward_ended" });
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
  const { amount } = priceOf(reward);
  if (balance !== null && balance < amount) {
    reasons.push({ code: "insufficient_points", missing: amount - balance });
  }
  return reasons;
}

/** What a voucher is worth at checkout. */
export type VoucherEffect =
  | { readonly kind: "percent"; readonly percent: number }
  | { readonly kind: "fixed_amount"; readonly amount: number; readonly currency: string }
  | { readonly kind: "free_product"; readonly sku: string | null };

export function effectOf(reward: Reward, currency: string): VoucherEffect {
  switch (reward.kind) {
    case "percent":
      return { kind: "percent", percent: reward.percent };
    case "fixed_amount":
      return { kind: "fixed_amount", amount: reward.amount, currency };
    case "free_product":
      return { kind: "free_product", sku: reward.sku ?? null };
  }
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

/** Whether two refs mean one order: `shopify:1001` is the same as the bare `1001`. */
export const namesSameOrder = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && (a === b || a.endsWith(`:${b}`) || b.endsWith(`:${a}`));

export type VoucherRefusal = Extract<
  ErrorCode,
  "voucher_of_another_member" | "voucher_void" | "voucher_already_redeemed" | "voucher_expired"
>;

/** Why a voucher cannot be redeemed at `now`; null when it can, or was by this very order. */
export function whyVoucherInvalid(
  voucher: VoucherRow,
  asked: { member: string | null; order: string | null },
  now: number,
): VoucherRefusal | null {
  if (asked.member !== null && asked.member !== voucher.member) return "voucher_of_another_member";
  switch (voucher.status) {
    case "void":
      return "voucher_void";
    case "redeemed":
      return namesSameOrder(voucher.redeemed_by, asked.order) ? null : "voucher_already_redeemed";
    case "issued":
      return voucher.expires_at !== null && voucher.expires_at <= now ? "voucher_expired" : null;
  }
}

export type Reissue =
  | { readonly kind: "until" /** null: for ever. */; readonly expiresAt: number | null }
  | { readonly kind: "too_late" };

/**
 * Until when a reissued code is valid: as long as the lost one; a fresh term for one that ended
 * within the time for reissuing.
 */
export function reissuedUntil(
  voucher: Pick<VoucherRow, "expires_at">,
  policy: RedemptionPolicy,
  now: number,
  timeZone: string,
): Reissue {
  const ends = voucher.expires_at;
  if (ends === null || ends > now) return { kind: "until", expiresAt: ends };
  if (addDuration(ends, policy.reissueFor, timeZone) <= now) return { kind: "too_late" };
  return { kind: "until", expiresAt: voucherEnd(policy, now, timeZone) };
}

/** The end of a code that is issued at `now`; null for never. */
export const voucherEnd = (
  policy: RedemptionPolicy,
  now: number,
  timeZone: string,
): number | null =>
  policy.voucherValidFor === null ? null : addDuration(now, policy.voucherValidFor, timeZone);

/** Whether a captured redemption may still be reversed. */
export const isReversible = (
  capturedAt: number,
  policy: RedemptionPolicy,
  now: number,
  timeZone: string,
): boolean => now < addDuration(capturedAt, policy.reversibleFor, timeZone);
