import type { Context } from "../core/context";
import {
  type Entry,
  expiresAt,
  fill,
  type NegativePolicy,
  settle,
  takeBack,
  unitFor,
} from "../ledger";
import { addDuration, NEVER } from "../lib/time";
import type { OpenMember } from "../members";
import type { Program } from "../program";
import { grantVoucher, newVoucherCode, type VoucherRow, voidVoucherWrites } from "../vouchers";
import type { Gift, VoucherTerms } from "./terms";
import type { Effect, Moved, VoucherGiven } from "./types";

/** Why something is given. */
export interface Giving {
  /** Of the transfers, e.g. `card:coffee`. */
  readonly cause: string;
  /** From vouchers' `causeText`. */
  readonly voucherCause: string;
  readonly rule: string;
  readonly program: Program;
  readonly happenedAt: number;
  /** Of the transfers; a gift where left out. */
  readonly reason?: string;
}

/** What a gift came to, as whoever gave it must remember to take it back. */
export type Given =
  | { readonly type: "units"; readonly unit: string; readonly amount: number; readonly lot: number }
  | { readonly type: "voucher"; readonly code: string };

/** Gives an opened member something at once. */
export function giveGift(
  ctx: Context,
  member: OpenMember,
  gift: Gift,
  giving: Giving,
): { given: Given; effect: Effect } {
  if (gift.type === "voucher") {
    const effect = giveVoucher(ctx, member, gift.voucher, giving);
    return { given: { type: "voucher", code: effect.code }, effect };
  }
  const { parts } = giving.program;
  const { timeZone } = ctx.shop;
  const dates =
    gift.type === "points"
      ? {
          unit: gift.unit,
          amount: gift.amount,
          expiresAt: expiresAt(parts.expiry, giving.happenedAt, timeZone),
        }
      : perkUnits(giving.program, gift.perk, giving.happenedAt, timeZone);
  return givenUnits(
    member,
    giveUnits(member, { ...dates, activatesAt: giving.happenedAt }, giving),
  );
}

function givenUnits({ book }: OpenMember, effect: Moved): { given: Given; effect: Moved } {
  const { unit, amount, seq } = effect;
  const lot = book.transfers.find((t) => t.seq === seq)?.lot ?? seq;
  return { given: { type: "units", unit, amount, lot }, effect };
}

/** Gives an opened member store credit of the shop, in minor units. */
export function giveCredit(
  { shop }: Context,
  member: OpenMember,
  amount: number,
  giving: Giving,
): { given: Given; effect: Moved } {
  const { credit } = giving.program.parts;
  const unit = unitFor("credit", shop.currency);
  const ends = expiresAt(credit.expiry, giving.happenedAt, shop.timeZone);
  const dates = { activatesAt: giving.happenedAt, expiresAt: ends };
  return givenUnits(member, giveUnits(member, { unit, amount, ...dates }, giving));
}

/** Units of a perk that one grant brings, and until when: `total` uses, or the perk as such. */
export function perkUnits(program: Program, key: string, from: number, timeZone: string) {
  const perk = program.parts.perks.find((p) => p.key === key);
  return {
    unit: unitFor("perk", key),
    amount: perk?.total ?? 1,
    expiresAt: perk?.lasts ? addDuration(from, perk.lasts, timeZone) : NEVER,
  };
}

function giveUnits(
  { book }: OpenMember,
  of: { unit: string; amount: number; activatesAt: number; expiresAt: number },
  giving: Giving,
): Moved {
  const { cause, rule, program, happenedAt } = giving;
  const entry: Entry = {
    reason: giving.reason ?? "gift",
    cause,
    rule,
    program: program.number,
    happenedAt,
  };
  const { seq } = fill(book, { ...of, from: "issued", entry });
  settle(book);
  return { type: "given", ...of, waived: 0, rule, line: null, seq };
}

/** Gives a voucher as a program promises it. */
export function giveVoucher(
  ctx: Context,
  member: OpenMember,
  terms: VoucherTerms,
  giving: Giving,
): VoucherGiven {
  const expires =
    terms.validFor === null
      ? null
      : addDuration(giving.happenedAt, terms.validFor, ctx.shop.timeZone);
  const row = grantVoucher(ctx, member, {
    ...terms,
    cause: giving.voucherCause,
    code: newVoucherCode(),
    expiresAt: expires,
    program: giving.program.number,
  });
  return { type: "voucher_issued", code: row.code, rule: giving.rule, expiresAt: expires };
}

/** A voucher by the code under which it was given: one that was lost may have been replaced. */
export function voucherNow(vouchers: readonly VoucherRow[], code: string): VoucherRow | undefined {
  const row = vouchers.find((v) => v.code === code);
  return row?.replaced_by ? voucherNow(vouchers, row.replaced_by) : row;
}

/** Takes a voucher back that was not used; null where it was, or is void already. */
export function takeVoucherBack(
  member: OpenMember,
  row: VoucherRow,
  rule: string,
): VoucherGiven | null {
  const writes = voidVoucherWrites(row);
  if (writes.length === 0) return null;
  member.writes.push(...writes);
  return { type: "voucher_voided", code: row.code, rule, expiresAt: row.expires_at };
}

/** Takes units of a gift back, as far as they are there; the lot must be loaded. */
export function takeUnitsBack(
  { book }: OpenMember,
  given: Extract<Given, { type: "units" }>,
  policy: NegativePolicy,
  entry: Entry,
): Moved {
  const seq = book.nextSeq;
  const { unit, amount, lot } = given;
  const taken = takeBack(book, lot, amount, policy, entry);
  return {
    type: "taken",
    unit,
    amount,
    waived: amount - taken,
    activatesAt: 0,
    expiresAt: 0,
    rule: entry.rule ?? "",
    line: null,
    seq,
  };
}
