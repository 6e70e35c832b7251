import { type LoadedCodes, offersOf, type RedeemedCodes, redeemCodes } from "../checkout";
import type { Context } from "../core/context";
import type { OpenMember } from "../members";
import type { Program } from "../program";
import { goodsBeforeDiscounts, type Order } from "./order";

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
}

/** Uses codes for an order: what cannot be used is told, and refuses nothing. */
export function useCodes(ctx: Context, of: Using): RedeemedCodes {
  const { program, member, order, codes, loaded, isCounted, at } = of;
  const { channel, store, content } = order;
  const key = `${order.source}:${order.id}`;
  const offers = offersOf(program.parts, loaded.vouchers, loaded.usage, {
    codes,
    member: order.member,
    otherOrders: (member?.row.kept_orders ?? 0) - Number(isCounted),
    order: key,
    isCounted,
    checkout: null,
    ownCodes: [],
    sold: { channel, store, lines: content.lines },
    total: goodsBeforeDiscounts(content),
    at,
    currency: ctx.shop.currency,
  });
  return redeemCodes(offers, { program, member, shop: ctx.shop.id, order: key, ownCodes: [], at });
}
