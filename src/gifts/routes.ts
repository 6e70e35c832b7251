import * as z from "zod";
import { listOf, page } from "../core/cursor";
import { line, slug } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import { MAX_AMOUNT } from "../lib/numbers";
import { balanceSchema } from "../members";
import { give } from "./give";
import { listGifts } from "./read";
import { reverseGift } from "./reverse";

const body = z.strictObject({
  id: line(100)
    .min(1)
    .refine((id) => !id.startsWith("gft_"), "Ids that start with gft_ are ours to give.")
    .optional()
    .describe("An id of your own: sent again, it is given once."),
  to: line(300).min(1).describe("Another member, by any ref."),
  unit: slug.default("points"),
  amount: z.number().int().min(1).max(MAX_AMOUNT),
  message: line(300).min(1).nullable().optional().describe("Erased with either member."),
});

const instant = z.string().nullable();
const gift = z.object({
  id: z.string(),
  status: z.enum(["given", "reversed"]),
  from: z.string(),
  to: z.string(),
  unit: z.string(),
  amount: z.number().int(),
  message: z.string().nullable(),
  returned: z.number().int().nullable().describe("What the giver got back when it was reversed."),
  createdAt: instant,
  reversedAt: instant,
});
const answer = z.object({
  committed: z.boolean(),
  gift,
  wallet: z.record(z.string(), balanceSchema).describe("The giver's."),
});

const given = {
  id: "gft_01kjx4z8m9e2vrw0q5t7y3n6bj",
  status: "given",
  from: "mem_01kjx4z8m9e2vrw0q5t7y3n6bh",
  to: "mem_01kjx4z8m9e2vrw0q5t7y3n6bk",
  unit: "points",
  amount: 100,
  message: "Happy birthday!",
  returned: null,
  createdAt: "2026-03-01T10:00:00Z",
  reversedAt: null,
};
const wallet = { points: { available: 120, pending: 20, held: 0 } };

export const giftEndpoints: Endpoint[] = [
  endpoint({
    method: "post",
    path: "/v1/members/:ref/gifts",
    access: "rewards:redeem",
    tag: "Gifts",
    summary: "Give another member of one's own balance",
    description:
      "Where the program allows it. It is available to the other at once, pays a debt of theirs " +
      "first, and expires when it would have, or as if newly earned. They are told of it.",
    body,
    answers: { 200: answer, 201: answer },
    errors: [
      "not_found",
      "invalid_ref",
      "member_erased",
      "gift_differs",
      "gift_to_oneself",
      "unknown_unit",
      "gifts_not_allowed",
      "contact_may_not_redeem",
      "limit_reached",
      "insufficient_points",
      "amount_too_large",
    ],
    canDryRun: true,
    example: {
      request: { to: "email:ben@example.com", amount: 100, message: "Happy birthday!" },
      response: { committed: true, gift: given, wallet },
    },
    run: (ctx, { params, body }) => give(ctx, params.ref ?? "", body),
  }),
  endpoint({
    method: "get",
    path: "/v1/members/:ref/gifts",
    access: "members:read",
    tag: "Gifts",
    summary: "What a member gave and was given, the latest first",
    query: z.strictObject(page),
    answers: { 200: listOf(gift.extend({ direction: z.enum(["sent", "received"]) })) },
    errors: ["not_found", "invalid_ref", "invalid_cursor"],
    example: { response: { data: [{ ...given, direction: "sent" }], nextCursor: null } },
    run: async (ctx, { params, query }) => ok(await listGifts(ctx, params.ref ?? "", query)),
  }),
  endpoint({
    method: "post",
    path: "/v1/gifts/:id/reverse",
    access: "members:write",
    tag: "Gifts",
    summary: "Undo a gift, once",
    description:
      "What is left of it returns to the lots it came from; of what was spent since as much as " +
      "the program's `negative` says.",
    body: z.strictObject({}),
    answers: { 200: answer },
    errors: ["not_found", "member_erased", "gift_to_oneself"],
    canDryRun: true,
    example: {
      response: {
        committed: true,
        gift: {
          ...given,
          status: "reversed",
          returned: 100,
          reversedAt: "2026-03-02T10:00:00Z",
        },
        wallet: { points: { available: 220, pending: 20, held: 0 } },
      },
    },
    run: (ctx, { params }) => reverseGift(ctx, params.id ?? ""),
  }),
];
