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
