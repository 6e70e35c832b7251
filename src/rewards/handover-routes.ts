import * as z from "zod";
import { listOf, page } from "../core/cursor";
import { line } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import { read } from "./examples";
import { fulfilRedemption } from "./fulfil";
import { STATES, STEPS } from "./handover";
import { listToFulfil } from "./list";
import { redemptionSchema } from "./schemas";

const noted = redemptionSchema.extend({ committed: z.boolean() });
const shipped = { status: "shipped", at: "2026-03-02T15:00:00Z", tracking: "00340434161094" };

export const handoverEndpoints: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/redemptions",
    access: "rewards:redeem",
    tag: "Rewards",
    summary: "Things to hand over, the oldest first",
    description:
      "Redemptions of rewards with a `fulfilment`, by what became of the thing. What was had for " +
      "its code at checkout is nothing to do any more.",
    query: z.strictObject({ ...page, fulfilment: z.enum(STATES).default("to_do") }),
    answers: { 200: listOf(redemptionSchema) },
    errors: ["invalid_cursor", "invalid_query"],
    example: { response: { data: [read], nextCursor: null } },
    run: async (ctx, { query }) => ok(await listToFulfil(ctx, query)),
  }),
  endpoint({
    method: "post",
    path: "/v1/redemptions/:id/fulfilments",
    access: "rewards:redeem",
    tag: "Rewards",
    summary: "Note what became of a thing that was bought for points",
    description:
      "`prepared`, `shipped`, `delivered`, `collected` or `failed`, as the reward's way allows. What " +
      "leaves the house uses its code up and is not reversed; what came back, or was noted by " +
      "mistake, is `failed`, and the code is good again.",
    body: z.strictObject({
      id: line(255).min(1).optional().describe("Your own: the same again is the same step."),
      status: z.enum(STEPS),
      at: z.iso.datetime({ offset: true }).optional().describe("Without it now."),
      tracking: line(100).min(1).nullable().optional(),
      storeId: line(80).min(1).nullable().optional(),
    }),
    answers: { 200: noted, 201: noted },
    errors: [
      "not_found",
      "fulfilment_differs",
      "fulfilment_not_possible",
      "invalid_time",
      "voucher_already_redeemed",
      "voucher_held",
    ],
    example: {
      request: { id: "parcel-1", status: "shipped", tracking: "00340434161094" },
      response: { ...read, committed: true, fulfilment: shipped },
    },
    canDryRun: true,
    run: (ctx, { params, body }) => fulfilRedemption(ctx, params.id ?? "", body),
  }),
];
