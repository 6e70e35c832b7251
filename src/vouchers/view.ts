import type { Context } from "../core/context";
import { toIso } from "../lib/time";
import { shownCode } from "./codes";
import { causeFrom } from "./keys";
import { conditionsIn, isHeld, promisedBy } from "./rules";
import type { VoucherRow } from "./tables";

export const codeView = (row: VoucherRow) => ({
  code: shownCode(row.reward, row.code),
  expiresAt: toIso(row.expires_at),
});

export type CodeView = ReturnType<typeof codeView>;

/** A voucher's state as of `now`: one past its end is expired, whoever noticed. */
const voucherStatus = (row: VoucherRow, now: number) =>
  row.status === "issued" && row.expires_at !== null && row.expires_at <= now
    ? ("expired" as const)
    : row.status;

export function voucherView(ctx: Pick<Context, "now" | "locale">, row: VoucherRow) {
  const promised = promisedBy(row);
  const { name, conditions: _, ...effect } = promised;
  const cause = causeFrom(row.cause);
  return {
    ...codeView(row),
    status: voucherStatus(row, ctx.now),
    member: row.member,
    cause,
    rewardId: row.reward,
    redemptionId: cause.kind === "redemption" ? cause.id : null,
    name: name[ctx.locale],
    effect,
    conditions: conditionsIn(promised),
    issuedAt: toIso(row.issued_at),
    redeemedAt: toIso(row.redeemed_at),
    order: row.redeemed_by,
    heldUntil: isHeld(row, ctx.now) ? toIso(row.held_until) : null,
    replaces: row.replaces && shownCode(row.reward, row.replaces),
    replacedBy: row.replaced_by && shownCode(row.reward, row.replaced_by),
  };
}
