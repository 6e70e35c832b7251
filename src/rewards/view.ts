import { toIso } from "../lib/time";
import { type Balance, balancesOf, type OpenMember } from "../members";
import type { Program } from "../program";
import { type CodeView, codeView, redemptionId, type VoucherRow } from "../vouchers";
import { givenCode } from "./codes";
import { givenBy } from "./give";
import { statusAt } from "./life";
import type { RedemptionRow } from "./tables";

const costOf = (row: RedemptionRow) => ({ [row.unit]: row.cost });

/** What it gave besides a voucher: store credit, uses of a perk, a donation. */
function givenView(row: RedemptionRow) {
  const given = givenBy(row);
  if (!given) return null;
  const { unit, amount, expiresAt } = given;
  return { unit, amount, expiresAt: given.lot === 0 ? null : toIso(expiresAt as number | null) };
}

/** A redemption, with the number under which it was sent where that was loaded. */
export type ShownRedemption = RedemptionRow & { readonly tracking?: string | null };

const fulfilmentView = ({ fulfilment, fulfilled_at, tracking = null }: ShownRedemption) =>
  fulfilment && { status: fulfilment, at: toIso(fulfilled_at), tracking };

/** A redemption by itself, as of `now`. */
export function redemptionView(now: number, row: ShownRedemption, voucher: VoucherRow | null) {
  const status = statusAt(row, now);
  return {
    id: redemptionId(row.id),
    externalId: row.id.startsWith("red_") ? null : row.id,
    status,
    rewardId: row.reward,
    member: row.member,
    order: row.order_ref,
    quantity: row.quantity,
    cost: costOf(row),
    voucher: voucher && codeView(voucher),
    given: givenView(row),
    ...givenCode(row),
    fulfilment: fulfilmentView(row),
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
  given: givenView(row),
  ...givenCode({ ...row, status }),
  holdUntil: toIso(row.hold_until),
  quantity: row.quantity,
  cost: costOf(row),
  wallet,
});

/** The first answer again, whatever became of the redemption since. */
export const repeatedAnswer = (row: RedemptionRow) =>
  redemptionAnswer(
    row.hold_until === null ? row : { ...row, given: null },
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
