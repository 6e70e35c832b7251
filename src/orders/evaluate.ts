import { emptyLedger, ROOMY, roomFor } from "../awards";
import type { Context } from "../core/context";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import { evaluate } from "../earning";
import { sum } from "../lib/numbers";
import { earnerFacts } from "../members";
import { voiceOf } from "../program";
import { levelsAt } from "../tiers";
import { type CheckoutCart, cartStatements, checkCart, type OpenCart, openCart } from "./carts";
import { ANYBODY, occasionOfCart, promised } from "./estimate";
import { type Price, type PricedCode, priceOf } from "./price";

/**
 * What a cart costs with its codes and store credit, why a code does not apply, and what the rest
 * would earn. Nothing is written. One round trip.
 *
 * @throws {DomainError} currency_differs, duplicate_line, not_found, member_erased; forbidden, when
 *   a browser names a member
 */
export async function evaluateCart(ctx: Context, cart: CheckoutCart) {
  if (cart.member && ctx.caller.isPublishable) {
    throw new DomainError("forbidden", "A member's cart needs a secret key, from a server.");
  }
  checkCart(ctx, cart);
  // What is due is settled in memory, however much it is.
  const reading = { ...ctx, isDryRun: true };
  const rows = await read(ctx, cartStatements(reading, cart));
  const open = await openCart(reading, cart, rows);
  return evaluated(ctx, open, priceOf(ctx, open));
}

/** A priced cart as answers tell it. */
export function evaluated(ctx: Context, open: OpenCart, price: Price) {
  const { cart } = open;
  const { credit } = price;
  const goods = sum(cart.items.map((item) => item.total));
  return {
    currency: cart.currency,
    items: cart.items.map(({ id, total }, i) => ({
      itemId: id,
      subtotal: total,
      discounts: taken(price, (code) => code.lines[i] ?? 0),
      total: price.lines[i] ?? 0,
    })),
    shipping: {
      subtotal: cart.shipping,
      discounts: taken(price, (code) => code.shipping),
      total: price.shipping,
    },
    vouchers: price.codes.map((code, i) => codeView(ctx, open, code, i)),
    totals: {
      subtotal: goods,
      discount: sum(price.codes.map(({ amount }) => amount)),
      shipping: price.shipping,
      fees: cart.fees,
      tax: price.tax,
      total: price.total,
      credit: credit.used,
      toPay: price.total - credit.used,
    },
    credit: open.member && { ...credit, left: credit.available - credit.used },
    earns: earnedBy(ctx, open, price),
    warnings: price.warnings,
  };
}

const taken = (price: Price, of: (code: PricedCode) => number) =>
  price.codes.flatMap((code) => (of(code) > 0 ? [{ code: code.typed, amount: of(code) }] : []));

function codeView(ctx: Context, { offers }: OpenCart, code: PricedCode, index: number) {
  const { effect = null, name = null } = offers[index] ?? {};
  return {
    code: code.typed,
    name: name?.[ctx.locale] ?? null,
    kind: effect?.kind ?? null,
    applied: code.reasons.length === 0,
    amount: code.amount,
    reasons: code.reasons.map((reason) => ({
      ...reason,
      pointer: POINTERS[reason.code] ?? `/vouchers/${index}`,
    })),
  };
}

/** What of the cart stands in a code's way, where it is not the code itself. */
const POINTERS: Readonly<Record<string, string>> = {
  voucher_minimum_not_reached: "/items",
  voucher_wrong_lines: "/items",
  nothing_to_discount: "/items",
  voucher_wrong_channel: "/channel",
  voucher_wrong_store: "/storeId",
  voucher_of_another_member: "/member",
  voucher_first_order_only: "/member",
  code_needs_member: "/member",
  code_limit_reached: "/member",
};

/** What would be earned on what is left to pay, codes taken off. */
function earnedBy(ctx: Context, { cart, program, member, usage }: OpenCart, price: Price) {
  const onGoods = cart.items.map((item, i) =>
    item.kind === "product" ? item.total - (price.lines[i] ?? 0) : 0,
  );
  const occasion = occasionOfCart(ctx, {
    ...cart,
    items: cart.items.map((item, i) => ({ ...item, total: price.lines[i] ?? 0 })),
    shipping: price.shipping,
    tax: price.tax,
    discounts: cart.discounts + sum(onGoods),
  });
  const { parts } = program;
  const earner = member && {
    levels: levelsAt(member, ctx.now),
    nthOrder: member.row.kept_orders + 1,
    cause: member.row.cause,
    ...earnerFacts(member),
  };
  const room = member
    ? roomFor(usage, member.book, emptyLedger())
    : { ...ROOMY, budgets: usage.budgets };
  return promised(parts, evaluate(parts, occasion, earner ?? ANYBODY, room), voiceOf(ctx));
}
