import type { Context } from "../core/context";
import type { Fact } from "../core/facts";
import type { OpenMember } from "../members";
import type { Program } from "../program";
import { grantVoucher, redemptionId, type VoucherRow, voucherEnd } from "../vouchers";
import { causeOf } from "./keys";
import type { Reward } from "./program";
import type { RedemptionRow } from "./tables";

/** Gives the voucher of a redemption that is captured now, under the program that decided it. */
export const issueVoucher = (
  ctx: Context,
  member: OpenMember,
  { program, reward, row, code }: Bought,
): VoucherRow =>
  grantVoucher(ctx, member, {
    cause: causeOf(row.id),
    code,
    name: reward.name,
    worth: reward,
    expiresAt: voucherEnd(program.parts.redemption.voucherValidFor, ctx.now, ctx.shop.timeZone),
    program: program.number,
    reward: reward.id,
  });

interface Bought {
  readonly program: Program;
  readonly reward: Reward;
  readonly row: RedemptionRow;
  readonly code: string;
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
