import type { Context } from "../core/context";
import { effectFacts } from "../effects";
import { alignOpen, changeOrder, lookAgain, mustStand } from "./change";
import { factOfOrder } from "./facts";
import { giveTenderBack } from "./give-back";
import { checkAfter, checkTime } from "./input";
import { orderCause } from "./key";

/**
 * A placed order is paid: it earns, as of when it was placed. Paying twice changes nothing.
 *
 * @throws {DomainError} order_cancelled, invalid_time
 */
export async function payOrder(ctx: Context, ref: string, paidAt: number | null) {
  const at = paidAt ?? ctx.now;
  checkTime(at, ctx.now, "/paidAt");
  return changeOrder(ctx, ref, {
    looksAnew: true,
    change: (open) => {
      const { order } = open;
      mustStand(order);
      if (order.status === "paid") return null;
      checkAfter(at, order, "/paidAt");
      order.status = "paid";
      const effects = lookAgain(ctx, open, orderCause(order), ctx.now);
      const total = order.content.total;
      return {
        effects,
        facts: [factOfOrder("order_paid", order, { total }), ...effectFacts(effects)],
        happenedAt: at,
      };
    },
  });
}

/** The whole order is undone: what it earned is taken back, what it
 * was paid with besides money comes back. */
export const cancelOrder = (ctx: Context, ref: string, reason: string | null) =>
  changeOrder(ctx, ref, {
    change: (open) => {
      const { order } = open;
      if (order.status === "cancelled") return null;
      // Money of a paid order that was not given back before.
      const undone = order.status === "paid" ? order.content.total - order.refunded : 0;
      order.status = "cancelled";
      const cause = `cancel:${order.source}:${order.id}`;
      const taken = alignOpen(ctx, open, cause, ctx.now);
      const back = giveTenderBack(ctx, open, { cause, happenedAt: ctx.now });
      const effects = [...taken, ...back.effects];
      return {
        effects,
        facts: [factOfOrder("order_cancelled", order, { reason, undone }), ...effectFacts(effects)],
        happenedAt: ctx.now,
        writes: back.writes,
      };
    },
  });
