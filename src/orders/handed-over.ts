import type { Context } from "../core/context";
import type { Effect } from "../effects";
import { activationOf, reschedule } from "./date-rules";
import { lookAtHandover } from "./earn";
import { firstHandedOver, type Handover, wholeAt } from "./handovers";
import type { OpenOrder } from "./open";
import { hasPoints, reachedOf } from "./order";

/** An order of which something more is handed over, with what was handed over before. */
type HandedOrder = Omit<OpenOrder, "row" | "extra">;

/** @returns the activation of what the order earned, as now known; null where it earned nothing */
export function startReturnPeriod(
  ctx: Context,
  { order, program, member, handovers }: HandedOrder,
  handover: Handover,
): number | null {
  const deliveredAt = wholeAt(order, [...handovers, handover]);
  if (deliveredAt !== null) {
    const reached = { ...reachedOf(order), deliveredAt };
    const activation = activationOf(order, program.parts, reached, ctx.shop.timeZone);
    const of = { parts: program.parts, timeZone: ctx.shop.timeZone };
    const to = { ...reached, activatesAt: activation };
    if (member) reschedule(member.book, order, of, to);
    else Object.assign(order, { activatesAt: activation });
    order.ledger.deliveredAt = deliveredAt;
  }
  return hasPoints(order.ledger) ? order.activatesAt : null;
}

/**
 * What rules on handovers give for this one. Of an order that is not paid yet they are asked when it
 * is, and of a guest's when it is claimed.
 */
export function rewardHandover(
  ctx: Context,
  open: HandedOrder,
  handover: Handover,
  by: { readonly cause: string; readonly happenedAt: number },
): Effect[] {
  const { order, member, program, handovers } = open;
  const isAsked = program.parts.earning.rules.some((rule) => rule.on === "fulfilment");
  if (!member || !isAsked || order.status !== "paid") return [];
  const [handed] = firstHandedOver(order, [...handovers, handover]).slice(-1);
  return handed ? lookAtHandover(ctx, { ...open, member, ...by }, open.usage, handed) : [];
}
