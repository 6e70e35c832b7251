import type { Context } from "../core/context";
import type { Grant } from "../earning";
import { giveVoucher, takeVoucherBack, type VoucherGiven, voucherNow } from "../effects";
import type { Awarding } from "./awarding";

/** Gives vouchers that rules now give, and takes back unused ones that nothing gives any more. */
export function alignVouchers(ctx: Context, of: Awarding): VoucherGiven[] {
  const { member, ledger, program, evaluated } = of;
  const stands = of.kept(WHOLE) > 0;
  const wanted = new Map(evaluated?.vouchers.map(({ rule, terms }) => [rule, terms]));
  const effects: VoucherGiven[] = [];
  const isGiven = (rule: string) =>
    stands && (evaluated === null || of.isMore === true || wanted.has(rule));
  const kept = ledger.vouchers.filter(([rule, code]) => {
    if (isGiven(rule)) return true;
    const row = voucherNow(of.vouchers, code);
    const taken = row && takeVoucherBack(member, row, rule);
    if (taken) effects.push(taken);
    // One that was used was given for good: it counts, and is not given again.
    return row?.status === "redeemed";
  });
  for (const [rule, terms] of stands ? wanted : []) {
    if (kept.some(([known]) => known === rule)) continue;
    const { cause, voucherCause, happenedAt } = of;
    const given = giveVoucher(ctx, member, terms, {
      cause,
      voucherCause,
      rule,
      program,
      happenedAt,
    });
    kept.push([rule, given.code]);
    effects.push(given);
  }
  ledger.vouchers = kept;
  return effects;
}

const WHOLE: Grant = { rule: "", line: null, unit: "", amount: 1, share: "whole" };
