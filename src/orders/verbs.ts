import type { Context } from "../core/context";
import { effectFacts } from "../effects";
import { restoreVouchers } from "../vouchers";
import { alignOpen, changeOrder, lookAgain, mustStand } from "./change";
import { factOfOrder } from "./facts";
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

/** The whole order is undone: what it earned is taken back, its vouchers are valid again. */
export const cancelOrder = (ctx: Context, ref: string, reason: string | null) =>
  changeOrder(ctx, ref, {
    change: (open) => {
      const { order } = open;
      if (order.status === "cancelled") return null;
      // Money of a paid order that was not given back before.
      const undone = order.status === "paid" ? order.content.total - order.refunded : 0;
      order.status = "cancelled";
      const effects = alignOpen(ctx, open, `cancel:${order.source}:${order.id}`, ctx.now);
      return {
        effects,
        facts: [factOfOrder("order_cancelled", order, { reason, undone }), ...effectFacts(effects)],
        happenedAt: ctx.now,
        writes: restoreVouchers(ctx.shop.id, order, order.content.vouchers),
      };
    },
  });
