import * as z from "zod";

const instant = z.string();
const whole = z.number().int();
const sentence = z.string();
const both = z.object({ before: whole, after: whole });
const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** A tenth of this buys nothing. */
const MAX_COST = 1_000_000;

export const planBody = z.strictObject({
  document: z
    .record(z.string().min(1).max(40), z.unknown())
    .optional()
    .describe("A program document; without it the draft."),
  from: time.describe("The draft is in force from here on; before it, the programs as they were."),
  to: time.optional().describe("Exclusive; now without it."),
  assumptions: z
    .strictObject({
      costPerPoint: z
        .number()
        .min(0)
        .max(MAX_COST)
        .optional()
        .describe("What a point costs the shop, minor units, e.g. 0.8; else the rewards say it."),
    })
    .default({}),
});

export const planBriefSchema = z.object({
  id: z.string(),
  status: z.enum(["running", "done", "cancelled"]),
  progress: z.object({
    members: whole.nullable().describe("Of the shop, up to 100,000; null: more."),
    lookedAt: whole,
  }),
  from: instant,
  to: instant,
  createdAt: instant,
  finishedAt: instant.nullable(),
});

const members = z.object({ gaining: whole, losing: whole });

export const planSchema = planBriefSchema.extend({
  summary: sentence,
  members: members.extend({ unchanged: whole }).describe("By what they cost, else by units."),
  cost: both.extend({ currency: z.string(), difference: whole }).describe("Minor units."),
  units: z.array(both.extend({ unit: z.string(), members, cost: both })),
  rules: z
    .array(
      both.extend({ ruleId: z.string(), name: z.string(), unit: z.string(), members, cost: both }),
    )
    .describe("Given in the span by each rule, as it was and as it would be."),
  tiers: z.array(
    z.object({
      set: z.string(),
      up: whole,
      down: whole,
      moves: z.array(
        z.object({ from: z.string().nullable(), to: z.string().nullable(), members: whole }),
      ),
    }),
  ),
  budgets: z.array(
    z.object({
      ruleId: z.string(),
      period: z.string(),
      budget: z.object({ before: whole.nullable(), after: whole.nullable() }),
      asked: both,
    }),
  ),
  examples: z.array(
    z.object({
      member: z.string(),
      cost: whole.describe("More, or less, minor units."),
      rules: z.array(both.extend({ ruleId: z.string(), unit: z.string() })),
      text: sentence,
    }),
  ),
  replay: z
    .object({ asRecorded: whole, differing: whole })
    .describe("Members whose past, replayed, is what was recorded, and whose is not."),
  assumptions: z.array(z.object({ code: z.string(), text: sentence })),
});
