import type { Context } from "../core/context";
import { DomainError, refuse } from "../core/errors";
import { mulDiv } from "../lib/numbers";
import { restoreVouchers } from "../rewards";
import { alignOpen, changeOrder, factOfOrder, mustStand, pointFacts } from "./change";
import { checkOrder, contentOf, type OrderBody } from "./input";
import { orderCause } from "./key";
import { allLines, type Order, returnedOf } from "./order";

/** A placed order is paid: it earns, as of when it was placed. Paying twice changes nothing. */
export const payOrder = (ctx: Context, ref: string, paidAt: number | null) =>
  changeOrder(ctx, ref, {
    change: (open) => {
      const { order } = open;
      mustStand(order);
      if (order.status === "paid") return null;
      order.status = "paid";
      const effects = alignOpen(ctx, open, orderCause(order), ctx.now);
      const total = order.content.total;
      return {
        effects,
        facts: [factOfOrder("order_paid", order, { total }), ...pointFacts(effects)],
        happenedAt: paidAt ?? ctx.now,
      };
    },
  });

/** The whole order is undone: what it earned is taken back, its vouchers are valid again. */
export const cancelOrder = (ctx: Context, ref: string, reason: string | null) =>
  changeOrder(ctx, ref, {
    change: (open) => {
      const { order } = open;
      if (order.status === "cancelled") return null;
      order.status = "cancelled";
      const effects = alignOpen(ctx, open, `cancel:${order.source}:${order.id}`, ctx.now);
      return {
        effects,
        facts: [factOfOrder("order_cancelled", order, { reason }), ...pointFacts(effects)],
        happenedAt: ctx.now,
        writes: restoreVouchers(ctx.shop.id, order, order.content.vouchers),
      };
    },
  });

/**
 * The order gets other content; effects follow by the difference. Who bought, when and where stays
 * as it was. A line that came back cannot become smaller than what was returned of it.
 *
 * @throws {DomainError} amended_below_returned, order_cancelled
 */
export const amendOrder = (ctx: Context, ref: string, body: OrderBody) => {
  const warnings = checkOrder(ctx, body);
  return changeOrder(ctx, ref, {
    change: (open) => {
      const { order } = open;
      mustStand(order);
      if (body.id !== order.id || body.source !== order.source) {
        throw refuse("order_differs", "/id", "The body names another order than the path.");
      }
      const before = order.content;
      const { isHistory, earns, vouchers } = before;
      order.content = { ...contentOf(body), isHistory, earns, vouchers };
      rescaleReturns(
        order,
        before.lines.map((l) => l.id),
      );
      const isPaidNow = order.status === "placed" && body.status === "paid";
      if (isPaidNow) order.status = "paid";
      const effects = alignOpen(ctx, open, `amend:${order.source}:${order.id}`, ctx.now);
      const total = order.content.total;
      return {
        effects,
        facts: [
          factOfOrder("order_amended", order, { total, totalBefore: before.total }),
          ...(isPaidNow ? [factOfOrder("order_paid", order, { total })] : []),
          ...pointFacts(effects),
        ],
        happenedAt: ctx.now,
        more: { warnings },
      };
    },
  });
};

/** What was returned by units keeps its share of the line's new value. */
function rescaleReturns(order: Order, linesBefore: readonly string[]): void {
  const lines = allLines(order.content);
  for (const id of new Set([...linesBefore, ...Object.keys(order.ledger.returned)])) {
    const returned = returnedOf(order, id);
    if (returned.quantity === 0 && returned.value === 0) continue;
    const line = lines.find((l) => l.id === id);
    if (!line || line.quantity < returned.quantity) {
      throw new DomainError("amended_below_returned", `More of line ${id} was returned already.`);
    }
    const value =
      returned.quantity > 0
        ? mulDiv(line.total, returned.quantity, line.quantity, "nearest")
        : Math.min(returned.value, line.total);
    order.ledger.returned[id] = { quantity: returned.quantity, value };
  }
}
