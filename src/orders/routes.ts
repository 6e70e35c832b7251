import * as z from "zod";
import { listOf, page } from "../core/cursor";
import { slug } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import { amendOrder } from "./amend";
import { claimOrder } from "./claim";
import { estimate } from "./estimate";
import * as example from "./examples";
import { explainOrder } from "./explain";
import { fulfilOrder } from "./fulfil";
import { amendmentBody, cartBody, orderBody } from "./input";
import { instant } from "./lines";
import { placeOrder } from "./place";
import { listOrders, readOrder } from "./read";
import { refundOrder } from "./refund";
import * as s from "./schemas";
import * as told from "./told-schemas";
import { cancelOrder, payOrder } from "./verbs";

const write = { access: "orders:write", tag: "Orders", canDryRun: true } as const;
const read = { method: "get", access: "members:read", tag: "Orders" } as const;

const changes: Endpoint[] = [
  endpoint({
    ...write,
    method: "post",
    path: "/v1/orders",
    summary: "Take an order",
    description:
      "Idempotent by source and id: the same order again gets the same answer, other content 409.",
    body: orderBody,
    answers: { 200: s.placed, 201: s.placed },
    errors: [
      "invalid_body",
      "order_differs",
      "currency_differs",
      "total_does_not_add_up",
      "placed_in_the_future",
      "invalid_time",
      "duplicate_line",
    ],
    example: example.place,
    run: (ctx, { body }) => placeOrder(ctx, body),
  }),
  endpoint({
    ...write,
    method: "put",
    path: "/v1/orders/:order",
    summary: "Amend an order; effects follow by the difference",
    body: amendmentBody,
    answers: { 200: s.amended },
    errors: [
      "not_found",
      "order_ambiguous",
      "order_differs",
      "total_does_not_add_up",
      "amended_below_returned",
      "order_cancelled",
    ],
    example: example.amend,
    run: (ctx, { params, body }) => amendOrder(ctx, params.order ?? "", body),
  }),
  endpoint({
    ...write,
    method: "post",
    path: "/v1/orders/:order/pay",
    summary: "A placed order is paid",
    body: z.strictObject({ paidAt: instant.optional() }),
    answers: { 200: s.changed },
    errors: ["not_found", "order_ambiguous", "order_cancelled", "invalid_time"],
    example: example.pay,
    run: (ctx, { params, body }) => payOrder(ctx, params.order ?? "", body.paidAt ?? null),
  }),
  endpoint({
    ...write,
    method: "post",
    path: "/v1/orders/:order/cancel",
    summary: "Undo the whole order",
    body: z.strictObject({ reason: slug.nullish().describe("A code of your own: customer.") }),
    answers: { 200: s.changed },
    errors: ["not_found", "order_ambiguous"],
    example: example.cancel,
    run: (ctx, { params, body }) => cancelOrder(ctx, params.order ?? "", body.reason ?? null),
  }),
];

const followUps: Endpoint[] = [
  endpoint({
    ...write,
    method: "post",
    path: "/v1/orders/:order/refunds",
    summary: "Take goods or money back",
    description: "Needs an id or an Idempotency-Key. `exchangeOrderId` carries the dates over.",
    body: s.refundBody,
    answers: { 200: s.refunded, 201: s.refunded },
    errors: [
      "refund_needs_id",
      "refund_differs",
      "unknown_line",
      "returned_too_much",
      "refund_exceeds_order",
      "order_not_paid",
      "order_cancelled",
      "exchange_unknown",
      "invalid_time",
    ],
    example: example.refund,
    run: (ctx, { params, body }) => refundOrder(ctx, params.order ?? "", body),
  }),
  endpoint({
    ...write,
    method: "post",
    path: "/v1/orders/:order/fulfilments",
    summary: "Goods were shipped, delivered, collected or served",
    body: s.fulfilmentBody,
    answers: { 200: s.fulfilled, 201: s.fulfilled },
    errors: ["not_found", "fulfilment_differs", "unknown_line", "invalid_time", "order_cancelled"],
    example: example.fulfil,
    run: (ctx, { params, body }) => fulfilOrder(ctx, params.order ?? "", body),
  }),
  endpoint({
    ...write,
    method: "post",
    path: "/v1/orders/:order/claim",
    summary: "A member claims a guest's order",
    body: s.claimBody,
    answers: { 200: s.changed },
    errors: ["not_found", "claim_code_wrong", "order_claimed", "member_erased", "invalid_ref"],
    example: example.claim,
    run: (ctx, { params, body }) => claimOrder(ctx, params.order ?? "", body),
  }),
];

const reads: Endpoint[] = [
  endpoint({
    ...read,
    path: "/v1/orders",
    summary: "A member's orders, newest first",
    query: z.object({ member: z.string().max(300), locale: z.string().optional(), ...page }),
    answers: { 200: listOf(s.orderSchema) },
    errors: ["invalid_query", "invalid_ref", "not_found", "invalid_cursor"],
    example: example.list,
    run: async (ctx, { query }) => ok(await listOrders(ctx, query)),
  }),
  endpoint({
    ...read,
    path: "/v1/orders/:order",
    summary: "Read an order",
    answers: { 200: s.orderDetail },
    errors: ["not_found", "order_ambiguous"],
    example: example.detail,
    run: async (ctx, { params }) => ok(await readOrder(ctx, params.order ?? "")),
  }),
  endpoint({
    ...read,
    path: "/v1/orders/:order/explain",
    summary: "Why an order earned what it did, or why nothing",
    answers: { 200: told.explanation },
    errors: ["not_found", "order_ambiguous"],
    example: example.explained,
    run: async (ctx, { params }) => ok(await explainOrder(ctx, params.order ?? "")),
  }),
  endpoint({
    method: "post",
    path: "/v1/estimate",
    access: "orders:write",
    isForBrowsers: true,
    tag: "Orders",
    summary: "What a cart would earn",
    body: cartBody,
    answers: { 200: told.estimated },
    errors: ["invalid_body", "currency_differs", "duplicate_line"],
    example: example.estimated,
    run: async (ctx, { body }) => ok(await estimate(ctx, body)),
  }),
];

export const orderEndpoints: readonly Endpoint[] = [...changes, ...followUps, ...reads];
