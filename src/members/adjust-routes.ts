import * as z from "zod";
import { listOf, page } from "../core/cursor";
import { line } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import { MAX_AMOUNT } from "../lib/numbers";
import { adjust } from "./adjust";
import { listAdjustments } from "./adjustments";
import * as example from "./examples";
import { balanceSchema, briefSchema } from "./schemas";
import { reverseAdjustment } from "./unadjust";

const body = z.strictObject({
  id: line(100)
    .min(1)
    .refine((id) => !id.startsWith("adj_"), "Ids of your own do not start with adj_.")
    .optional()
    .describe("An id of your own: sent again, it is done once."),
  unit: z
    .string()
    .regex(
      /^(?:(?:(?:stamp|perk):)?[a-z0-9][a-z0-9_-]{0,39}|credit:[A-Z]{3})$/,
      "Use a unit of the program.",
    )
    .default("points")
    .describe(
      "Points, stamps of a card as `stamp:<card>`, a perk as `perk:<key>`, or `credit:EUR`.",
    ),
  amount: z
    .number()
    .int()
    .min(-MAX_AMOUNT)
    .max(MAX_AMOUNT)
    .refine((amount) => amount !== 0, "Use a number that is not 0.")
    .describe("Positive gives, negative takes."),
  reason: z.string().regex(/^[a-z0-9_ -]{1,80}$/, "Use a–z, 0–9, _, - and spaces, at most 80."),
  note: line(300).optional().describe("Erased with the member."),
  actor: line(80).optional(),
  expiresAt: z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .optional()
    .describe("Of what is given; else as the program says."),
});

const instant = z.string().nullable();
const adjustment = z.object({
  id: z.string(),
  unit: z.string(),
  amount: z.number().int(),
  reason: z.string(),
  note: z.string().nullable(),
  actor: z.string().nullable(),
  owed: z.number().int(),
  expiresAt: instant,
  createdAt: instant,
  reversedAt: instant,
});
const answer = z.object({
  committed: z.boolean(),
  adjustment,
  effects: z
    .array(z.looseObject({ type: z.string(), reason: z.string() }))
    .describe("What followed, such as a full stamp card; like those of orders."),
  member: briefSchema.extend({ wallet: z.record(z.string(), balanceSchema) }),
});

export const adjustmentEndpoints: Endpoint[] = [
  endpoint({
    method: "post",
    path: "/v1/members/:ref/adjustments",
    access: "members:write",
    tag: "Members",
    summary: "Give or take points, stamps or perks by hand",
    description:
      "A gift is available at once, and counts towards the key's goodwill of the day. Of a perk " +
      "`amount` is a number of uses, or 1 where the perk has no `total`. Stamps that fill a card " +
      "bring what it promises.",
    body,
    answers: { 200: answer, 201: answer },
    errors: [
      "not_found",
      "member_erased",
      "unknown_unit",
      "insufficient_points",
      "amount_too_large",
      "goodwill_exceeded",
      "invalid_time",
      "adjustment_differs",
    ],
    example: {
      request: { unit: "points", amount: -50, reason: "apology withdrawn" },
      response: {
        committed: true,
        adjustment: {
          id: "adj_01h455vb4pex5vsknk084sn02q",
          unit: "points",
          amount: -50,
          reason: "apology withdrawn",
          note: null,
          actor: null,
          owed: 0,
          expiresAt: null,
          createdAt: "2026-03-01T10:00:00Z",
          reversedAt: null,
        },
        effects: [],
        member: {
          id: "mem_01h455vb4pex5vsknk084sn02q",
          stage: "repeat_buyer",
          tier: null,
          wallet: { points: { available: 70, pending: 20, held: 0 } },
        },
      },
    },
    canDryRun: true,
    run: (ctx, { params, body }) => adjust(ctx, params.ref ?? "", body),
  }),
  endpoint({
    method: "get",
    path: "/v1/members/:ref/adjustments",
    access: "members:read",
    tag: "Members",
    summary: "What was given and taken by hand, the latest first",
    query: z.strictObject(page),
    answers: { 200: listOf(adjustment) },
    errors: ["not_found", "invalid_ref", "invalid_cursor", "invalid_query"],
    example: example.adjustments,
    run: async (ctx, { params, query }) => ok(await listAdjustments(ctx, params.ref ?? "", query)),
  }),
  endpoint({
    method: "post",
    path: "/v1/members/:ref/adjustments/:id/reverse",
    access: "members:write",
    tag: "Members",
    summary: "Undo an adjustment, once",
    body: z.strictObject({}),
    answers: { 200: answer },
    errors: ["not_found", "member_erased"],
    canDryRun: true,
    example: example.unadjusted,
    run: (ctx, { params }) => reverseAdjustment(ctx, params.ref ?? "", params.id ?? ""),
  }),
];
