import type { Context } from "../core/context";
import { pageOf, positionOf } from "../core/cursor";
import { type Batch, rowsOf, type Statement, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { read, transact } from "../core/transact";
import { newId } from "../lib/ids";
import {
  closeMember,
  factOf,
  memberStatements,
  type OpenMember,
  openMember,
  parseRef,
  whoIs,
} from "../members";
import { redeemedRow } from "./checkout";
import { readVoucherCode } from "./codes";
import type { Sold } from "./conditions";
import { voucherFact } from "./issue";
import { orderRefOf, whoHasVoucher } from "./keys";
import { type Use, type VoucherRefusal, whyVoucherInvalid } from "./rules";
import { otherOrdersStatement, updateIssuedVoucher, voucherStatement } from "./store";
import type { VoucherRow } from "./tables";
import { voucherView } from "./view";

export interface Checkout {
  readonly order?: string | null | undefined;
  readonly member?: string | null | undefined;
  /** Of the goods before the voucher, minor units; without it no minimum is checked. */
  readonly total?: number | null | undefined;
  /** Without it channel, store and lines are not checked. */
  readonly sold?: Sold | null | undefined;
}

/** Who stands at the till, where the caller says so, and what the member bought before. */
function useStatements(ctx: Context, code: string, { member, order }: Checkout): Statement[] {
  const who = member ? whoIs(ctx.shop.id, parseRef(member, "/member")) : null;
  return [
    who
      ? statement(`SELECT id FROM members WHERE shop = ?1 AND id = ${who.sql}`, ...who.params)
      : statement("SELECT NULL AS id WHERE 0 AND ?1", ctx.shop.id),
    otherOrdersStatement(ctx.shop.id, code, order ? orderRefOf(order) : null),
  ];
}

/** @param rows those of {@link useStatements}; somebody unknown is certainly not the member. */
const useOf = (asked: Checkout, rows: Batch): Use => ({
  member: asked.member ? (rowsOf<{ id: string }>(rows, 0)[0]?.id ?? "") : null,
  order: asked.order ? orderRefOf(asked.order) : null,
  otherOrders: rowsOf<{ others: number }>(rows, 1)[0]?.others ?? 0,
  total: asked.total ?? null,
  sold: asked.sold ?? null,
});

/** Whether a code can be redeemed now, and if not, why. One round trip, nothing is written. */
export async function validateVoucher(ctx: Context, typed: string, asked: Checkout) {
  const code = readVoucherCode(typed);
  const rows = await read(ctx, [
    voucherStatement(ctx.shop.id, code ?? ""),
    ...useStatements(ctx, code ?? "", asked),
  ]);
  const row = rowsOf<VoucherRow>(rows, 0)[0];
  const reasons = row
    ? whyVoucherInvalid(row, useOf(asked, rows.slice(1)), ctx.now)
    : [{ code: code === null ? "voucher_mistyped" : "not_found" }];
  return {
    valid: reasons.length === 0,
    reasons,
    voucher: row ? voucherView(ctx, row) : null,
  };
}

/**
 * Marks a code as used. The same order again gets the same answer.
 *
 * @throws {DomainError} not_found, voucher_already_redeemed, voucher_expired, voucher_void,
 *   voucher_of_another_member, voucher_held, voucher_first_order_only,
 *   voucher_minimum_not_reached, voucher_wrong_channel, voucher_wrong_store, voucher_wrong_lines
 */
export function redeemVoucher(ctx: Context, typed: string, asked: Checkout) {
  const code = storedCode(typed);
  const factId = newId("fct");
  return transact(ctx, {
    load: () => [...useStatements(ctx, code, asked), ...openVoucherStatements(ctx, code)],
    decide: async (rows) => {
      const { row, member } = await openVoucher(ctx, rows.slice(2));
      const use = useOf(asked, rows);
      const [why] = whyVoucherInvalid(row, use, ctx.now);
      if (why) throw new DomainError(why.code, WAY_OUT[why.code]);
      const isReplay = row.status === "redeemed";
      const after = isReplay ? row : redeemedRow(row, use.order, ctx.now);
      if (!isReplay) member.writes.push(updateIssuedVoucher(after));
      const facts = [{ ...voucherFact("voucher_redeemed", after), order: use.order }];
      return {
        status: 200,
        body: { committed: true, voucher: voucherView(ctx, after) },
        writes: isReplay ? [] : closeMember(ctx, member),
        fact: isReplay ? null : factOf(ctx, member, factId, ctx.now, facts),
        isReplay,
        member: member.row.id,
      };
    },
  });
}

const WAY_OUT: Record<VoucherRefusal, string> = {
  voucher_of_another_member: "Vouchers are personal: only its own member can use it.",
  voucher_void: "The code was replaced or its redemption reversed.",
  voucher_already_redeemed: "The code was used before.",
  voucher_expired: "The code is past its end; it may still be reissued.",
  voucher_first_order_only: "It is for a first order, and the member has ordered before.",
  voucher_minimum_not_reached: "The goods must cost more: its `conditions` say how much.",
  voucher_held: "A checkout has set it aside: release that, or wait for its end.",
  voucher_wrong_channel: "Its `conditions` say where it can be used.",
  voucher_wrong_store: "Its `conditions` say in which stores it can be used.",
  voucher_wrong_lines: "Its `conditions` say what it is for.",
};

/** @throws {DomainError} not_found, for a code that cannot be one of ours */
export function storedCode(typed: string): string {
  const code = readVoucherCode(typed);
  if (code === null) throw new DomainError("not_found", "The code is mistyped.");
  return code;
}

/** Statements that open a voucher with its member; {@link openVoucher} takes their rows. */
export const openVoucherStatements = (ctx: Context, code: string): Statement[] => [
  voucherStatement(ctx.shop.id, code),
  ...memberStatements(ctx, { who: whoHasVoucher(ctx.shop.id, code), spendable: 0 }),
];

/** @throws {DomainError} not_found */
export async function openVoucher(
  ctx: Context,
  rows: Batch,
): Promise<{ row: VoucherRow; member: OpenMember }> {
  const row = rowsOf<VoucherRow>(rows, 0)[0];
  const member = await openMember(ctx, rows.slice(1), 0);
  if (!row || !member) throw new DomainError("not_found", "The shop has no such voucher.");
  return { row, member };
}

/** A member's vouchers, the latest first, used and void ones too. */
export async function listVouchers(
  ctx: Context,
  ref: string,
  page: { limit: number; cursor?: string | undefined },
) {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const n = who.params.length + 1;
  const from = positionOf(page.cursor, ["number", "string"]);
  const rows = await read(ctx, [
    statement(`SELECT id FROM members WHERE shop = ?1 AND id = ${who.sql}`, ...who.params),
    statement(
      `SELECT * FROM vouchers WHERE shop = ?1 AND member = ${who.sql}
         AND (?${n} IS NULL OR (issued_at, code) < (?${n}, ?${n + 1}))
       ORDER BY issued_at DESC, code DESC LIMIT ?${n + 2}`,
      ...who.params,
      from?.[0] ?? null,
      from?.[1] ?? null,
      page.limit + 1,
    ),
  ]);
  if (rowsOf(rows, 0).length === 0)
    throw new DomainError("not_found", "The shop has no such member.");
  return pageOf(
    rowsOf<VoucherRow>(rows, 1),
    page.limit,
    (row) => voucherView(ctx, row),
    (row) => [row.issued_at, row.code],
  );
}
