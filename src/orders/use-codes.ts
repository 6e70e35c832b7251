import {
  type HeldCode,
  type KnownOffer,
  type LoadedCodes,
  offersOf,
  type RedeemedCodes,
  redeemCodes,
} from "../checkout";
import type { Context } from "../core/context";
import { spread } from "../lib/numbers";
import type { OpenMember } from "../members";
import type { Program } from "../program";
import { isFor } from "../vouchers";
import { goodsBeforeDiscounts, type Order, type OrderCode } from "./order";

interface Using {
  readonly program: Program;
  readonly member: OpenMember | null;
  readonly order: Order;
  /** As they were typed; of them those that the order did not use before. */
  readonly codes: readonly string[];
  readonly loaded: LoadedCodes;
  /** Whether the order is among its member's kept ones already: an amendment of it is. */
  readonly isCounted: boolean;
  /** Codes must be valid then. */
  readonly at: number;
  /** The checkout that set some of them aside. */
  readonly captured?: { readonly id: string; readonly codes: readonly HeldCode[] } | null;
}

/** Uses codes for an order: what cannot be used is told, and refuses nothing. */
export function useCodes(ctx: Context, of: Using): RedeemedCodes {
  const { program, member, order, codes, loaded, isCounted, at, captured } = of;
  const { channel, store, content } = order;
  const key = `${order.source}:${order.id}`;
  const ownCodes = [...(captured?.codes ?? []), ...order.ledger.codes].flatMap((c) =>
    c.isShared ? [c.key] : [],
  );
  const offers = offersOf(program.parts, loaded.vouchers, loaded.usage, {
    codes,
    member: order.member,
    otherOrders: (member?.row.kept_orders ?? 0) - Number(isCounted),
    order: key,
    isCounted,
    checkout: captured?.id ?? null,
    ownCodes,
    sold: { channel, store, lines: content.lines },
    total: goodsBeforeDiscounts(content),
    at,
    now: ctx.now,
    currency: ctx.shop.currency,
  });
  const used = redeemCodes(offers, {
    program,
    member,
    shop: ctx.shop.id,
    order: key,
    ownCodes,
    at,
  });
  const known = order.ledger.codes;
  const fresh = used.used.filter(({ key }) => !known.some((code) => code.key === key));
  order.ledger.codes = [...known, ...recorded(of, offers, fresh)];
  return used;
}

/** What an order has to remember of codes: uses to be given back, and shares that may come back. */
function recorded(
  { program, order, captured }: Using,
  offers: readonly KnownOffer[],
  used: RedeemedCodes["used"],
): OrderCode[] {
  const givesShares = program.parts.checkout.onReturn === "credit";
  let left = order.content.discounts;
  return used.flatMap(({ key, isShared }) => {
    const offer = offers.find((o) => o.key === key);
    const isMoney = offer?.effect?.kind === "fixed_amount";
    const held = captured?.codes.find((c) => c.key === key)?.lines;
    const lines = !givesShares || !offer || !isMoney ? [] : (held ?? sharesOf(order, offer, left));
    left -= lines.reduce((sum, [, amount]) => sum + amount, 0);
    return isShared || lines.length > 0 ? [{ key, isShared, lines, back: 0 }] : [];
  });
}

/**
 * What a code over an amount took off each line, as nobody told it: no more than the order's
 * discounts, by the value of the lines that it is for.
 */
function sharesOf(
  { content }: Order,
  { effect, conditions }: KnownOffer,
  discounts: number,
): OrderCode["lines"] {
  if (effect?.kind !== "fixed_amount") return [];
  const most = Math.min(effect.amount, conditions.maximumDiscount ?? effect.amount);
  const values = content.lines.map((line) => (isFor(conditions, line) ? line.total : 0));
  const shares = spread(Math.min(most, Math.max(0, discounts)), values);
  return content.lines.flatMap((line, i): [string, number][] => {
    const share = shares[i] ?? 0;
    return share > 0 ? [[line.id, share]] : [];
  });
}
