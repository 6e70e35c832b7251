import type { Statement } from "../core/database";
import type { Fact } from "../core/facts";
import { countWrites, drawWrites, type OpenMember } from "../members";
import type { Program } from "../program";
import { redeemedRow, updateIssuedVoucher, usesOf, voucherFact } from "../vouchers";
import type { KnownOffer } from "./offers";
import { combined } from "./rules";

/*
 * What an order needs of codes. An order was already paid when it comes here, so a code that should
 * not have been taken is a warning to the shop and refuses nothing.
 */

export interface CodeWarning {
  readonly code: string;
  /** Which of the codes as they were typed, counted from 0. */
  readonly index: number;
}

/** A code that an order used: by its key, with whether the program shares it. */
export interface UsedCode {
  readonly key: string;
  readonly isShared: boolean;
}

export interface RedeemedCodes {
  /** For the order's own commit; a race for a code fails it, to be decided again. */
  readonly writes: Statement[];
  readonly facts: Fact[];
  readonly warnings: CodeWarning[];
  /** Those that the order uses now and did not before. */
  readonly used: UsedCode[];
}

export interface Redeeming {
  readonly program: Program;
  /** null: a guest. */
  readonly member: OpenMember | null;
  readonly shop: string;
  /** `source:id` */
  readonly order: string;
  /** Shared codes of which it has a use already: of its own, or set aside. */
  readonly ownCodes: readonly string[];
  readonly at: number;
}

/** Uses an order's codes. One that it used before stays so, silently. */
export function redeemCodes(offers: readonly KnownOffer[], of: Redeeming): RedeemedCodes {
  const why = combined(offers, of.program.parts.checkout.stacking);
  const taken = offers.filter((offer, i) => why[i]?.length === 0 && !isForLater(offer));
  const vouchers = taken.flatMap(({ voucher }) =>
    voucher?.status === "issued" ? [redeemedRow(voucher, of.order, of.at)] : [],
  );
  const shared = taken.flatMap(({ shared, key }) => (shared ? [key] : []));
  const fresh = shared.filter((key) => !of.ownCodes.includes(key));
  return {
    writes: [...vouchers.map(updateIssuedVoucher), ...useWrites(of, fresh, 1)],
    facts: [
      ...vouchers.map((row) => ({ ...voucherFact("voucher_redeemed", row), order: of.order })),
      ...fresh.map((code) => ({ type: "code_used", code, order: of.order })),
    ],
    warnings: offers.flatMap((offer, index) => {
      const [reason] = why[index] ?? [];
      if (reason) return reason.code === "code_repeated" ? [] : [{ code: reason.code, index }];
      return isForLater(offer) ? [{ code: "voucher_not_for_carts", index }] : [];
    }),
    used: [
      ...vouchers.map(({ code }) => ({ key: code, isShared: false })),
      ...shared.map((key) => ({ key, isShared: true })),
    ],
  };
}

/** A gift card is claimed and then spent as store credit: an order would use all of it up at once. */
const isForLater = ({ effect }: KnownOffer): boolean => effect?.kind === "gift_card";

/** Takes uses of shared codes, or gives them back (−1). */
export function useWrites(
  { program, member, shop }: Pick<Redeeming, "program" | "member" | "shop">,
  keys: readonly string[],
  times: 1 | -1,
): Statement[] {
  const { counting, drawings } = usesOf(program.parts, keys, times);
  return [...(member ? countWrites(member, counting) : []), ...drawWrites(shop, drawings)];
}
