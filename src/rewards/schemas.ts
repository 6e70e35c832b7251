import * as z from "zod";
import { WHEN_SHAPE, WHO_SHAPE } from "../effects";
import { balanceSchema, limits } from "../members";
import { codeSchema } from "../vouchers";
import { fulfilment, STATES } from "./handover";
import { KINDS } from "./kinds";

const instant = z.string().nullable();
const whole = z.number().int();
const cost = z.record(z.string(), whole);
const redemptionStatus = z.enum(["held", "captured", "released", "reversed"]);

const code = z
  .object({ code: z.string(), expiresAt: instant })
  .optional()
  .describe("Of a pool, as somebody else's till knows it; once it is captured.");

/** What a redemption gave besides a voucher. */
const given = z
  .object({ unit: z.string(), amount: whole, expiresAt: instant })
  .nullable()
  .describe("Store credit (minor units), uses of a perk, or a donation; null: a voucher.");

/** Schemas of the answers of this slice. */
export const rewardSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(KINDS),
  percent: whole.optional(),
  amount: whole.optional().describe("Minor units; of points_to_money for each step."),
  sku: z.string().nullable().optional(),
  steps: z
    .object({ minimum: whole, maximum: whole, inReach: whole.optional() })
    .optional()
    .describe("How many steps can be taken at once; with a member how many the balance allows."),
  cause: z.string().optional(),
  perk: z.string().optional(),
  startsAt: instant.optional(),
  endsAt: instant.optional(),
  place: z.string().nullable().optional(),
  cost: cost.describe("Of one; with a member what that member pays now."),
  prices: z.array(z.object({ if: z.object({ ...WHO_SHAPE, ...WHEN_SHAPE }), cost })),
  costAmount: whole.optional(),
  stock: whole.nullable(),
  from: instant,
  until: instant,
  schedule: z.object(WHEN_SHAPE),
  onlyFor: z.object(WHO_SHAPE),
  fulfilment: fulfilment.nullable(),
  limitPerMember: whole.nullable(),
  limits,
  cooldown: z.string().nullable(),
  sentence: z.string(),
  available: z.boolean(),
  unavailableReasons: z.array(
    z.object({
      code: z.string(),
      missing: whole.optional().describe("Points that are missing."),
      needs: z.object(WHO_SHAPE).optional().describe("Who the member would have to be."),
      next: instant.optional().describe("When it can be had again."),
    }),
  ),
});

export const changedRedemptionSchema = z.object({
  id: z.string(),
  status: redemptionStatus,
  rewardId: z.string(),
  committed: z.boolean(),
  voucher: codeSchema.nullable(),
  given,
  code,
  holdUntil: instant,
  quantity: whole,
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
  quantity: whole,
  cost,
  voucher: codeSchema.nullable(),
  given,
  code,
  fulfilment: z
    .object({ status: z.enum(STATES), at: instant, tracking: z.string().nullable() })
    .nullable()
    .describe("What became of a thing that is handed over; null: there is none."),
  holdUntil: instant,
  createdAt: instant,
  capturedAt: instant,
  endedAt: instant,
});
