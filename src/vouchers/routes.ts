import * as z from "zod";
import { listOf, page } from "../core/cursor";
import { line } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import { CHANNELS } from "../core/sales";
import { MAX_AMOUNT } from "../lib/numbers";
import { SOLD_LINE } from "./conditions";
import { voucher } from "./examples";
import { reissueVoucher } from "./reissue";
import { voucherSchema } from "./schemas";
import { listVouchers, redeemVoucher, validateVoucher } from "./vouchers";

const checkout = {
  order: line(300).min(1).nullable().optional(),
  member: line(300).min(1).nullable().optional(),
  total: z
    .number()
    .int()
    .min(0)
    .max(MAX_AMOUNT)
    .nullable()
    .optional()
    .describe("Of the goods before the voucher, minor units; without it no minimum is checked."),
  sold: z
    .strictObject({
      channel: z.enum(CHANNELS).default("online"),
      storeId: line(80).nullish(),
      items: z.array(z.strictObject(SOLD_LINE)).min(1).max(500),
    })
    .nullish()
    .transform((sold) => sold && { ...sold, store: sold.storeId ?? null, lines: sold.items })
    .describe("Without it channel, store and lines are not checked."),
};

export const voucherEndpoints: Endpoint[] = [
  endpoint({
    method: "post",
    path: "/v1/vouchers/validate",
    access: "rewards:redeem",
    tag: "Vouchers",
    summary: "Whether a code can be redeemed now",
    description:
      "Never refuses: `reasons` tells `voucher_mistyped`, `not_found`, `voucher_void`, " +
      "`voucher_expired`, `voucher_already_redeemed`, `voucher_of_another_member`, " +
      "`voucher_held`, `voucher_first_order_only`, `voucher_minimum_not_reached` (with what is " +
      "`missing`), `voucher_wrong_channel`, `voucher_wrong_store` or `voucher_wrong_lines`.",
    body: z.strictObject({ code: line(100), ...checkout }),
    answers: {
      200: z.object({
        valid: z.boolean(),
        reasons: z.array(z.object({ code: z.string(), missing: z.number().int().optional() })),
        voucher: voucherSchema.nullable(),
      }),
    },
    errors: ["invalid_ref"],
    example: {
      request: { code: "mug 7f3k q2hw x", member: "ext:c-42" },
      response: { valid: true, reasons: [], voucher },
    },
    run: async (ctx, { body }) => ok(await validateVoucher(ctx, body.code, body)),
  }),
  endpoint({
    method: "post",
    path: "/v1/vouchers/:code/redeem",
    access: "rewards:redeem",
    tag: "Vouchers",
    summary: "Mark a code as used",
    description: "The same order again is a replay. Orders that name the code do this themselves.",
    body: z.strictObject(checkout),
    answers: { 200: z.object({ committed: z.boolean(), voucher: voucherSchema }) },
    errors: [
      "not_found",
      "invalid_ref",
      "voucher_already_redeemed",
      "voucher_expired",
      "voucher_void",
      "voucher_of_another_member",
      "voucher_first_order_only",
      "voucher_minimum_not_reached",
      "voucher_held",
      "voucher_wrong_channel",
      "voucher_wrong_store",
      "voucher_wrong_lines",
    ],
    example: {
      request: { order: "shopify:1001" },
      response: {
        committed: true,
        voucher: {
          ...voucher,
          status: "redeemed",
          redeemedAt: "2026-03-02T09:00:00Z",
          order: "shopify:1001",
        },
      },
    },
    canDryRun: true,
    run: (ctx, { params, body }) => redeemVoucher(ctx, params.code ?? "", body),
  }),
  endpoint({
    method: "post",
    path: "/v1/vouchers/:code/reissue",
    access: "rewards:redeem",
    tag: "Vouchers",
    summary: "A new code for a lost, damaged or lately expired one",
    description:
      "The old code becomes void. A code that has ended is valid anew when the program's " +
      "`redemption.reissueFor` is not over.",
    body: z.strictObject({
      reason: z.enum(["lost", "damaged", "expired", "other"]),
      note: line(200).nullable().optional(),
    }),
    answers: {
      201: z.object({ committed: z.boolean(), replaced: z.string(), voucher: voucherSchema }),
      200: z.object({ committed: z.boolean(), replaced: z.string(), voucher: voucherSchema }),
    },
    errors: ["not_found", "voucher_already_redeemed", "voucher_void", "voucher_not_reissuable"],
    example: {
      request: { reason: "lost" },
      response: {
        committed: true,
        replaced: "MUG-7F3K-Q2HW-X",
        voucher: { ...voucher, code: "MUG-9ABC-DEFG-H", replaces: "MUG-7F3K-Q2HW-X" },
      },
    },
    canDryRun: true,
    run: (ctx, { params, body }) => reissueVoucher(ctx, params.code ?? "", body),
  }),
  endpoint({
    method: "get",
    path: "/v1/members/:ref/vouchers",
    access: "members:read",
    tag: "Vouchers",
    summary: "A member's vouchers, the latest first",
    query: z.strictObject(page),
    answers: { 200: listOf(voucherSchema) },
    errors: ["not_found", "invalid_ref", "invalid_cursor", "invalid_query"],
    example: { response: { data: [voucher], nextCursor: null } },
    run: async (ctx, { params, query }) => ok(await listVouchers(ctx, params.ref ?? "", query)),
  }),
];
