import { useWrites } from "../checkout";
import type { Context } from "../core/context";
import type { Statement } from "../core/database";
import { type Effect, giveCredit } from "../effects";
import { mulDiv, sum } from "../lib/numbers";
import { restoreVouchers } from "../vouchers";
import type { OpenOrder } from "./open";
import { isWhollyReturned, type Order, type OrderCode, returnedOf } from "./order";
import { creditDue, returnCredit } from "./pay-credit";

/** Why something comes back. */
interface Why {
  /** Of the transfers, e.g. `refund:<source>:<order>:<id>`. */
  readonly cause: string;
  readonly happenedAt: number;
}

export interface GivenBack {
  /** Store credit that came back with the order's money, minor units. */
  readonly credit: number;
  readonly effects: readonly Effect[];
  readonly writes: readonly Statement[];
}

/**
 * What an order was paid with besides money comes back as far as the order does: store credit in
 * proportion to the money, its codes once all of it is back, and of a voucher over an amount the
 * share in what came back, where the program says so.
 */
export function giveTenderBack(ctx: Context, open: OpenOrder, why: Why): GivenBack {
  const { order } = open;
  const credit = returnCredit(ctx, open, { ...why, amount: creditDue(order) });
  const shares = sharesBack(ctx, open, why);
  const isUndone = order.status === "cancelled" || isWhollyReturned(order);
  return {
    credit: credit.amount,
    effects: [...credit.effects, ...shares],
    writes: isUndone ? restored(ctx, open) : [],
  };
}

/** Codes of an order that was undone can be used again, but for those whose share came back. */
function restored({ shop }: Context, { order, program, member }: OpenOrder): Statement[] {
  const { codes } = order.ledger;
  const spent = codes.filter(({ back }) => back > 0);
  const free = codes.filter(({ isShared, back }) => isShared && back === 0);
  order.ledger.codes = spent;
  const keys = (list: readonly OrderCode[]) => list.map(({ key }) => key);
  return [
    ...restoreVouchers(shop.id, order, order.content.vouchers, keys(spent)),
    ...useWrites({ program, member, shop: shop.id }, keys(free), -1),
  ];
}

/**
 * The share of each code in what came back, as store credit. With all of it back in one go the code
 * itself is free again; once a share was given, the rest follows the same way.
 */
function sharesBack(ctx: Context, { order, program, member }: OpenOrder, why: Why): Effect[] {
  const isUndone = order.status === "cancelled" || isWhollyReturned(order);
  if (!member) return [];
  const effects: Effect[] = [];
  order.ledger.codes = order.ledger.codes.map((code) => {
    if (isUndone && code.back === 0) return code;
    const due = shareDue(order, code, isUndone) - code.back;
    if (due <= 0) return code;
    const { effect } = giveCredit(ctx, member, due, {
      ...why,
      voucherCause: "",
      rule: SHARE,
      program,
      reason: "voucher_share",
    });
    effects.push(effect);
    return { ...code, back: code.back + due };
  });
  return effects;
}

/** The rule of a voucher's share that comes back. */
const SHARE = "checkout.onReturn";

/** Of 5.00 off lines worth 50.00, of which 20.00 came back: 2.00. By units where a line cost nothing. */
function shareDue(order: Order, { lines }: OrderCode, isUndone: boolean): number {
  if (isUndone) return sum(lines.map(([, amount]) => amount));
  return sum(
    lines.map(([id, amount]) => {
      const line = order.content.lines.find((l) => l.id === id);
      if (!line) return 0;
      const { value, quantity } = returnedOf(order, id);
      const [part, whole] = line.total > 0 ? [value, line.total] : [quantity, line.quantity];
      return mulDiv(amount, Math.min(part, whole), whole, "nearest");
    }),
  );
}
