import type { Context } from "../core/context";
import { pageOf, positionOf } from "../core/cursor";
import { firstOf, rowsOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import type { VoucherRow } from "../vouchers";
import { referralStatement, vouchersOfReferral } from "./store";
import type { ReferralRow, ReferralStatus } from "./tables";
import { referralView } from "./view";

/** One referral with its vouchers; one round trip. @throws {DomainError} not_found */
export async function loadReferral(ctx: Context, id: string) {
  const rows = await read(ctx, [
    referralStatement(ctx.shop.id, id),
    vouchersOfReferral(ctx.shop.id, id),
  ]);
  const row = firstOf<ReferralRow>(rows, 0);
  if (!row) throw new DomainError("not_found", "The shop has no such referral.");
  return { row, vouchers: rowsOf<VoucherRow>(rows, 1) };
}

export async function readOne(ctx: Context, id: string) {
  const { row, vouchers } = await loadReferral(ctx, id);
  return referralView(row, vouchers);
}

interface Listing {
  readonly status?: ReferralStatus | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** After every id of ours. */
const LAST_ID = "ref_~";

/** Referrals of a status, or all, the latest first; their vouchers are read in the same trip. */
export async function listReferrals(ctx: Context, { status, limit, cursor }: Listing) {
  const before = positionOf(cursor, ["string"])?.[0] ?? LAST_ID;
  const page = `SELECT * FROM referrals WHERE shop = ?1 AND id < ?2
    ${status ? "AND status = ?4" : ""} ORDER BY id DESC LIMIT ?3`;
  const params = [ctx.shop.id, before, limit + 1, ...(status ? [status] : [])];
  const rows = await read(ctx, [
    statement(page, ...params),
    statement(
      `SELECT v.* FROM (${page}) r CROSS JOIN vouchers v
         ON v.shop = r.shop AND v.member IN (r.friend, r.advocate)
       WHERE v.cause = 'referral:' || r.id ORDER BY v.issued_at DESC, v.code DESC`,
      ...params,
    ),
  ]);
  const vouchers = Map.groupBy(rowsOf<VoucherRow>(rows, 1), (v) => v.cause);
  return pageOf(
    rowsOf<ReferralRow>(rows, 0),
    limit,
    (row) => referralView(row, vouchers.get(`referral:${row.id}`) ?? []),
    (row) => [row.id],
  );
}
