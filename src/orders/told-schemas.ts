import * as z from "zod";
import { CHANNELS } from "../earning";
import { brief } from "./schemas";

/* What is told about orders beside the orders themselves: why they earned, and what carts would. */

const whole = z.number().int();

export const explanation = z.object({
  id: z.string(),
  kind: z.literal("order"),
  status: brief.shape.status,
  programVersion: whole,
  text: z.string(),
  lines: z.array(
    z.object({
      itemId: z.string(),
      earned: whole,
      reversed: whole,
      ruleId: z.string().nullable(),
      text: z.string(),
    }),
  ),
  rules: z
    .array(
      z.object({
        ruleId: z.string(),
        sentence: z.string(),
        given: z.array(z.object({ unit: z.string(), amount: whole, reversed: whole })),
        why: z.string().nullable().describe("Why it gave nothing, or less than it would."),
        missing: z.number().optional(),
        text: z.string(),
      }),
    )
    .describe(
      "Every rule of the version, in its order; none where the order as a whole gave none.",
    ),
  inputs: z
    .object({
      placedAt: z.string(),
      channel: z.enum(CHANNELS),
      storeId: z.string().nullable(),
      nthOrder: whole.optional(),
      levels: z.array(z.string()).optional(),
      cause: z.string().nullable().optional().describe("That the member had chosen."),
    })
    .describe("What the rules looked at."),
});

export const estimated = z.object({
  unit: z.string(),
  amount: whole,
  items: z.array(z.object({ itemId: z.string(), amount: whole })),
  activatesAt: z.string(),
  reason: z.string(),
  effects: z
    .array(
      z.object({
        ruleId: z.string(),
        itemId: z.string().nullable().describe("null: for no single line."),
        unit: z.string(),
        amount: whole,
        reason: z.string(),
      }),
    )
    .describe("Everything that rules give anybody, rule by rule."),
  vouchers: z.array(z.object({ ruleId: z.string(), name: z.string() })),
});
