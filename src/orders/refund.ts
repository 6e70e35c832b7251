import type { Context } from "../core/context";
import { insertRow, rowsOf, type Statement, statement } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { effectFacts } from "../effects";
import { canonicalJson, sha256 } from "../lib/hash";
import { sum } from "../lib/numbers";
import { toIso } from "../lib/time";
import { alignOpen, changeOrder, mustStand } from "./change";
import { exchanged, exchangeStatements } from "./exchange";
import { factOfOrder } from "./facts";
import { giveTenderBack } from "./give-back";
import { checkAfter, checkTime } from "./input";
import { type OrderRef, ofOrder, orderParams, parseOrderRef, refundId } from "./key";
import { allLines, type Order, returnedOf } from "./order";
import { inMoney, returnMoney, returnUnits } from "./return-rules";
import type { RefundRow } from "./tables";

export interface RefundInput {
  readonly id?: string | undefined;
  readonly items?: readonly { id: string; quantity: number }[] | undefined;
  /** Money given back, minor units; without items it is spread over what was not returned. */
  readonly amount?: number | undefined;
  readonly reason?: string | null | undefined;
  readonly refundedAt?: number | undefined;
  readonly exchangeOrderId?: string | undefined;
}

/** How ids begin that the shop did not give; see {@link idOfKey}. */
export const KEY_ID = "~key:";

/**
 * Takes returned lines or an amount and reverses what exactly these earned, by the recorded
 * entries. An exchange carries the dates of what was reversed over to the new order. What the order
 * was paid with besides money comes back with it.
 *
 * @throws {DomainError} refund_needs_id, refund_differs, unknown_line, returned_too_much,
 *   refund_exceeds_order, exchange_unknown, order_not_paid, order_cancelled
 */
export async function refundOrder(ctx: Context, text: string, input: RefundInput) {
  const id = input.id ?? (await idOfKey(ctx));
  const at = input.refundedAt ?? ctx.now;
  checkTime(at, ctx.now, "/refundedAt");
  const hash = await sha256(canonicalJson({ ...input, id }));
  const ref = parseOrderRef(text);
  const exchange = input.exchangeOrderId ? parseOrderRef(input.exchangeOrderId) : null;
  return changeOrder(ctx, text, {
    extra: [
      findRefund(ctx.shop.id, ref, id),
      ...(exchange ? exchangeStatements(ctx, exchange) : []),
    ],
    repeated: (extra, row) => repeated(ofOrder(rowsOf(extra, 0), row), hash),
    change: async (open) => {
      const { order } = open;
      mustBePaid(order);
      checkAfter(at, order, "/refundedAt");
      const amount = takeGoodsBack(order, input);
      // Encoded, so that the order's id, which may have colons, reads back.
      const cause = `refund:${order.source}:${order.id}:${encodeURIComponent(id)}`;
      const taken = alignOpen(ctx, open, cause, at);
      const back = giveTenderBack(ctx, open, { cause, happenedAt: at });
      const effects = [...taken, ...back.effects];
      const writes = [
        ...(exchange ? await exchanged(ctx, open, exchange, effects) : []),
        ...back.writes,
      ];
      const parts = { amount, credit: back.credit, money: amount - back.credit };
      const told = { id: refundId(order, id), externalId: input.id ?? null, ...parts };
      return {
        status: 201,
        effects,
        facts: [
          factOfOrder("order_refunded", order, { refund: told.id, amount }),
          ...effectFacts(effects),
        ],
        happenedAt: at,
        writes,
        more: { refund: { ...told, refundedAt: toIso(at) } },
      };
    },
    keep: (body) => [insertRefund(ctx, { id, input, at, hash, body })],
  });
}

/** A refund without an id has that of its Idempotency-Key, which is the calling credential's own. */
async function idOfKey({ caller, idempotency }: Context): Promise<string> {
  if (idempotency) return `${KEY_ID}${await sha256(`${caller.credential} ${idempotency.key}`)}`;
  throw refuse("refund_needs_id", "/id", "Send an id or an Idempotency-Key.");
}

function mustBePaid(order: Order): void {
  mustStand(order);
  if (order.status !== "paid") throw new DomainError("order_not_paid");
}

const findRefund = (shop: string, ref: OrderRef, id: string): Statement =>
  statement(
    `SELECT * FROM refunds WHERE shop = ?1 AND order_id IN (?2, ?4) AND id = ?5
       AND (source = ?3 OR order_id = ?4)`,
    ...orderParams(shop, ref),
    id,
  );

function repeated([row]: readonly RefundRow[], hash: string): object | null {
  if (!row) return null;
  if (row.request_hash !== hash) throw new DomainError("refund_differs");
  return JSON.parse(row.answer) as object;
}

/** Marks what came back on the order. @returns the money given back */
function takeGoodsBack(order: Order, input: RefundInput): number {
  const value = input.items ? sum(input.items.map((item, i) => returnItem(order, item, i))) : 0;
  const left = order.content.total - order.refunded;
  // Returned lines may be worth more than what is left to pay back, e.g. after a refund by amount.
  const money = input.amount ?? Math.min(inMoney(order.content, value), left);
  if (money > left) {
    throw refuse("refund_exceeds_order", "/amount", `At most ${left} is left to refund.`);
  }
  if (!input.items) returnMoney(order, money);
  order.refunded += money;
  return money;
}

function returnItem(order: Order, item: { id: string; quantity: number }, index: number): number {
  const line = allLines(order.content).find((l) => l.id === item.id);
  if (!line) {
    throw refuse("unknown_line", `/items/${index}/id`, "The order has no such line.");
  }
  const before = returnedOf(order, line.id);
  if (before.quantity + item.quantity > line.quantity) {
    const left = line.quantity - before.quantity;
    throw refuse("returned_too_much", `/items/${index}/quantity`, `At most ${left} can come back.`);
  }
  const after = returnUnits(line, before, item.quantity);
  order.ledger.returned.set(line.id, after);
  return after.value - before.value;
}

interface KeptRefund {
  readonly id: string;
  readonly input: RefundInput;
  readonly at: number;
  readonly hash: string;
  readonly body: object;
}

function insertRefund(ctx: Context, { id, input, at, hash, body }: KeptRefund): Statement {
  const { items, amount, reason, exchangeOrderId } = input;
  const { refund, order } = body as Refunded;
  const row: RefundRow = {
    shop: ctx.shop.id,
    order_id: order.externalId,
    source: order.source,
    id,
    amount: refund.amount,
    content: JSON.stringify({ items, amount, reason, exchangeOrderId }),
    answer: JSON.stringify(body),
    request_hash: hash,
    refunded_at: at,
    recorded_at: ctx.now,
  };
  return insertRow("refunds", row);
}

/** What of the answer names the refund's row. */
interface Refunded {
  readonly refund: { readonly amount: number };
  readonly order: { readonly externalId: string; readonly source: string };
}
