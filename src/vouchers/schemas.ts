import * as z from "zod";
import { CHANNELS, LINE_KINDS } from "../core/sales";

const instant = z.string().nullable();
const whole = z.number().int();
const names = z.array(z.string()).nullable();

export const codeSchema = z.object({ code: z.string(), expiresAt: instant });

/** Schema of a voucher in answers. */
export const voucherSchema = z.object({
  code: z.string(),
  expiresAt: instant,
  status: z.enum(["issued", "redeemed", "expired", "void"]),
  member: z.string(),
  cause: z
    .object({
      kind: z.enum(["redemption", "referral", "journey", "order", "activity", "card", "tier"]),
      id: z.string(),
    })
    .describe("What it came from."),
  rewardId: z.string().nullable().describe("null: granted, not bought."),
  redemptionId: z.string().nullable(),
  name: z.string(),
  effect: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("percent"), percent: whole }),
    z.object({ kind: z.literal("fixed_amount"), amount: whole, currency: z.string() }),
    z.object({ kind: z.literal("free_product"), sku: z.string().nullable() }),
    z.object({ kind: z.literal("free_shipping") }),
    z.object({ kind: z.literal("gift_card"), amount: whole, currency: z.string() }),
    z.object({
      kind: z.literal("thing").describe("Shown and handed over: nothing to take off."),
      sku: z.string().nullable(),
      startsAt: instant,
      place: z.string().nullable(),
    }),
  ]),
  conditions: z.object({
    firstOrderOnly: z.boolean(),
    minimumTotal: whole.nullable().describe("Of the goods before discounts, minor units."),
    appliesTo: z
      .object({ skus: names, categories: names, kinds: z.array(z.enum(LINE_KINDS)).nullable() })
      .nullable()
      .describe("The lines it is taken off; null: all goods."),
    channels: z.array(z.enum(CHANNELS)).nullable(),
    stores: names,
    maximumDiscount: whole.nullable(),
    combinable: z.enum(["all", "other_kinds", "none"]),
  }),
  issuedAt: instant,
  redeemedAt: instant,
  order: z.string().nullable(),
  heldUntil: instant.describe("While a checkout has set it aside."),
  replaces: z.string().nullable(),
  replacedBy: z.string().nullable(),
});
