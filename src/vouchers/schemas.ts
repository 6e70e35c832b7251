import * as z from "zod";

const instant = z.string().nullable();
const whole = z.number().int();

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
    minimumTotal: whole.nullable().describe("Of the goods, minor units."),
  }),
  issuedAt: instant,
  redeemedAt: instant,
  order: z.string().nullable(),
  replaces: z.string().nullable(),
  replacedBy: z.string().nullable(),
});
