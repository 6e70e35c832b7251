import type { Context } from "../core/context";
import { type Batch, rowsOf } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import { canonicalJson, sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import { DAY } from "../lib/time";
import { closeMember, factOf, memberStatements, type OpenMember, openMember } from "../members";
import { programNumbered } from "../program";
import {
  isHeld,
  redeemedRow,
  redemptionId,
  reopenVoucher,
  updateIssuedVoucher,
  type VoucherRow,
} from "../vouchers";
import { type FulfilmentStep, isHandedOver, stepsAfter } from "./handover";
import { redemptionKey, whoRedeemed } from "./keys";
import { redemptionStatement, updateRedemption, voucherOfRedemption } from "./store";
import { fulfilmentStatement, insertFulfilment } from "./store-handover";
import type { FulfilmentRow, RedemptionRow } from "./tables";
import { redemptionView, type ShownRedemption } from "./view";

export interface Fulfilment {
  readonly id?: string | undefined;
  readonly status: FulfilmentStep;
  readonly at?: string | undefined;
  readonly tracking?: string | null | undefined;
  readonly storeId?: string | null | undefined;
}

/** What a call notes, with everything that a retry must find the same. */
interface Noted {
  readonly id: string;
  readonly hash: string;
  readonly at: number;
  readonly of: Fulfilment;
  readonly factId: string;
}

/**
 * Notes what became of a thing that was bought for points. What leaves the house uses its code up;
 * what comes back, or was noted by mistake, has failed, and the code is good again.
 *
 * @throws {DomainError} not_found, fulfilment_differs, fulfilment_not_possible, invalid_time,
 *   voucher_already_redeemed, voucher_held
 */
export async function fulfilRedemption(ctx: Context, id: string, of: Fulfilment) {
  const key = redemptionKey(id);
  const at = of.at === undefined ? ctx.now : Date.parse(of.at);
  if (at > ctx.now + DAY) throw refuse("invalid_time", "/at", "It lies in the future.");
  const noted: Noted = {
    id: of.id ?? newId("ful"),
    hash: await sha256(canonicalJson({ ...of, id: undefined })),
    at,
    of,
    factId: newId("fct"),
  };
  return transact(ctx, {
    load: () => [
      redemptionStatement(ctx.shop.id, key),
      voucherOfRedemption(ctx.shop.id, key),
      fulfilmentStatement(ctx.shop.id, key, noted.id),
      ...memberStatements(ctx, { who: whoRedeemed(ctx.shop.id, key), spendable: 0 }),
    ],
    decide: async (rows) => {
      const earlier = rowsOf<FulfilmentRow>(rows, 2)[0];
      if (earlier) return replay(earlier, noted.hash);
      const member = await openMember(ctx, rows.slice(3), 0);
      return decide(ctx, rows, member, noted);
    },
  });
}

function replay(row: FulfilmentRow, hash: string): Decision {
  if (row.request_hash !== hash) {
    throw new DomainError("fulfilment_differs", "Use a new id for another step.");
  }
  const body = JSON.parse(row.answer) as object;
  return { status: 200, body, writes: [], fact: null, isReplay: true };
}

async function decide(
  ctx: Context,
  rows: Batch,
  member: OpenMember | null,
  noted: Noted,
): Promise<Decision> {
  const row = rowsOf<ShownRedemption>(rows, 0)[0];
  const voucher = rowsOf<VoucherRow>(rows, 1)[0] ?? null;
  if (!row || !member) throw new DomainError("not_found", "The shop has no such redemption.");
  if (noted.at < row.created_at - DAY) {
    throw refuse("invalid_time", "/at", "That is before it was bought.");
  }
  await checkStep(ctx, row, noted.of.status);
  const { status, tracking = null, storeId = null } = noted.of;
  const after: ShownRedemption = { ...row, fulfilment: status, fulfilled_at: noted.at };
  member.writes.push(updateRedemption(after), ...voucherWrites(ctx, row, voucher, noted));
  const body = {
    committed: true,
    ...redemptionView(ctx.now, { ...after, ...(tracking === null ? {} : { tracking }) }, voucher),
  };
  const step: FulfilmentRow = {
    shop: ctx.shop.id,
    redemption: row.id,
    id: noted.id,
    status,
    at: noted.at,
    tracking,
    store: storeId,
    request_hash: noted.hash,
    answer: JSON.stringify(body),
    created_at: ctx.now,
  };
  member.writes.push(insertFulfilment(step));
  const fact = {
    type: "redemption_fulfilled",
    redemption: redemptionId(row.id),
    reward: row.reward,
    status,
    store: storeId,
  };
  return {
    status: 201,
    body,
    writes: closeMember(ctx, member),
    fact: factOf(ctx, member, noted.factId, noted.at, [fact]),
    isRebuiltFromRow: noted.of.id !== undefined,
    member: member.row.id,
  };
}

/** @throws {DomainError} fulfilment_not_possible */
async function checkStep(ctx: Context, row: RedemptionRow, step: FulfilmentStep): Promise<void> {
  const { parts } = await programNumbered(ctx, row.program);
  const by = parts.rewards.find((r) => r.id === row.reward)?.fulfilment?.by;
  const state = row.fulfilment;
  const possible = by && state ? stepsAfter(by, state) : [];
  if (possible.includes(step)) return;
  const detail =
    possible.length === 0
      ? "There is nothing to hand over."
      : `It is ${state}; possible now: ${possible.join(", ")}.`;
  throw refuse("fulfilment_not_possible", "/status", detail);
}

/** @throws {DomainError} voucher_already_redeemed, voucher_held: the thing is had for its code */
function voucherWrites(
  { now }: Context,
  row: RedemptionRow,
  voucher: VoucherRow | null,
  { of, at }: Noted,
) {
  if (!voucher) return [];
  const by = redemptionId(row.id);
  const [was, is] = [isHandedOver(row.fulfilment), isHandedOver(of.status)];
  if (was === is) return [];
  if (!is) return [reopenVoucher(voucher, by)];
  if (voucher.status === "redeemed") {
    throw new DomainError("voucher_already_redeemed", "It was had for its code at checkout.");
  }
  if (isHeld(voucher, now)) throw new DomainError("voucher_held", "A cart has its code.");
  return [updateIssuedVoucher(redeemedRow(voucher, by, at))];
}
