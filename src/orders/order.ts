import { type AwardLedger, emptyLedger } from "../awards";
import type { Channel, EarningLine, LineKind, Reached, Stay } from "../earning";
import { type Take, unitParts } from "../ledger";
import { sum } from "../lib/numbers";
import type { OrderRow } from "./tables";

/** One line as the shop sold it. Money in minor units, after discounts. */
export interface OrderLine {
  readonly id: string;
  readonly kind: LineKind;
  readonly sku: string | null;
  readonly name: string | null;
  readonly quantity: number;
  readonly total: number;
  readonly categories: readonly string[];
  readonly stay: Stay | null;
}

/** What the shop says of an order; replaced as a whole by an amendment. */
export interface OrderContent {
  readonly lines: readonly OrderLine[];
  readonly total: number;
  readonly taxIncluded: boolean;
  readonly tax: number;
  readonly shipping: number;
  readonly fees: number;
  readonly discounts: number;
  readonly vouchers: readonly string[];
  /** That it was to be paid with, minor units. */
  readonly credit: number;
  /** That held what it was paid with. */
  readonly checkout: string | null;
  readonly referralCode: string | null;
  readonly promisedAt: number | null;
  /** Orders of the past earn only when the import asks for it, and trigger nothing. */
  readonly isHistory: boolean;
  readonly earns: boolean;
}

/** Units and money of a line that came back. */
export interface Returned {
  readonly quantity: number;
  readonly value: number;
}

/** Store credit that an order took. */
export interface OrderCredit {
  readonly amount: number;
  /** Given back since. */
  readonly back: number;
  /** Where the rest of it came from. */
  readonly takes: readonly Take[];
}

/** A code that an order used. */
export interface OrderCode {
  readonly key: string;
  readonly isShared: boolean;
  /** That it took off lines, where that may come back with them: line and minor units. */
  readonly lines: readonly (readonly [line: string, amount: number])[];
  /** Of that, given back since. */
  readonly back: number;
}

export interface OrderLedger extends AwardLedger {
  credit: OrderCredit;
  codes: readonly OrderCode[];

  /** When all of it was with the customer; null: not, as far as is known. */
  deliveredAt: number | null;
  /** By line. Ids are the shop's own, so that a plain object would trip over `__proto__`. */
  readonly returned: Map<string, Returned>;
}

export interface Order {
  readonly id: string;
  readonly source: string;
  readonly member: string | null;
  status: OrderRow["status"];
  readonly placedAt: number;
  readonly channel: Channel;
  readonly store: string | null;
  readonly currency: string;
  refunded: number;
  program: number | null;
  activatesAt: number | null;
  content: OrderContent;
  readonly ledger: OrderLedger;
}

/** Lines that stand for the parts of an order that are no goods. A shop's own ids never start so. */
export const SHIPPING = "~shipping";
export const FEES = "~fees";

/** Every line that has a value: the shop's, then shipping and fees. */
export function allLines(
  content: Pick<OrderContent, "lines" | "shipping" | "fees">,
): EarningLine[] {
  const part = (id: string, kind: "shipping" | "fees", total: number): EarningLine => ({
    id,
    kind,
    total,
    quantity: 1,
    sku: null,
    name: null,
    categories: [],
    stay: null,
  });
  const parts = [
    part(SHIPPING, "shipping", content.shipping),
    part(FEES, "fees", content.fees),
  ].filter((line) => line.total > 0);
  return [...content.lines, ...parts];
}

/** When the last stay of an order ends; null where it has none. */
export function stayEndOf(lines: readonly Pick<OrderLine, "stay">[]): number | null {
  const ends = lines.flatMap(({ stay }) => stay?.endsAt ?? []);
  return ends.length === 0 ? null : Math.max(...ends);
}

/** What is known of when it came to the customer. */
export const reachedOf = ({ ledger, content }: Pick<Order, "ledger" | "content">): Reached => ({
  deliveredAt: ledger.deliveredAt,
  stayEndsAt: stayEndOf(content.lines),
});

/**
 * What the goods cost before any discount: a voucher's minimum is compared with it, as the lines
 * are told after the voucher was taken off. Gift cards, deposits, tips and fees are no goods.
 */
export const goodsBeforeDiscounts = ({ lines, discounts }: OrderContent): number =>
  sum(lines.filter((l) => l.kind === "product").map((l) => l.total)) + discounts;

export const NO_CREDIT: OrderCredit = { amount: 0, back: 0, takes: [] };

/** Of an order that has given nothing yet. */
export const newLedger = (): OrderLedger => ({
  ...emptyLedger(),
  returned: new Map(),
  deliveredAt: null,
  credit: NO_CREDIT,
  codes: [],
});

export const NOTHING_RETURNED: Returned = { quantity: 0, value: 0 };

export const returnedOf = (order: Order, line: string): Returned =>
  order.ledger.returned.get(line) ?? NOTHING_RETURNED;

/** Whether nothing of the goods, or nothing of the money, is left with the shop. */
export function isWhollyReturned(order: Order): boolean {
  const { lines, total } = order.content;
  const allBack = lines.every((l) => returnedOf(order, l.id).quantity >= l.quantity);
  return (lines.length > 0 && allBack) || (total > 0 && order.refunded >= total);
}

/** Paid, not cancelled, not wholly returned: what stage, rhythm and metrics count. */
export const isKept = (order: Order): boolean =>
  order.status === "paid" && !isWhollyReturned(order);

/** Money of a kept order less what was refunded; 0 of any other. */
export const keptMoney = (order: Order): number =>
  isKept(order) ? Math.max(0, order.content.total - order.refunded) : 0;

/** What of a kept order's goods was not returned, minor units: what counts towards tiers. */
export function keptGoods(order: Order): number {
  if (!isKept(order)) return 0;
  const goods = order.content.lines.filter((l) => l.kind === "product");
  return sum(goods.map((l) => Math.max(0, l.total - returnedOf(order, l.id).value)));
}

/** Whether points of it are, or were, on the way. */
export const hasPoints = ({ lots }: OrderLedger): boolean =>
  lots.some(({ unit }) => unitParts(unit).kind === "points");

/** How the API names the state of an order. */
export function statusOf(
  order: Order,
): "placed" | "paid" | "partially_refunded" | "refunded" | "cancelled" {
  if (order.status !== "paid") return order.status;
  if (isWhollyReturned(order)) return "refunded";
  const something = order.refunded > 0 || order.ledger.returned.size > 0;
  return something ? "partially_refunded" : "paid";
}
