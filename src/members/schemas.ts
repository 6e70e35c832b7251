import * as z from "zod";

/* Shapes about members that other slices' answers hold too. */

export const stageSchema = z.enum(["prospect", "first_time_buyer", "repeat_buyer", "regular"]);

export const balanceSchema = z.object({
  available: z.number().int(),
  pending: z.number().int(),
  held: z.number().int(),
  owed: z.number().int().optional(),
});

export const briefSchema = z.object({
  id: z.string(),
  stage: stageSchema,
  tier: z.string().nullable().describe("Of the first set of tiers."),
});

const due = z.object({ at: z.string(), amount: z.number().int() }).nullable();
/** The whole wallet, with what happens next. */
export const walletSchema = z.record(
  z.string(),
  balanceSchema.extend({
    lifetimeEarned: z.number().int(),
    lifetimeSpent: z.number().int(),
    nextExpiry: due,
    nextActivation: due,
    nextDeadline: due
      .optional()
      .describe("What is on the way until an activity, and is lost if that does not come."),
  }),
);

/** A note that staff left with an adjustment. */
export const noteSchema = z.object({
  adjustment: z.string(),
  unit: z.string(),
  amount: z.number().int(),
  reason: z.string(),
  note: z.string().nullable(),
  actor: z.string().nullable(),
  at: z.string().nullable(),
});
