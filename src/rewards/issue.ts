import type { Context } from "../core/context";
import type { Fact } from "../core/facts";
import type { Program } from "../program";
import { shownCode } from "./codes";
import { redemptionId } from "./keys";
import type { Reward } from "./program";
import { effectOf, voucherEnd } from "./rules";
import type { RedemptionRow, VoucherRow } from "./tables";
import type { Promised } from "./view";

/** The voucher of a redemption that is captured now, under the program that decided it. */
export function issuedVoucher(
  ctx: Context,
  program: Program,
  reward: Reward,
  redemption: RedemptionRow,
  code: string,
): VoucherRow {
  const promised: Promised = { ...effectOf(reward, ctx.shop.currency), name: reward.name };
  return {
    shop: ctx.shop.id,
    code,
    member: redemption.member,
    status: "issued",
    redemption: redemption.id,
    reward: redemption.reward,
    effect: JSON.stringify(promised),
    expires_at: voucherEnd(program.parts.redemption, ctx.now, ctx.shop.timeZone),
    redeemed_at: null,
    redeemed_by: null,
    replaces: null,
    replaced_by: null,
    reissue_reason: null,
    reissue_note: null,
    issued_at: ctx.now,
  };
}

/** What facts about a redemption tell; `costAmount` is what the reward costs the shop. */
export const redemptionFact = (
  type: string,
  row: RedemptionRow,
  reward: Reward | undefined,
): Fact => ({
  type,
  redemption: redemptionId(row.id),
  reward: row.reward,
  unit: row.unit,
  cost: row.cost,
  ...(reward ? { costAmount: reward.costAmount } : {}),
});

export const voucherFact = (type: string, row: VoucherRow): Fact => ({
  type,
  voucher: shownCode(row.reward, row.code),
  redemption: redemptionId(row.redemption),
  reward: row.reward,
});
