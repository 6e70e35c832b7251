import type { Context } from "../core/context";
import { pageOf, positionOf } from "../core/cursor";
import { rowsOf, type Statement, statement } from "../core/database";
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
import { voucherFact } from "./issue";
import { orderRefOf, whoHasVoucher } from "./keys";
import { type VoucherRefusal, whyVoucherInvalid } from "./rules";
import { updateIssuedVoucher, voucherStatement } from "./store";
import type { VoucherRow } from "./tables";
import { voucherView } from "./view";

export interface Checkout {
  readonly order?: string | null | undefined;
  readonly member?: string | null | undefined;
}

/** Who stands at the till, where the caller says so; {@link memberAsked} takes the row. */
function memberAskedStatement(ctx: Context, ref: string | null | undefined): Statement {
  if (!ref) return statement("SELECT NULL AS id WHERE 0 AND ?1", ctx.shop.id);
  const who = whoIs(ctx.shop.id, parseRef(ref, "/member"));
  return statement(`SELECT id FROM members WHERE shop = ?1 AND id = ${who.sql}`, ...who.params);
}

/** null where nobody was named; somebody unknown is certainly not the voucher's member. */
const memberAsked = (ref: string | null | undefined, row: { id: string } | undefined) =>
  ref ? (row?.id ?? "") : null;

/** Whether a code can be redeemed now, and if not, why. One round trip, nothing is written. */
export async function validateVoucher(ctx: Context, typed: string, asked: Checkout) {
  const code = readVoucherCode(typed);
  const rows = await read(ctx, [
    voucherStatement(ctx.shop.id, code ?? ""),
    memberAskedStatement(ctx, asked.member),
  ]);
  const row = rowsOf<VoucherRow>(rows, 0)[0];
  const why = row
    ? whyVoucherInvalid(
        row,
        {
          member: memberAsked(asked.member, rowsOf<{ id: string }>(rows, 1)[0]),
          order: asked.order ? orderRefOf(asked.order) : null,
        },
        ctx.now,
      )
    : code === null
      ? ("voucher_mistyped" as const)
      : ("not_found" as const);
  return {
    valid: why === null,
    reasons: why === null ? [] : [{ code: why }],
    voucher: row ? voucherView(ctx, row) : null,
  };
}

/**
 * Marks a code as used. The same order again gets the same answer.
 *
 * @throws {DomainError} not_found, voucher_already_redeemed, voucher_expired, voucher_void,
 *   voucher_of_another_member
 */
export function redeemVoucher(ctx: Context, typed: string, asked: Checkout) {
  const code = storedCode(typed);
  const order = asked.order ? orderRefOf(asked.order) : null;
  const factId = newId("fct");
  return transact(ctx, {
    load: () => [memberAskedStatement(ctx, asked.member), ...openVoucherStatements(ctx, code)],
    decide: (rows) => {
      const { row, member } = openVoucher(ctx, rows.slice(1));
      const named = memberAsked(asked.member, rowsOf<{ id: string }>(rows, 0)[0]);
      const why = whyVoucherInvalid(row, { member: named, order }, ctx.now);
      if (why) throw new DomainError(why, WAY_OUT[why]);
      const isReplay = row.status === "redeemed";
      const after = isReplay ? row : redeemedRow(row, order, ctx.now);
      if (!isReplay) member.writes.push(updateIssuedVoucher(after));
      const facts = [{ ...voucherFact("voucher_redeemed", after), order }];
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
export function openVoucher(
  ctx: Context,
  rows: Parameters<typeof rowsOf>[0],
): { row: VoucherRow; member: OpenMember } {
  const row = rowsOf<VoucherRow>(rows, 0)[0];
  const member = openMember(ctx, rows.slice(1), 0);
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
