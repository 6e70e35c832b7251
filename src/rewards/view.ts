import type { Context, Locale } from "../core/context";
import { toIso } from "../lib/time";
import { type Balance, balancesOf, type OpenMember } from "../members";
import type { Program } from "../program";
import { shownCode } from "./codes";
import { redemptionId } from "./keys";
import { statusAt, type VoucherEffect } from "./rules";
import type { RedemptionRow, VoucherRow } from "./tables";

/** What a voucher promises, as its row keeps it: the program may have changed since. */
export type Promised = VoucherEffect & { readonly name: Readonly<Record<Locale, string>> };

const promisedBy = (row: VoucherRow): Promised => JSON.parse(row.effect) as Promised;

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
  const { name, ...effect } = promisedBy(row);
  return {
    ...codeView(row),
    status: voucherStatus(row, ctx.now),
    member: row.member,
    rewardId: row.reward,
    redemptionId: redemptionId(row.redemption),
    name: name[ctx.locale],
    effect,
    issuedAt: toIso(row.issued_at),
    redeemedAt: toIso(row.redeemed_at),
    order: row.redeemed_by,
    replaces: row.replaces && shownCode(row.reward, row.replaces),
    replacedBy: row.replaced_by && shownCode(row.reward, row.replaced_by),
  };
}

const costOf = (row: RedemptionRow) => ({ [row.unit]: row.cost });

/** A redemption by itself, as of `now`. */
export function redemptionView(now: number, row: RedemptionRow, voucher: VoucherRow | null) {
  const status = statusAt(row, now);
  return {
    id: redemptionId(row.id),
    externalId: row.id.startsWith("red_") ? null : row.id,
    status,
    rewardId: row.reward,
    member: row.member,
    order: row.order_ref,
    cost: costOf(row),
    voucher: voucher && codeView(voucher),
    holdUntil: toIso(row.hold_until),
    createdAt: toIso(row.created_at),
    capturedAt: toIso(row.captured_at),
    endedAt: toIso(status === "released" ? (row.ended_at ?? row.hold_until) : row.ended_at),
  };
}

/** What a redemption's row keeps of its first answer; the rest stands in its columns. */
export interface FirstAnswer {
  readonly voucher: CodeView | null;
  readonly wallet: Record<string, Balance>;
}

/** What a call that changes a redemption answers. */
export const redemptionAnswer = (
  row: RedemptionRow,
  status: RedemptionRow["status"],
  { voucher, wallet }: FirstAnswer,
) => ({
  id: redemptionId(row.id),
  status,
  rewardId: row.reward,
  committed: true,
  voucher,
  holdUntil: toIso(row.hold_until),
  cost: costOf(row),
  wallet,
});

/** The first answer again, whatever became of the redemption since. */
export const repeatedAnswer = (row: RedemptionRow) =>
  redemptionAnswer(
    row,
    row.hold_until === null ? "captured" : "held",
    JSON.parse(row.answer) as FirstAnswer,
  );

export const firstAnswer = (
  program: Program,
  member: OpenMember,
  voucher: VoucherRow | null,
): FirstAnswer => ({
  voucher: voucher && codeView(voucher),
  wallet: balancesOf(program, member.book),
});
