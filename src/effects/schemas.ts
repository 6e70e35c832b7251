import * as z from "zod";

const at = z.string().nullable();
const whole = z.number().int();

/** What a commit gave or took, as answers tell it. */
export const effectSchema = z.object({
  type: z.enum([
    "points_earned",
    "points_reversed",
    "stamp_added",
    "stamp_removed",
    "perk_granted",
    "perk_withdrawn",
    "donated",
    "donation_withdrawn",
    "credit_added",
    "credit_removed",
    "credit_spent",
    "credit_returned",
    "voucher_issued",
    "voucher_voided",
    "card_completed",
    "card_reopened",
    "tier_changed",
  ]),
  unit: z.string().optional(),
  amount: whole.optional().describe("Of the unit; of a donation or credit minor units of money."),
  waived: whole.optional().describe("Of what was taken back: spent already and not asked for."),
  state: z.enum(["pending", "available", "expired"]).optional(),
  activatesAt: at.optional(),
  expiresAt: at.optional(),
  ruleId: z.string().optional(),
  itemId: z.string().optional().describe("Of the order; left out where it is of no single line."),
  transferId: z.string().optional(),
  voucher: z
    .object({
      code: z.string().describe("Of a dry run only an example: no voucher goes by it."),
      expiresAt: at,
    })
    .optional(),
  card: z.string().optional().describe("A stamp card."),
  set: z.string().optional().describe("A set of tiers."),
  from: z.string().nullable().optional().describe("The tier before."),
  to: z.string().nullable().optional().describe("The tier now."),
  reason: z.string(),
});
