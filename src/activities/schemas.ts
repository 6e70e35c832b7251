import * as z from "zod";
import { effectSchema } from "../effects";
import { balanceSchema, briefSchema } from "../members";

const whole = z.number().int();

const brief = {
  id: z.string(),
  externalId: z.string().nullable().describe("Your own id of it."),
  type: z.string(),
  occurredAt: z.string(),
};

export const recorded = z.object({
  activity: z.object({ ...brief, reversedAt: z.string().nullable() }),
  committed: z.boolean(),
  warnings: z.array(z.object({ code: z.string(), detail: z.string(), pointer: z.string() })),
  effects: z.array(effectSchema),
  confirmed: z
    .array(z.object({ unit: z.string(), amount: whole }))
    .describe("What was on the way until this activity, and is available with it."),
  member: briefSchema.extend({ wallet: z.record(z.string(), balanceSchema) }),
});

export const activitySchema = z.object({
  ...brief,
  member: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  programVersion: whole,
  earned: z.array(
    z.object({ ruleId: z.string(), unit: z.string(), amount: whole, reversed: whole }),
  ),
  vouchers: z.array(z.object({ ruleId: z.string(), code: z.string() })),
  recordedAt: z.string(),
  reversedAt: z.string().nullable(),
});
