import type { ProgramParts } from "../core/registry";
import type { Usage } from "../members";
import {
  type CheckoutVoucher,
  conditionsIn,
  conditionsOf,
  effectOf,
  keyOf,
  promisedBy,
  readVoucherCode,
  type SharedCode,
  type Sold,
  sharedCodeOf,
  unmetBy,
  type VoucherEffect,
  whyCodeInvalid,
  whyVoucherInvalid,
} from "../vouchers";
import type { Offer, Reason } from "./rules";

/** What an order or a cart is, as the codes that it names look at it. */
export interface CodeUse {
  /** As they were typed. */
  readonly codes: readonly string[];
  /** null: a guest, who may use anybody's voucher. */
  readonly member: string | null;
  /** Kept orders of the member beside this one. */
  readonly otherOrders: number;
  /** `source:id`; null: a cart. */
  readonly order: string | null;
  /** Whether the order is among its member's kept ones already: an amendment of it is. */
  readonly isCounted: boolean;
  /** That has set aside what it may use. */
  readonly checkout: string | null;
  /** Shared codes that the order or checkout has a use of. */
  readonly ownCodes: readonly string[];
  readonly sold: Sold;
  /** Of the goods before discounts, minor units. */
  readonly total: number;
  /** Codes must be valid then. */
  readonly at: number;
  readonly now: number;
  readonly currency: string;
}

/** A typed code with what stands behind it: a personal voucher, a shared code, or nothing. */
export interface KnownOffer extends Offer {
  readonly typed: string;
  readonly name: Readonly<Record<"de" | "en", string>> | null;
  readonly voucher: CheckoutVoucher | null;
  readonly shared: SharedCode | null;
}

/** What is offered by the codes that were typed. */
export const offersOf = (
  parts: ProgramParts,
  vouchers: readonly CheckoutVoucher[],
  usage: Usage,
  use: CodeUse,
): KnownOffer[] =>
  use.codes.map((typed) => {
    const shared = sharedCodeOf(parts, typed);
    if (shared) return offerOfShared(shared, typed, usage, use);
    const code = readVoucherCode(typed);
    const voucher = vouchers.find((v) => v.code === code);
    return voucher ? offerOfVoucher(voucher, typed, use) : unknown(typed);
  });

const unknown = (typed: string): KnownOffer => ({
  typed,
  key: typed,
  name: null,
  effect: null,
  conditions: conditionsOf({}),
  reasons: [{ code: "voucher_unknown" }],
  voucher: null,
  shared: null,
});

function offerOfVoucher(voucher: CheckoutVoucher, typed: string, use: CodeUse): KnownOffer {
  const promised = promisedBy(voucher);
  const { name, conditions: _, ...effect } = promised;
  const counted = use.isCounted && voucher.member === use.member ? 1 : 0;
  const otherOrders = voucher.kept_orders - counted;
  return {
    typed,
    key: voucher.code,
    name,
    effect: effect as VoucherEffect,
    conditions: conditionsIn(promised),
    reasons: whyVoucherInvalid(voucher, { ...use, otherOrders }, use.at, use.now),
    voucher,
    shared: null,
  };
}

function offerOfShared(shared: SharedCode, typed: string, usage: Usage, use: CodeUse): KnownOffer {
  const key = keyOf(shared);
  const conditions = conditionsOf(shared.conditions);
  const isOwn = use.ownCodes.includes(key);
  const hasMember = use.member !== null;
  const reasons: Reason[] = [
    ...whyCodeInvalid(shared, usage, { hasMember, at: use.at, isOwn }),
    ...(isOwn ? [] : unmetBy(conditions, use)),
  ];
  const effect = effectOf(shared.worth, use.currency);
  return { typed, key, name: shared.name, effect, conditions, reasons, voucher: null, shared };
}
