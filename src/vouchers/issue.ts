import type { Context, Locale } from "../core/context";
import type { Fact } from "../core/facts";
import type { OpenMember } from "../members";
import { shownCode } from "./codes";
import { type ConditionTerms, conditionsOf, storedConditions } from "./conditions";
import { causeFrom } from "./keys";
import type { Promised } from "./rules";
import { insertVoucher, updateIssuedVoucher } from "./store";
import type { VoucherRow } from "./tables";
import { effectOf, type Worth } from "./worth";

/** A voucher to be given. What it promises and asks stays, whatever becomes of the program. */
export interface Grant extends ConditionTerms {
  /** From `causeText`. */
  readonly cause: string;
  /** From `newVoucherCode`. Another try may make another: it finds what an earlier one wrote. */
  readonly code: string;
  readonly name: Readonly<Record<Locale, string>>;
  readonly worth: Worth;
  /** null: never. */
  readonly expiresAt: number | null;
  /** Version that decided. */
  readonly program: number;
  /** That it was bought as; none where it was granted. */
  readonly reward?: string;
}

/** Gives an opened member a voucher, for the commit that closes the member. */
export function grantVoucher(ctx: Context, member: OpenMember, grant: Grant): VoucherRow {
  const row: VoucherRow = {
    shop: ctx.shop.id,
    code: grant.code,
    member: member.row.id,
    status: "issued",
    cause: grant.cause,
    reward: grant.reward ?? null,
    effect: JSON.stringify(promise(grant, ctx.shop.currency)),
    program: grant.program,
    expires_at: grant.expiresAt,
    redeemed_at: null,
    redeemed_by: null,
    replaces: null,
    replaced_by: null,
    reissue_reason: null,
    reissue_note: null,
    issued_at: ctx.now,
    held_by: null,
    held_until: null,
  };
  member.writes.push(insertVoucher(row));
  member.facts.push(voucherFact("voucher_issued", row));
  return row;
}

function promise(grant: Grant, currency: string): Promised {
  const conditions = storedConditions(conditionsOf(grant));
  return {
    ...effectOf(grant.worth, currency),
    name: grant.name,
    ...(conditions ? { conditions } : {}),
  };
}

/**
 * Takes a voucher back, for the commit of whoever gave it. One that was used stays as it is; where
 * it is used in the same moment, the commit fails and is decided again.
 */
export const voidVoucherWrites = (row: VoucherRow) =>
  row.status === "issued" ? [updateIssuedVoucher({ ...row, status: "void" })] : [];

export function voucherFact(type: string, row: VoucherRow): Fact {
  const cause = causeFrom(row.cause);
  return {
    type,
    voucher: shownCode(row.reward, row.code),
    cause,
    ...(cause.kind === "redemption" ? { redemption: cause.id } : {}),
    ...(row.reward === null ? {} : { reward: row.reward }),
  };
}
