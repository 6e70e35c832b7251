import type { EarningLine, Grant, HANDOVERS, Occasion } from "../earning";
import { mulDiv, sum } from "../lib/numbers";
import { allLines, isWhollyReturned, type Order, returnedOf } from "./order";

/** Where and in what money a shop sells. */
export interface Place {
  readonly timeZone: string;
}

/** An order as rules look at it. */
export const occasionOf = (order: Order, { timeZone }: Place): Occasion => ({
  on: "order",
  at: order.placedAt,
  timeZone,
  currency: order.currency,
  lines: allLines(order.content),
  taxIncluded: order.content.taxIncluded,
  tax: order.content.tax,
  discounts: order.content.discounts,
  channel: order.channel,
  store: order.store,
  handover: null,
  seed: `${order.source}:${order.id}`,
  activity: null,
});

/** What is handed over of an order: units by line, of those that it has. */
export interface HandedOver {
  readonly status: (typeof HANDOVERS)[number];
  readonly store: string | null;
  readonly units: ReadonlyMap<string, number>;
}

const isProduct = ({ kind }: EarningLine): boolean => kind === "product";

/** What of money that is told for a whole is that of a part of its lines, by their value. */
function shareOf(money: number, part: readonly EarningLine[], whole: readonly EarningLine[]) {
  const worth = (lines: readonly EarningLine[]) => sum(lines.map(({ total }) => total));
  return mulDiv(money, worth(part), Math.max(1, worth(whole)), "nearest");
}

/** A handover as rules look at it: its units with their share of the lines' value. */
export function handoverOf(order: Order, place: Place, handed: HandedOver): Occasion {
  const lines = order.content.lines.flatMap((line) => {
    const quantity = Math.min(handed.units.get(line.id) ?? 0, line.quantity);
    const total = mulDiv(line.total, quantity, line.quantity, "nearest");
    return quantity > 0 ? [{ ...line, quantity, total }] : [];
  });
  const all = allLines(order.content);
  const { tax, discounts } = order.content;
  return {
    ...occasionOf(order, place),
    on: "fulfilment",
    lines,
    tax: shareOf(tax, lines, all),
    discounts: shareOf(discounts, lines.filter(isProduct), all.filter(isProduct)),
    store: handed.store ?? order.store,
    handover: handed.status,
  };
}

/**
 * What stands of what a rule gave: nothing while the order is placed or cancelled, or once all its
 * money was given back; else all of it less the share of what was returned.
 */
export function keptOf(order: Order): (grant: Grant) => number {
  const { total, earns } = order.content;
  const isUndone = order.status !== "paid" || (total > 0 && order.refunded >= total);
  if (isUndone || !earns) return () => 0;
  const lines = new Map(allLines(order.content).map((line) => [line.id, line]));
  const isAllBack = isWhollyReturned(order);
  return ({ line: id, amount, share }) => {
    if (share === "whole" || id === null) return isAllBack ? 0 : amount;
    const line = lines.get(id);
    if (!line) return 0;
    const { value, quantity } = returnedOf(order, line.id);
    if (share === "quantity") {
      return amount - mulDiv(amount, Math.min(quantity, line.quantity), line.quantity, "nearest");
    }
    const whole = Math.max(line.total, 1);
    return amount - mulDiv(amount, Math.min(value, line.total), whole, "nearest");
  };
}
