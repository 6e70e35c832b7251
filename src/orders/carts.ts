import * as z from "zod";
import { type CodeUse, codeStatements, codesFrom, type KnownOffer, offersOf } from "../checkout";
import type { Context } from "../core/context";
import type { Batch, Statement } from "../core/database";
import { refuse } from "../core/errors";
import { holdDuration, line } from "../core/fields";
import type { Who } from "../ledger";
import { sum } from "../lib/numbers";
import {
  memberStatements,
  type OpenMember,
  openMember,
  parseRef,
  type Usage,
  usageAt,
  usageFrom,
  whoIs,
} from "../members";
import { type Program, programOf, programStatement } from "../program";
import { cartBody } from "./input";
import { checkLines, linesOf, money } from "./lines";

/** A cart with what it is to be paid with. Its lines are told before codes are taken off. */
export const checkoutCart = z.strictObject({
  ...cartBody.shape,
  member: line(300).min(1).nullish().describe("Left out: a guest's."),
  vouchers: z.array(line(60).min(1)).max(20).default([]),
  credit: z
    .union([money, z.literal("all")])
    .default(0)
    .describe("Store credit to pay with: minor units, or all there is."),
});

/** A cart to be held, under an id of the caller's. */
export const cartToHold = checkoutCart.extend({
  id: line(255).min(1),
  ttl: holdDuration.nullish().describe("How long; at most P1D, else as the program says."),
});

export type CheckoutCart = z.output<typeof checkoutCart>;

/** A cart with all that its price depends on. */
export interface OpenCart {
  readonly cart: CheckoutCart;
  readonly program: Program;
  /** null: a guest. */
  readonly member: OpenMember | null;
  readonly usage: Usage;
  readonly offers: readonly KnownOffer[];
}

const NOBODY = (shop: string): Who => ({ sql: "NULL", params: [shop] });

/** Where SQL finds the member of a cart. @throws {DomainError} invalid_ref */
export const whoseCart = (shop: string, { member }: CheckoutCart): Who =>
  member ? whoIs(shop, parseRef(member, "/member")) : NOBODY(shop);

/** Reads all that a cart's price depends on; {@link openCart} takes the rows. One batch. */
export function cartStatements(ctx: Context, cart: CheckoutCart): Statement[] {
  const who = whoseCart(ctx.shop.id, cart);
  return [
    programStatement(ctx, ctx.now),
    usageAt(who, ctx.now, ctx.shop.timeZone),
    ...codeStatements(ctx.shop.id, who, cart.vouchers),
    ...(cart.member ? memberStatements(ctx, { who, spendable: 0, whole: ["credit"] }) : []),
  ];
}

/** @throws {DomainError} currency_differs, duplicate_line */
export function checkCart(ctx: Context, cart: z.output<typeof cartBody>): void {
  if (cart.currency !== ctx.shop.currency) {
    throw refuse("currency_differs", "/currency", `The shop counts in ${ctx.shop.currency}.`);
  }
  checkLines(cart.items, ctx.now);
}

/**
 * @param rows those of {@link cartStatements}
 * @throws {DomainError} not_found, member_erased
 */
export async function openCart(ctx: Context, cart: CheckoutCart, rows: Batch): Promise<OpenCart> {
  const program = await programOf(ctx, rows, 0);
  const found = codesFrom(rows.slice(2), cart.vouchers);
  const member = cart.member ? await openMember(ctx, found.rest, 0) : null;
  if (cart.member && !member) throw refuse("not_found", "/member", "The shop has no such member.");
  if (member && member.row.erased_at !== null) {
    throw refuse("member_erased", "/member", "The member was erased.");
  }
  const use = useOf(ctx, cart, member);
  const offers = offersOf(program.parts, found.vouchers, found.usage, use);
  return { cart, program, member, usage: usageFrom(rows, 1), offers };
}

function useOf(ctx: Context, cart: CheckoutCart, member: OpenMember | null): CodeUse {
  const goods = cart.items.filter((item) => item.kind === "product");
  return {
    codes: cart.vouchers,
    member: member?.row.id ?? null,
    otherOrders: member?.row.kept_orders ?? 0,
    order: null,
    isCounted: false,
    checkout: null,
    ownCodes: [],
    sold: {
      channel: cart.channel,
      store: cart.storeId ?? null,
      lines: linesOf(cart.items),
    },
    total: sum(goods.map((item) => item.total)),
    at: ctx.now,
    now: ctx.now,
    currency: ctx.shop.currency,
  };
}
