import type { Context } from "../core/context";
import { expiresAt, fill, settle } from "../ledger";
import { addDuration } from "../lib/time";
import type { OpenMember } from "../members";
import type { Program } from "../program";
import { causeText, type Grant, grantVoucher, type VoucherRow } from "../vouchers";
import type { ReferralVoucher } from "./program";
import type { ReferralRow } from "./tables";
import type { Given } from "./view";

/** Gives the friend what the program promises for a first order; null where it promises nothing. */
export function giveFriend(
  ctx: Context,
  program: Program,
  friend: OpenMember,
  row: ReferralRow,
  code: string,
): VoucherRow | null {
  const offer = program.parts.referral.friend;
  if (!offer) return null;
  // Staff may accept somebody who has ordered before: for them it is a voucher for any order.
  const firstOrderOnly = friend.row.kept_orders === 0;
  const grant = grantOf(ctx, program, offer.voucher, row, code);
  return grantVoucher(ctx, friend, { ...grant, firstOrderOnly });
}

/** Gives the advocate their reward; null where the program promises them none. */
export function giveAdvocate(
  ctx: Context,
  program: Program,
  advocate: OpenMember,
  row: ReferralRow,
  code: string,
): Given | null {
  const reward = program.parts.referral.advocate;
  if (!reward) return null;
  if ("voucher" in reward) {
    grantVoucher(ctx, advocate, grantOf(ctx, program, reward.voucher, row, code));
    return { kind: "voucher" };
  }
  const { unit, points: amount } = reward;
  const ends = expiresAt(program.parts.expiry, ctx.now, ctx.shop.timeZone);
  const { lot, seq } = fill(advocate.book, {
    unit,
    amount,
    activatesAt: ctx.now,
    expiresAt: ends,
    from: "issued",
    entry: {
      reason: "referral",
      cause: causeText("referral", row.id),
      rule: "referral.advocate",
      program: program.number,
    },
  });
  settle(advocate.book);
  return { kind: "points", unit, amount, lot: lot ?? seq, expiresAt: ends };
}

const grantOf = (
  ctx: Context,
  program: Program,
  offer: ReferralVoucher,
  row: ReferralRow,
  code: string,
): Grant => ({
  cause: causeText("referral", row.id),
  code,
  name: offer.name,
  worth: offer.worth,
  minimumTotal: offer.minimumTotal || null,
  expiresAt: addDuration(ctx.now, offer.validFor, ctx.shop.timeZone),
  program: program.number,
});
