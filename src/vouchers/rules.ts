import type { Locale } from "../core/context";
import type { ErrorCode } from "../core/errors";
import { addDuration } from "../lib/time";
import { type Asked, type Conditions, NO_CONDITIONS, type Unmet, unmetBy } from "./conditions";
import type { VoucherRow } from "./tables";
import type { VoucherEffect } from "./worth";

/** What a voucher promises, as its row keeps it: the program may have changed since. */
export type Promised = VoucherEffect & {
  readonly name: Readonly<Record<Locale, string>>;
  /** Those that differ from none; left out where there are none. */
  readonly conditions?: Partial<Conditions>;
};

export const promisedBy = (row: Pick<VoucherRow, "effect">): Promised =>
  JSON.parse(row.effect) as Promised;

export const conditionsIn = ({ conditions }: Promised): Conditions => ({
  ...NO_CONDITIONS,
  ...conditions,
});

/** Whether two refs mean one order: `shopify:1001` is the same as the bare `1001`. */
export const namesSameOrder = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && (a === b || a.endsWith(`:${b}`) || b.endsWith(`:${a}`));

export type VoucherRefusal =
  | Unmet["code"]
  | Extract<
      ErrorCode,
      | "voucher_of_another_member"
      | "voucher_void"
      | "voucher_already_redeemed"
      | "voucher_held"
      | "voucher_expired"
    >;

/** Why a voucher cannot be redeemed; of money, how much is missing. */
export interface Refusal {
  readonly code: VoucherRefusal;
  readonly missing?: number;
}

/** A use of a voucher, as far as it is known. */
export interface Use extends Asked {
  /** null: nobody was named. */
  readonly member: string | null;
  readonly order: string | null;
  /** The checkout that may have it set aside. */
  readonly checkout?: string | null;
}

/**
 * Why a voucher cannot be redeemed; empty when it can, or was by this very order.
 *
 * @param at when it must be valid, e.g. when the order was placed
 * @param now when no other checkout may hold it
 */
export function whyVoucherInvalid(
  voucher: VoucherRow,
  use: Use,
  at: number,
  now: number = at,
): Refusal[] {
  // A gift card is the bearer's.
  const isOthers = use.member !== null && use.member !== voucher.member;
  if (isOthers && promisedBy(voucher).kind !== "gift_card")
    return [{ code: "voucher_of_another_member" }];
  switch (voucher.status) {
    case "void":
      return [{ code: "voucher_void" }];
    case "redeemed":
      return namesSameOrder(voucher.redeemed_by, use.order)
        ? []
        : [{ code: "voucher_already_redeemed" }];
    case "issued":
      // What a checkout set aside was looked at then, and stays with it.
      if (isHeld(voucher, now))
        return voucher.held_by === use.checkout ? [] : [{ code: "voucher_held" }];
      if (voucher.expires_at !== null && voucher.expires_at <= at)
        return [{ code: "voucher_expired" }];
      return unmetBy(conditionsIn(promisedBy(voucher)), use);
  }
}

/** Whether a checkout has set the voucher aside at `now`. */
export const isHeld = ({ held_until }: Pick<VoucherRow, "held_until">, now: number): boolean =>
  held_until !== null && held_until > now;

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
