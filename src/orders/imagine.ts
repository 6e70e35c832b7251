import type { Channel } from "../earning";
import { contentFrom, contentJson } from "./codec";
import type { OrderContent, OrderLine } from "./order";
import type { RecordedOrder } from "./replay";

/* Orders for a replay that were never placed, or not so: what if? */

/** A paid order of one line. */
export interface Imagined {
  readonly id: string;
  readonly member: string;
  readonly placedAt: number;
  readonly channel: Channel;
  readonly currency: string;
  readonly line: OrderLine;
}

const PLAIN: Omit<OrderContent, "lines" | "total"> = {
  taxIncluded: true,
  tax: 0,
  shipping: 0,
  fees: 0,
  discounts: 0,
  vouchers: [],
  credit: 0,
  checkout: null,
  referralCode: null,
  promisedAt: null,
  isHistory: false,
  earns: true,
};

export const imaginedOrder = (of: Imagined): RecordedOrder => ({
  id: of.id,
  source: "imagined",
  member: of.member,
  status: "paid",
  placed_at: of.placedAt,
  channel: of.channel,
  store: null,
  currency: of.currency,
  refunded: 0,
  content: contentJson({ ...PLAIN, lines: [of.line], total: of.line.total }),
  ledger: "{}",
  recorded_at: of.placedAt,
});

/** As if it had been told to earn; orders that were imported often were not. */
export function asEarning(row: RecordedOrder): RecordedOrder {
  const content = contentFrom(row.content);
  return content.earns ? row : { ...row, content: contentJson({ ...content, earns: true }) };
}

/** What was paid for it and not refunded, minor units. */
export const paidFor = ({ status, content, refunded }: RecordedOrder): number =>
  status === "paid" ? Math.max(0, contentFrom(content).total - refunded) : 0;
