import type { Context } from "../core/context";
import { type OpenMember, spendable } from "../members";
import type { Draft } from "../messages";
import type { Program } from "../program";
import { shownCode, voucherEnd } from "../vouchers";
import type { WinBackVoucher } from "./program";
import type { Expiry, Silence } from "./rules";

type Values = Draft["values"];

/** Points of a unit, the balance that they are part of, and what it is enough for. */
export function pointsValues(
  ctx: Context,
  program: Program,
  member: OpenMember,
  of: { readonly unit: string; readonly amount: number },
): Values {
  const balance = spendable(member.book, of.unit);
  return {
    unit: of.unit,
    amount: of.amount,
    balance,
    ...rewardWithin(program, of.unit, balance, ctx.now),
  };
}

export const expiryValues = (
  ctx: Context,
  program: Program,
  member: OpenMember,
  { at, ...of }: Expiry,
): Values => ({ ...pointsValues(ctx, program, member, of), expiresAt: at });

/**
 * The dearest reward that a balance is enough for. Only one that never runs out and that everybody
 * may have again is named, as nobody counts here what is taken.
 */
function rewardWithin(program: Program, unit: string, balance: number, now: number): Values {
  const fitting = program.parts.rewards
    .filter((r) => r.stock === null && r.limitPerMember === null)
    .filter((r) => r.from === null || Date.parse(r.from) <= now)
    .filter((r) => r.until === null || now < Date.parse(r.until))
    .map((reward) => ({ reward, cost: reward.cost[unit] ?? Number.POSITIVE_INFINITY }))
    .filter(({ cost }) => cost > 0 && cost <= balance)
    .sort((a, b) => b.cost - a.cost);
  const name = fitting[0]?.reward.name;
  return name ? { rewardEn: name.en, rewardDe: name.de } : {};
}

/** A voucher that a message promises. */
export interface Gift {
  readonly code: string;
  readonly expiresAt: number | null;
  readonly voucher: WinBackVoucher;
}

export const giftOf = (ctx: Context, voucher: WinBackVoucher, code: string): Gift => ({
  code,
  voucher,
  expiresAt: voucherEnd(voucher.validFor, ctx.now, ctx.shop.timeZone),
});

export const winBackValues = ({ lastOrderAt }: Silence, gift: Gift | null): Values => ({
  lastOrderAt,
  ...(gift === null ? {} : giftValues(gift)),
});

const giftValues = ({ code, expiresAt, voucher }: Gift): Values => ({
  voucherEn: voucher.name.en,
  voucherDe: voucher.name.de,
  code: shownCode(null, code),
  ...(expiresAt === null ? {} : { validUntil: expiresAt }),
  ...(voucher.minimumTotal === null ? {} : { minimumTotal: voucher.minimumTotal }),
});
