import { rowsOf } from "../../../src/core/database";
import { transact } from "../../../src/core/transact";
import { newId } from "../../../src/lib/ids";
import {
  closeMember,
  factOf,
  memberStatements,
  openMember,
  parseRef,
  whoIs,
} from "../../../src/members";
import {
  causeText,
  type Grant,
  grantVoucher,
  newVoucherCode,
  shownCode,
  type VoucherRow,
  voidVoucherWrites,
  vouchersOfKind,
} from "../../../src/vouchers";
import { contextOf } from "../rewards/points";

export const CAUSE = causeText("referral", "ref_1");

/** Gives a member a voucher as a feature would; answers with the code as people see it. */
export async function grantTo(shop: string, ref: string, more: Partial<Grant> = {}) {
  const ctx = await contextOf(shop);
  const grant: Grant = {
    cause: CAUSE,
    code: newVoucherCode(),
    name: { de: "Willkommen", en: "Welcome" },
    worth: { kind: "fixed_amount", amount: 500 },
    expiresAt: null,
    program: 0,
    ...more,
  };
  const factId = newId("fct");
  await transact(ctx, {
    load: () => memberStatements(ctx, { who: whoIs(shop, parseRef(ref)), spendable: 0 }),
    decide: async (rows) => {
      const member = await openMember(ctx, rows, 0);
      if (!member) throw new Error("no such member");
      grantVoucher(ctx, member, grant);
      const fact = factOf(ctx, member, factId, ctx.now, []);
      return { status: 200, body: {}, writes: closeMember(ctx, member), fact };
    },
  });
  return shownCode(null, grant.code);
}

/** Takes back what a cause gave, as a feature would that reverses itself. */
export async function takeBack(shop: string, ref: string): Promise<void> {
  const ctx = await contextOf(shop);
  const who = whoIs(shop, parseRef(ref));
  const factId = newId("fct");
  await transact(ctx, {
    load: () => [vouchersOfKind(who, "referral"), ...memberStatements(ctx, { who, spendable: 0 })],
    decide: async (rows) => {
      const member = await openMember(ctx, rows.slice(1), 0);
      if (!member) throw new Error("no such member");
      const given = rowsOf<VoucherRow>(rows, 0).filter((row) => row.cause === CAUSE);
      member.writes.push(...given.flatMap(voidVoucherWrites));
      const fact = factOf(ctx, member, factId, ctx.now, []);
      return { status: 200, body: {}, writes: closeMember(ctx, member), fact };
    },
  });
}
