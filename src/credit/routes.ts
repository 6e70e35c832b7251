import * as z from "zod";
import { line } from "../core/fields";
import { type Endpoint, endpoint } from "../core/http";
import { MAX_AMOUNT } from "../lib/numbers";
import { balanceSchema, briefSchema } from "../members";
import { claimGiftCard } from "./claim";
import { topUp } from "./top-up";

const whole = z.number().int();
const instant = z.string().nullable();
const member = briefSchema.extend({ wallet: z.record(z.string(), balanceSchema) });

const toppedUp = z.object({
  committed: z.boolean(),
  topUp: z.object({
    id: z.string(),
    amount: whole,
    order: z.string().nullable(),
    expiresAt: instant,
  }),
  member,
});

const claimed = z.object({
  committed: z.boolean(),
  credit: z.object({ amount: whole, expiresAt: instant }),
  member,
});

const anna = {
  id: "mem_01h455vb4pex5vsknk084sn02q",
  stage: "regular",
  tier: null,
  wallet: { "credit:EUR": { available: 5000, pending: 0, held: 0 } },
};

export const creditEndpoints: readonly Endpoint[] = [
  endpoint({
    method: "post",
    path: "/v1/members/:ref/credit",
    access: "rewards:redeem",
    tag: "Credit",
    summary: "A member paid for store credit",
    description: "What staff gives for nothing is an adjustment of `credit:<currency>`.",
    body: z.strictObject({
      id: line(100)
        .min(1)
        .refine((id) => !id.startsWith("top_"), "Ids of your own do not start with top_.")
        .optional()
        .describe("An id of your own: sent again, it is done once."),
      amount: whole.min(1).max(MAX_AMOUNT).describe("Minor units."),
      order: line(300).min(1).nullish().describe("By which it was paid."),
      expiresAt: z.iso
        .datetime({ offset: true })
        .transform((text) => Date.parse(text))
        .optional()
        .describe("Else as the program says."),
    }),
    answers: { 200: toppedUp, 201: toppedUp },
    errors: [
      "not_found",
      "invalid_ref",
      "member_erased",
      "top_up_differs",
      "amount_too_large",
      "invalid_time",
    ],
    example: {
      request: { id: "pay-17", amount: 5000 },
      response: {
        committed: true,
        topUp: { id: "pay-17", amount: 5000, order: null, expiresAt: "2029-12-31T23:00:00Z" },
        member: anna,
      },
    },
    canDryRun: true,
    run: (ctx, { params, body }) => topUp(ctx, params.ref ?? "", body),
  }),
  endpoint({
    method: "post",
    path: "/v1/gift-cards/claim",
    access: "rewards:redeem",
    tag: "Credit",
    summary: "A gift card becomes a member's store credit",
    description: "The card is the bearer's: whoever has its code may claim it.",
    body: z.strictObject({ code: line(100).min(1), member: line(300).min(1) }),
    answers: { 200: claimed, 201: claimed },
    errors: [
      "not_found",
      "invalid_ref",
      "member_erased",
      "not_a_gift_card",
      "voucher_already_redeemed",
      "voucher_expired",
      "voucher_void",
      "voucher_held",
    ],
    example: {
      request: { code: "GIFT-7F3K-Q2HW-X", member: "ext:c-42" },
      response: {
        committed: true,
        credit: { amount: 5000, expiresAt: "2029-12-31T23:00:00Z" },
        member: anna,
      },
    },
    canDryRun: true,
    run: (ctx, { body }) => claimGiftCard(ctx, body),
  }),
];
