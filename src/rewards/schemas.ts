import * as z from "zod";
import { balanceSchema } from "../members";
import { codeSchema } from "../vouchers";

const instant = z.string().nullable();
const whole = z.number().int();
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
  voucher: codeSchema.nullable(),
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
  voucher: codeSchema.nullable(),
  holdUntil: instant,
  createdAt: instant,
  capturedAt: instant,
  endedAt: instant,
});
