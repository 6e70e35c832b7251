import { discountsOf } from "../checkout";
import type { Context } from "../core/context";
import { unitFor } from "../ledger";
import { mulDiv, sum } from "../lib/numbers";
import { spendable } from "../members";
import type { CheckoutCart, OpenCart } from "./carts";
import type { Warning } from "./input";
import { linesOf } from "./lines";

/** What a code takes off a cart. */
export interface PricedCode {
  readonly typed: string;
  readonly amount: number;
  readonly shipping: number;
  /** Of each line, in the order of the cart. */
  readonly lines: readonly number[];
  readonly reasons: readonly { readonly code: string; readonly missing?: number }[];
}

/** What a cart costs, minor units. */
export interface Price {
  /** In the order in which they were typed. */
  readonly codes: readonly PricedCode[];
  /** Of each line, after codes. */
  readonly lines: readonly number[];
  readonly shipping: number;
  readonly tax: number;
  readonly total: number;
  readonly credit: { readonly available: number; readonly used: number };
  readonly warnings: readonly Warning[];
}

/** The unit of store credit in the shop's currency. */
export const creditUnit = ({ shop }: Context): string => unitFor("credit", shop.currency);

/** Takes codes off a cart, then pays with store credit. Pure but for what `open` has loaded. */
export function priceOf(ctx: Context, open: OpenCart): Price {
  const { cart, offers, program } = open;
  const { stacking } = program.parts.checkout;
  const sold = { lines: linesOf(cart.items), shipping: cart.shipping };
  const discounts = discountsOf(sold, offers, stacking);
  const lines = cart.items.map(
    (item, i) => item.total - sum(discounts.map((d) => d.lines[i] ?? 0)),
  );
  const shipping = cart.shipping - sum(discounts.map((d) => d.shipping));
  const { tax, total } = totalOf(cart, sum(lines) + shipping + cart.fees);
  const { credit, warnings } = creditOf(ctx, open, total);
  return {
    codes: discounts.map((discount, i) => ({ ...discount, typed: offers[i]?.typed ?? "" })),
    lines,
    shipping,
    tax,
    total,
    credit,
    warnings,
  };
}

/** The tax falls with the prices. */
function totalOf(cart: CheckoutCart, left: number): { tax: number; total: number } {
  const before = sum(cart.items.map((item) => item.total)) + cart.shipping + cart.fees;
  const tax = before === 0 ? 0 : mulDiv(cart.tax, left, before, "nearest");
  return { tax, total: left + (cart.taxIncluded ? 0 : tax) };
}

function creditOf(ctx: Context, { cart, member }: OpenCart, total: number) {
  const available = member ? Math.max(0, spendable(member.book, creditUnit(ctx))) : 0;
  const asked = cart.credit === "all" ? available : cart.credit;
  const used = Math.min(asked, available, total);
  const warnings: Warning[] = [];
  if (asked > 0 && !member) warnings.push(CREDIT_NEEDS_MEMBER);
  else if (asked > available) warnings.push(creditInsufficient(asked, available));
  return { credit: { available, used }, warnings };
}

export const CREDIT_NEEDS_MEMBER: Warning = {
  code: "credit_needs_member",
  detail: "Only members have store credit.",
  pointer: "/credit",
};

export const creditInsufficient = (asked: number, taken: number): Warning => ({
  code: "credit_insufficient",
  detail: `Of ${asked} only ${taken} could be paid with store credit.`,
  pointer: "/credit",
});
