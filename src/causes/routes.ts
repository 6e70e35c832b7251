import * as z from "zod";
import { listOf, page } from "../core/cursor";
import { line, slug } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import { MAX_AMOUNT } from "../lib/numbers";
import { chooseCause } from "./choose";
import { donate } from "./donate";
import * as example from "./examples";
import { payoutEndpoints } from "./payout-routes";
import { listDonations } from "./read";
import { donatedSchema, donationSchema, totalsSchema } from "./schemas";
import { causeTotals } from "./totals";
import { reverseDonation } from "./withdraw";

const whole = z.number().int().min(1).max(MAX_AMOUNT);

const common = {
  id: line(255)
    .min(1)
    .refine((id) => !id.startsWith("don_"), "Ids that start with don_ are ours to give.")
    .optional()
    .describe("An id of your own: sent again, it is done once."),
  cause: slug.optional().describe("Without it the one that the member chose."),
};

const donation = z.union([
  z.strictObject({
    ...common,
    unit: slug.default("points"),
    amount: whole.describe("Of it whole steps are given, the rest stays with the member."),
  }),
  z.strictObject({
    ...common,
    money: whole.describe("Minor units, which the customer has paid."),
    order: line(300).nullable().optional().describe("With which order they paid it."),
  }),
]);

export const causeEndpoints: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/causes",
    access: "program:read",
    isForBrowsers: true,
    tag: "Causes",
    summary: "What each cause was given and got",
    description:
      "Exact as of `asOf`: purchases less returns, donated points and money, and payouts. A " +
      "browser's answer may be a minute old, and may be kept as long.",
    answers: { 200: totalsSchema },
    example: example.totals,
    run: async (ctx) => {
      const totals = await causeTotals(ctx);
      if (!ctx.caller.isPublishable) return ok(totals);
      return Response.json(totals, { headers: { "cache-control": "public, max-age=60" } });
    },
  }),
  endpoint({
    method: "put",
    path: "/v1/members/:ref/cause",
    access: "members:write",
    tag: "Causes",
    summary: "Choose the cause that a member's purchases give to",
    description:
      "Rules whose donations go to `chosen` give to it from now on. What was given before stays " +
      "where it went, also when its order is amended or returned.",
    body: z.strictObject({ cause: slug.nullable() }),
    answers: {
      200: z.object({
        committed: z.boolean(),
        cause: z.string().nullable(),
        member: z.object({ id: z.string() }),
      }),
    },
    errors: ["not_found", "invalid_ref", "member_erased", "unknown_cause"],
    canDryRun: true,
    example: example.chosen,
    run: (ctx, { params, body }) => chooseCause(ctx, params.ref ?? "", body.cause),
  }),
  endpoint({
    method: "post",
    path: "/v1/members/:ref/donations",
    access: "members:write",
    tag: "Causes",
    summary: "Give a member's points, or money that they paid, to a cause",
    description:
      "Points become what the cause `accepts` them for. Money is told apart from what the shop " +
      "gives: it never was the shop's.",
    body: donation,
    answers: { 200: donatedSchema, 201: donatedSchema },
    errors: [
      "not_found",
      "invalid_ref",
      "member_erased",
      "donation_differs",
      "unknown_cause",
      "donation_not_accepted",
      "donation_too_small",
      "insufficient_points",
      "amount_too_large",
      "contact_may_not_redeem",
    ],
    canDryRun: true,
    example: example.given,
    run: (ctx, { params, body }) => donate(ctx, params.ref ?? "", body),
  }),
  endpoint({
    method: "get",
    path: "/v1/members/:ref/donations",
    access: "members:read",
    tag: "Causes",
    summary: "What a member gave of their own, the latest first",
    description: "What their purchases gave stands in the wallet.",
    query: z.strictObject(page),
    answers: { 200: listOf(donationSchema) },
    errors: ["not_found", "invalid_ref", "invalid_cursor", "invalid_query"],
    example: example.donations,
    run: async (ctx, { params, query }) => ok(await listDonations(ctx, params.ref ?? "", query)),
  }),
  endpoint({
    method: "post",
    path: "/v1/members/:ref/donations/:id/reverse",
    access: "members:write",
    tag: "Causes",
    summary: "Undo a donation, once",
    description: "Points go back to the lots they came from.",
    body: z.strictObject({}),
    answers: { 200: donatedSchema },
    errors: ["not_found", "invalid_ref", "member_erased"],
    canDryRun: true,
    example: { request: {}, ...example.reversed },
    run: (ctx, { params }) => reverseDonation(ctx, params.ref ?? "", params.id ?? ""),
  }),
  ...payoutEndpoints,
];
