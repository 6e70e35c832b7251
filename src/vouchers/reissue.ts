import type { Context } from "../core/context";
import type { Statement } from "../core/database";
import { DomainError } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import { newId } from "../lib/ids";
import { closeMember, factOf, type OpenMember } from "../members";
import { type Program, programNumbered } from "../program";
import { newVoucherCode, shownCode } from "./codes";
import { voucherFact } from "./issue";
import { reissuedUntil, type VoucherPolicy } from "./rules";
import { insertVoucher, updateIssuedVoucher } from "./store";
import type { VoucherRow } from "./tables";
import { voucherView } from "./view";
import { openVoucher, openVoucherStatements, storedCode } from "./vouchers";

/** What keeps a voucher's code in a row of its own takes the fresh one, in the same commit. */
export type VoucherFollower = (fresh: VoucherRow) => Statement[];

declare module "../core/registry" {
  interface Registry {
    readonly voucherFollowers: readonly VoucherFollower[];
  }
}

export interface ReissueReason {
  readonly reason: "lost" | "damaged" | "expired" | "other";
  readonly note?: string | null | undefined;
}

/**
 * Gives a new code for a lost, damaged or lately expired one, which becomes void.
 *
 * @throws {DomainError} not_found, voucher_already_redeemed, voucher_void, voucher_not_reissuable
 */
export function reissueVoucher(ctx: Context, typed: string, why: ReissueReason) {
  const code = storedCode(typed);
  const fresh = newVoucherCode();
  const factId = newId("fct");
  return transact(ctx, {
    load: () => openVoucherStatements(ctx, code),
    decide: async (rows) => {
      const { row, member } = await openVoucher(ctx, rows);
      // How long codes can be reissued follows the program that decided the voucher.
      const after = replaced(ctx, row, await programNumbered(ctx, row.program), fresh);
      const before: VoucherRow = {
        ...row,
        status: "void",
        replaced_by: fresh,
        reissue_reason: why.reason,
        reissue_note: why.note ?? null,
      };
      return decision(ctx, member, before, after, factId);
    },
  });
}

/** The voucher that takes an old one's place. */
function replaced(ctx: Context, row: VoucherRow, program: Program, code: string): VoucherRow {
  if (row.status === "redeemed") throw new DomainError("voucher_already_redeemed");
  if (row.status === "void") throw new DomainError("voucher_void", "It was replaced or reversed.");
  const policy: VoucherPolicy = program.parts.redemption;
  const reissue = reissuedUntil(row, policy, ctx.now, ctx.shop.timeZone);
  if (reissue.kind === "too_late") {
    throw new DomainError(
      "voucher_not_reissuable",
      `A code can be reissued until ${policy.reissueFor} after its end.`,
    );
  }
  return {
    ...row,
    code,
    expires_at: reissue.expiresAt,
    replaces: row.code,
    issued_at: ctx.now,
  };
}

function decision(
  ctx: Context,
  member: OpenMember,
  old: VoucherRow,
  fresh: VoucherRow,
  factId: string,
): Decision {
  member.writes.push(
    updateIssuedVoucher(old),
    insertVoucher(fresh),
    ...ctx.registry.voucherFollowers.flatMap((follow) => follow(fresh)),
  );
  const fact = {
    ...voucherFact("voucher_reissued", fresh),
    replaced: shownCode(old.reward, old.code),
    reason: old.reissue_reason,
  };
  return {
    status: 201,
    body: {
      committed: true,
      replaced: shownCode(old.reward, old.code),
      voucher: voucherView(ctx, fresh),
    },
    member: fresh.member,
    writes: closeMember(ctx, member),
    fact: factOf(ctx, member, factId, ctx.now, [fact]),
  };
}
