import type { Context } from "../core/context";
import { refuse } from "../core/errors";
import { effectFacts } from "../effects";
import {
  type RedeemedVouchers,
  redeemVoucherWrites,
  restoreVouchers,
  voucherStatements,
  vouchersFrom,
} from "../vouchers";
import { alignOpen, changeOrder, lookAgain, mustStand } from "./change";
import { contentJson } from "./codec";
import { activationOf, datedOf, reschedule } from "./date-rules";
import { factOfOrder } from "./facts";
import {
  checkAfter,
  checkOrder,
  checkTime,
  contentOf,
  type OrderAmendment,
  voucherWarning,
  type Warning,
} from "./input";
import { orderCause } from "./key";
import type { OpenOrder } from "./open";
import {
  goodsBeforeDiscounts,
  isWhollyReturned,
  type Order,
  type OrderContent,
  reachedOf,
} from "./order";
import { carryReturns } from "./return-rules";

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

/**
 * The order gets other content; effects follow by the difference. Who bought, when and where stays
 * as it was. A line that came back cannot become smaller than what was returned of it, nor the
 * order than what was refunded. Vouchers that it names anew are redeemed; those that it redeemed
 * before stay so, as their discount was given. The same content again changes nothing.
 *
 * @throws {DomainError} amended_below_returned, order_cancelled, order_differs
 */
export async function amendOrder(ctx: Context, ref: string, body: OrderAmendment) {
  const warnings = checkOrder(ctx, body);
  return changeOrder(ctx, ref, {
    looksAnew: true,
    extra: voucherStatements(ctx.shop.id, body.vouchers),
    change: (open) => {
      const { order } = open;
      mustStand(order);
      mustName(order, body);
      const before = order.content;
      const dated = datedOf(order);
      // With all of it back its vouchers were free again, and are redeemed anew.
      const redeemed = isWhollyReturned(order) ? [] : before.vouchers;
      const { isHistory, earns } = before;
      const vouchers = [...new Set([...before.vouchers, ...body.vouchers])];
      order.content = { ...contentOf(body), isHistory, earns, vouchers };
      const wasPaid = order.status === "paid";
      const isPaidNow = !wasPaid && body.status === "paid";
      if (!isPaidNow && contentJson(order.content) === contentJson(before)) return null;
      mustCoverReturns(order, before);
      if (isPaidNow) order.status = "paid";
      moveStay(ctx, open, dated);
      const effects = lookAgain(ctx, open, `amend:${order.source}:${order.id}`, ctx.now);
      const used = redeemNew(ctx, open, body.vouchers, redeemed);
      const total = order.content.total;
      return {
        effects,
        facts: [
          factOfOrder("order_amended", order, { total, totalBefore: before.total, wasPaid }),
          ...(isPaidNow ? [factOfOrder("order_paid", order, { total })] : []),
          ...effectFacts(effects),
          ...used.facts,
        ],
        happenedAt: ctx.now,
        writes: used.writes,
        more: { warnings: [...warnings, ...used.told] },
      };
    },
  });
}

/** Where its last stay ends at another time, what waits for that is on the way until then. */
function moveStay(ctx: Context, open: OpenOrder, before: ReturnType<typeof datedOf>): void {
  const { order, member, program } = open;
  const reached = reachedOf(order);
  if (reached.stayEndsAt === before.stayEndsAt) return;
  const { timeZone } = ctx.shop;
  const activatesAt = activationOf(order, program.parts, reached, timeZone);
  const of = { parts: program.parts, timeZone };
  if (member) reschedule(member.book, order, of, { ...reached, activatesAt }, before);
  order.activatesAt = activatesAt;
}

/** Redeems the vouchers that an amendment names and the order did not name before. */
function redeemNew(
  ctx: Context,
  { row, order, extra }: OpenOrder,
  named: readonly string[],
  before: readonly string[],
): RedeemedVouchers & { readonly told: Warning[] } {
  const codes = named.filter((code) => !before.includes(code));
  const used = redeemVoucherWrites(vouchersFrom(extra), {
    codes,
    member: order.member,
    order,
    total: goodsBeforeDiscounts(order.content),
    isCounted: row.is_kept === 1,
    at: ctx.now,
  });
  const told = used.warnings.map(({ code, index }) =>
    voucherWarning(code, named.indexOf(codes[index] ?? "")),
  );
  return { ...used, told };
}

function mustName(order: Order, body: OrderAmendment): void {
  const field = (["id", "source"] as const).find((f) => (body[f] ?? order[f]) !== order[f]);
  if (field) throw refuse("order_differs", `/${field}`, "The path names another order.");
}

function mustCoverReturns(order: Order, before: OrderContent): void {
  if (order.content.total < order.refunded) {
    const detail = `${order.refunded} was refunded already.`;
    throw refuse("amended_below_returned", "/total", detail);
  }
  const line = carryReturns(order, before);
  if (line === null) return;
  const index = order.content.lines.findIndex((l) => l.id === line);
  const pointer = index < 0 ? "/items" : `/items/${index}/quantity`;
  throw refuse("amended_below_returned", pointer, "More of a line was returned than remains.");
}
