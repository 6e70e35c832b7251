import { codeStatements, codesFrom, type RedeemedCodes } from "../checkout";
import type { Context } from "../core/context";
import { refuse } from "../core/errors";
import { effectFacts } from "../effects";
import { changeOrder, lookAgain, mustStand } from "./change";
import { contentJson } from "./codec";
import { activationOf, datedOf, reschedule } from "./date-rules";
import { factOfOrder } from "./facts";
import { checkOrder, contentOf, type OrderAmendment, voucherWarning, type Warning } from "./input";
import { parseOrderRef, whoOrdered } from "./key";
import type { OpenOrder } from "./open";
import { isWhollyReturned, type Order, type OrderContent, reachedOf } from "./order";
import { type CreditOutcome, creditLeft, payCredit, returnCredit } from "./pay-credit";
import { carryReturns } from "./return-rules";
import { useCodes } from "./use-codes";

/**
 * The order gets other content; effects follow by the difference. Who bought, when and where stays
 * as it was. A line that came back cannot become smaller than what was returned of it, nor the
 * order than what was refunded. Vouchers that it names anew are redeemed; those that it redeemed
 * before stay so, as their discount was given. Store credit follows what it says; where it says
 * nothing, what was taken stays. The same content again changes nothing.
 *
 * @throws {DomainError} amended_below_returned, order_cancelled, order_differs
 */
export async function amendOrder(ctx: Context, ref: string, body: OrderAmendment) {
  const warnings = checkOrder(ctx, body);
  return changeOrder(ctx, ref, {
    looksAnew: true,
    usesCredit: true,
    extra: codeStatements(ctx.shop.id, whoOrdered(ctx.shop.id, parseOrderRef(ref)), body.vouchers),
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
      const credit = Math.min(body.credit ?? before.credit, body.total);
      const { checkout } = before;
      order.content = { ...contentOf(body), isHistory, earns, vouchers, credit, checkout };
      const wasPaid = order.status === "paid";
      const isPaidNow = !wasPaid && body.status === "paid";
      if (!isPaidNow && contentJson(order.content) === contentJson(before)) return null;
      mustCoverReturns(order, before);
      if (isPaidNow) order.status = "paid";
      moveStay(ctx, open, dated);
      const cause = `amend:${order.source}:${order.id}`;
      const earned = lookAgain(ctx, open, cause, ctx.now);
      const paid = alignCredit(ctx, open, cause, body.credit);
      const effects = [...earned, ...paid.effects];
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
        more: { warnings: [...warnings, ...used.told, ...paid.warnings] },
      };
    },
  });
}

/** Takes more store credit, or gives back what is beyond the sum to be paid with it. */
function alignCredit(
  ctx: Context,
  open: OpenOrder,
  cause: string,
  said: number | undefined,
): CreditOutcome {
  const { order } = open;
  const { amount } = order.ledger.credit;
  const asked = Math.min(said ?? amount, order.content.total);
  if (asked >= amount) return payCredit(ctx, open, asked);
  const beyond = Math.min(amount - asked, creditLeft(order.ledger.credit));
  const back = returnCredit(ctx, open, { amount: beyond, cause, happenedAt: ctx.now });
  const { credit } = order.ledger;
  order.ledger.credit = { ...credit, amount: amount - beyond, back: credit.back - beyond };
  return { effects: back.effects, warnings: [] };
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

/** Uses the codes that an amendment names and the order did not name before. */
function redeemNew(
  ctx: Context,
  { row, order, program, member, extra }: OpenOrder,
  named: readonly string[],
  before: readonly string[],
): RedeemedCodes & { readonly told: Warning[] } {
  const codes = named.filter((code) => !before.includes(code));
  const used = useCodes(ctx, {
    ...{ program, member, order, codes },
    loaded: codesFrom(extra, named),
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
