import type { Context } from "../core/context";
import type { Program } from "../program";
import { activationOf } from "./date-rules";
import { contentOf, type OrderBody } from "./input";
import { newLedger, type Order, reachedOf } from "./order";

/** An order as the shop tells it, which has given nothing yet. */
export function newOrder(
  ctx: Context,
  program: Program,
  body: OrderBody,
  member: string | null,
): Order {
  const order: Order = {
    id: body.id,
    source: body.source,
    member,
    status: body.status,
    placedAt: body.placedAt ?? ctx.now,
    channel: body.channel,
    store: body.storeId ?? null,
    currency: body.currency,
    refunded: 0,
    program: program.number,
    activatesAt: null,
    content: contentOf(body),
    ledger: newLedger(),
  };
  order.activatesAt = activationOf(order, program.parts, reachedOf(order), ctx.shop.timeZone);
  return order;
}
