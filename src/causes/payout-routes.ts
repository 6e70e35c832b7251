import * as z from "zod";
import { listOf, page } from "../core/cursor";
import { line } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import { MAX_AMOUNT } from "../lib/numbers";
import * as example from "./examples";
import { listPayouts, recordPayout, reversePayout } from "./payouts";
import { payoutSchema } from "./schemas";

const body = z.strictObject({
  id: line(100).min(1).describe("Your own, within the cause: sent again, it is noted once."),
  amount: z.number().int().min(1).max(MAX_AMOUNT).describe("Minor units."),
  paidAt: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  receipt: z.strictObject({
    number: line(80).min(1).describe("Of the donation receipt, or of the transfer."),
    url: z
      .url({ protocol: /^https$/ })
      .max(500)
      .optional(),
    note: line(300).optional(),
  }),
  advance: z.boolean().default(false).describe("It may be more than was given by now."),
});

const answer = z.object({ committed: z.boolean(), payout: payoutSchema });

export const payoutEndpoints: Endpoint[] = [
  endpoint({
    method: "post",
    path: "/v1/causes/:key/payouts",
    access: "program:write",
    tag: "Causes",
    summary: "Note what was handed on to a cause, with its receipt",
    body,
    answers: { 200: answer, 201: answer },
    errors: ["not_found", "payout_differs", "invalid_time", "payout_exceeds_given"],
    canDryRun: true,
    example: example.paidOut,
    run: (ctx, { params, body }) => recordPayout(ctx, params.key ?? "", body),
  }),
  endpoint({
    method: "get",
    path: "/v1/causes/:key/payouts",
    access: "reports:read",
    tag: "Causes",
    summary: "What a cause got, the latest first",
    query: z.strictObject(page),
    answers: { 200: listOf(payoutSchema) },
    errors: ["invalid_cursor", "invalid_query"],
    example: example.payouts,
    run: async (ctx, { params, query }) => ok(await listPayouts(ctx, params.key ?? "", query)),
  }),
  endpoint({
    method: "post",
    path: "/v1/causes/:key/payouts/:id/reverse",
    access: "program:write",
    tag: "Causes",
    summary: "Take back a payout that was noted by mistake",
    body: z.strictObject({}),
    answers: { 200: answer },
    errors: ["not_found"],
    canDryRun: true,
    example: { request: {}, ...example.payoutReversed },
    run: (ctx, { params }) => reversePayout(ctx, params.key ?? "", params.id ?? ""),
  }),
];
