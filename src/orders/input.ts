import * as z from "zod";
import type { Context } from "../core/context";
import { refuse } from "../core/errors";
import { line } from "../core/fields";
import { CHANNELS } from "../earning";
import { isDate } from "../lib/dates";
import { sum } from "../lib/numbers";
import { DAY } from "../lib/time";
import { SOURCE } from "./key";
import { checkLines, instant, item, linesOf, money, ownId } from "./lines";
import type { OrderContent } from "./order";

const MAX_LINES = 500;
/** Nothing we import is older; what claims to be is a broken clock. */
const EARLIEST = Date.UTC(1980, 0, 1);
/** No shop promises anything later; what says so is a broken clock too. */
const LATEST_PROMISE = 3650 * DAY;

const member = z.strictObject({
  id: line(40).optional(),
  externalId: line(255).optional(),
  card: line(100).optional(),
  email: line(255).optional(),
  phone: line(50).optional(),
  name: line(200).optional(),
  locale: z.enum(["de", "en"]).optional(),
  birthday: z.string().refine(isDate, "Use a date such as 1990-05-17.").optional(),
});

const cart = {
  currency: z.string().regex(/^[A-Z]{3}$/, "Use an ISO 4217 code such as EUR."),
  total: money,
  taxIncluded: z.boolean().default(true),
  tax: money.default(0),
  shipping: money.default(0),
  fees: money.default(0),
  discounts: money.default(0).describe("Information; totals are after discounts."),
  items: z.array(item).min(1).max(MAX_LINES),
};

const source = z.string().regex(SOURCE, "Use a–z, 0–9, ., _ and -, at most 40.");

const order = {
  ...cart,
  id: ownId("ord_"),
  source: source.default("shop"),
  channel: z.enum(CHANNELS).default("online"),
  storeId: line(80).nullish(),
  status: z.enum(["placed", "paid"]).default("paid"),
  member: member.nullish(),
  vouchers: z.array(line(60).min(1)).max(20).default([]),
  credit: money.optional().describe("Of the total, paid with store credit."),
  checkout: line(255).min(1).nullish().describe("The held cart that the order captures."),
  referralCode: line(60).nullish(),
  placedAt: instant.optional(),
  promisedAt: instant.nullish(),
  mode: z.enum(["live", "history"]).default("live"),
  earn: z.enum(["none", "rules"]).optional().describe("For history: whether past orders earn."),
};

export const orderBody = z.strictObject(order).refine((o) => o.mode === "history" || !o.earn, {
  message: "Only orders of the past say whether they earn.",
  path: ["earn"],
});

/** An order with other content; its path names it, and it stays placed unless it says paid. */
export const amendmentBody = z.strictObject({
  ...order,
  id: order.id.optional(),
  source: source.optional(),
  status: z.enum(["placed", "paid"]).optional(),
});

export const cartBody = z.strictObject({
  ...cart,
  total: money.optional(),
  channel: z.enum(CHANNELS).default("online"),
  storeId: line(80).nullish(),
});

export type OrderBody = z.output<typeof orderBody>;
export type OrderAmendment = z.output<typeof amendmentBody>;
export type OrderMember = z.output<typeof member>;

export interface Warning {
  readonly code: string;
  readonly detail: string;
  readonly pointer?: string;
}

/** A voucher that the order named and that could not be redeemed; `index` is its place in the body. */
export const voucherWarning = (code: string, index: number): Warning => ({
  code,
  detail: "The voucher was not redeemed.",
  pointer: `/vouchers/${index}`,
});

/** What the body says of the order itself. */
export const contentOf = (body: OrderAmendment): OrderContent => ({
  lines: linesOf(body.items),
  total: body.total,
  taxIncluded: body.taxIncluded,
  tax: body.tax,
  shipping: body.shipping,
  fees: body.fees,
  discounts: body.discounts,
  vouchers: body.vouchers,
  credit: body.credit ?? 0,
  checkout: body.checkout ?? null,
  referralCode: body.referralCode || null,
  promisedAt: body.promisedAt ?? null,
  isHistory: body.mode === "history",
  earns: body.mode !== "history" || body.earn === "rules",
});

/**
 * Refuses what cannot be: another currency, amounts that do not add up, lines named twice, orders
 * of tomorrow. A difference of one minor unit a line is rounding and only warned of.
 *
 * @throws {DomainError} 422 with a pointer
 */
export function checkOrder(ctx: Context, body: OrderAmendment): Warning[] {
  if (body.currency !== ctx.shop.currency) {
    throw refuse("currency_differs", "/currency", `The shop counts in ${ctx.shop.currency}.`);
  }
  checkPlacedAt(body.placedAt, ctx.now);
  checkPromise(body.promisedAt, ctx.now);
  checkLines(body.items, ctx.now);
  const goods = sum(body.items.map((i) => i.total));
  const parts = goods + body.shipping + body.fees + (body.taxIncluded ? 0 : body.tax);
  if (body.tax > parts) {
    throw refuse(
      "total_does_not_add_up",
      "/tax",
      `The tax is more than the ${parts} it is part of.`,
    );
  }
  const difference = Math.abs(parts - body.total);
  if (difference > body.items.length) {
    const detail = `items + shipping + fees${body.taxIncluded ? "" : " + tax"} is ${parts}, not ${body.total}.`;
    throw refuse("total_does_not_add_up", "/total", detail);
  }
  if ((body.credit ?? 0) > body.total) {
    throw refuse("credit_exceeds_total", "/credit", `The order costs ${body.total}.`);
  }
  if (difference === 0) return [];
  return [{ code: "rounding_difference", detail: `Differs by ${difference}.`, pointer: "/total" }];
}

function checkPlacedAt(placedAt: number | undefined, now: number): void {
  if (placedAt === undefined) return;
  if (placedAt > now + DAY) {
    throw refuse("placed_in_the_future", "/placedAt", "An order lies at most a day ahead.");
  }
  checkTime(placedAt, now, "/placedAt");
}

function checkPromise(promisedAt: number | null | undefined, now: number): void {
  if (promisedAt === null || promisedAt === undefined) return;
  if (promisedAt >= EARLIEST && promisedAt <= now + LATEST_PROMISE) return;
  throw refuse("invalid_time", "/promisedAt", "Promise a time within the next ten years.");
}

/** @throws {DomainError} invalid_time, for what only a broken clock says */
export function checkTime(at: number, now: number, pointer: string): void {
  if (at > now + DAY) throw refuse("invalid_time", pointer, "That is more than a day ahead.");
  if (at < EARLIEST) throw refuse("invalid_time", pointer, "That is before 1980.");
}

/**
 * Clocks of tills and shops differ, so what follows an order may seem to lie a day before it.
 *
 * @throws {DomainError} invalid_time, for what happened to an order before there was one
 */
export function checkAfter(at: number, order: { readonly placedAt: number }, pointer: string) {
  if (at >= order.placedAt - DAY) return;
  throw refuse("invalid_time", pointer, "That is before the order was placed.");
}
