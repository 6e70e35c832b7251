import type { Locale } from "../core/context";
import type { ErrorCode } from "../core/errors";
import { addDuration } from "../lib/time";
import type { VoucherRow } from "./tables";
import type { VoucherEffect } from "./worth";

/** What a voucher asks of the order that uses it. */
export interface Conditions {
  readonly firstOrderOnly: boolean;
  /** Of the goods, minor units; null: any order will do. */
  readonly minimumTotal: number | null;
}

/** What a voucher promises, as its row keeps it: the program may have changed since. */
export type Promised = VoucherEffect & {
  readonly name: Readonly<Record<Locale, string>>;
  /** Left out where there are none. */
  readonly conditions?: Conditions;
};

export const promisedBy = (row: Pick<VoucherRow, "effect">): Promised =>
  JSON.parse(row.effect) as Promised;

export const NO_CONDITIONS: Conditions = { firstOrderOnly: false, minimumTotal: null };

/** Whether two refs mean one order: `shopify:1001` is the same as the bare `1001`. */
export const namesSameOrder = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && (a === b || a.endsWith(`:${b}`) || b.endsWith(`:${a}`));

export type VoucherRefusal = Extract<
  ErrorCode,
  | "voucher_of_another_member"
  | "voucher_void"
  | "voucher_already_redeemed"
  | "voucher_expired"
  | "voucher_first_order_only"
  | "voucher_minimum_not_reached"
>;

/** A use of a voucher, as far as it is known. */
export interface Use {
  /** null: nobody was named. */
  readonly member: string | null;
  readonly order: string | null;
  /** Kept orders of the voucher's member beside this one. */
  readonly otherOrders: number;
  /** Of the goods, before the voucher; null: unknown, and no minimum is checked. */
  readonly total: number | null;
}

/** Why a voucher cannot be redeemed at `now`; null when it can, or was by this very order. */
export function whyVoucherInvalid(
  voucher: VoucherRow,
  use: Use,
  now: number,
): VoucherRefusal | null {
  if (use.member !== null && use.member !== voucher.member) return "voucher_of_another_member";
  switch (voucher.status) {
    case "void":
      return "voucher_void";
    case "redeemed":
      return namesSameOrder(voucher.redeemed_by, use.order) ? null : "voucher_already_redeemed";
    case "issued":
      if (voucher.expires_at !== null && voucher.expires_at <= now) return "voucher_expired";
      return whyUnfit(promisedBy(voucher).conditions ?? NO_CONDITIONS, use);
  }
}

/** Which condition the order does not meet. */
function whyUnfit(conditions: Conditions, { otherOrders, total }: Use): VoucherRefusal | null {
  if (conditions.firstOrderOnly && otherOrders > 0) return "voucher_first_order_only";
  const { minimumTotal } = conditions;
  if (minimumTotal !== null && total !== null && total < minimumTotal) {
    return "voucher_minimum_not_reached";
  }
  return null;
}

/** What the program says of vouchers; its part `redemption` has these fields. */
export interface VoucherPolicy {
  /** null: for ever. */
  readonly voucherValidFor: string | null;
  readonly reissueFor: string;
}

export type Reissue =
  | { readonly kind: "until" /** null: for ever. */; readonly expiresAt: number | null }
  | { readonly kind: "too_late" };

/**
 * Until when a reissued code is valid: as long as the lost one; a fresh term for one that ended
 * within the time for reissuing. A granted code had a term of its own, which it gets again.
 */
export function reissuedUntil(
  voucher: Pick<VoucherRow, "expires_at" | "issued_at" | "reward">,
  policy: VoucherPolicy,
  now: number,
  timeZone: string,
): Reissue {
  const ends = voucher.expires_at;
  if (ends === null || ends > now) return { kind: "until", expiresAt: ends };
  if (addDuration(ends, policy.reissueFor, timeZone) <= now) return { kind: "too_late" };
  const expiresAt =
    voucher.reward === null
      ? now + (ends - voucher.issued_at)
      : voucherEnd(policy.voucherValidFor, now, timeZone);
  return { kind: "until", expiresAt };
}

/** The end of a code that is issued at `now` and valid for a duration; null for never. */
export const voucherEnd = (
  validFor: string | null,
  now: number,
  timeZone: string,
): number | null => (validFor === null ? null : addDuration(now, validFor, timeZone));
