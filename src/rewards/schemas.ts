import * as z from "zod";
import { balanceSchema } from "../members";

const instant = z.string().nullable();
const whole = z.number().int();
const code = z.object({ code: z.string(), expiresAt: instant });
const cost = z.record(z.string(), whole);
const redemptionStatus = z.enum(["held", "captured", "released", "reversed"]);

/** Schemas of the answers of this slice. */
export const rewardSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(["percent", "fixed_amount", "free_product"]),
  percent: whole.optional(),
  amount: whole.optional(),
  sku: z.string().nullable().optional(),
  cost,
  costAmount: whole.optional(),
  stock: whole.nullable(),
  from: instant,
  until: instant,
  limitPerMember: whole.nullable(),
  sentence: z.string(),
  available: z.boolean(),
  unavailableReasons: z.array(z.object({ code: z.string(), missing: whole.optional() })),
});

export const changedRedemptionSchema = z.object({
  id: z.string(),
  status: redemptionStatus,
  rewardId: z.string(),
  committed: z.boolean(),
  voucher: code.nullable(),
  holdUntil: instant,
  cost,
  wallet: z.record(z.string(), balanceSchema),
});

export const redemptionSchema = z.object({
  id: z.string(),
  externalId: z.string().nullable(),
  status: redemptionStatus,
  rewardId: z.string(),
  member: z.string(),
  order: z.string().nullable(),
  cost,
  voucher: code.nullable(),
  holdUntil: instant,
  createdAt: instant,
  capturedAt: instant,
  endedAt: instant,
});

export const voucherSchema = z.object({
  code: z.string(),
  expiresAt: instant,
  status: z.enum(["issued", "redeemed", "expired", "void"]),
  member: z.string(),
  rewardId: z.string(),
  redemptionId: z.string(),
  name: z.string(),
  effect: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("percent"), percent: whole }),
    z.object({ kind: z.literal("fixed_amount"), amount: whole, currency: z.string() }),
    z.object({ kind: z.literal("free_product"), sku: z.string().nullable() }),
  ]),
  issuedAt: instant,
  redeemedAt: instant,
  order: z.string().nullable(),
  replaces: z.string().nullable(),
  replacedBy: z.string().nullable(),
});
