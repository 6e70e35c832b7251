import * as z from "zod";
import { line, slug } from "../core/fields";

const instant = z.string();
const whole = z.number().int();

/** Where a member stands in a set of tiers. */
export const tierSchema = z.object({
  id: z.string().describe("`GET /v1/explain/{id}` tells why."),
  set: z.string(),
  name: z.string(),
  level: z.string().nullable(),
  levelName: z.string().nullable(),
  since: instant.nullable(),
  until: instant.nullable().describe("When time takes the level; null: not, as far as is known."),
  measure: z.enum(["points", "spend", "orders"]),
  progress: whole.describe("Counts towards the next level now; spend in minor units."),
  next: z.object({ level: z.string(), levelName: z.string(), missing: whole }).nullable(),
  keep: z
    .object({ missing: whole, by: instant.describe("Before this instant.") })
    .nullable()
    .describe("What keeps the level that is held; null: nothing is needed."),
  manual: z
    .object({ level: z.string(), since: instant, until: instant.nullable(), reason: z.string() })
    .nullable()
    .describe("What staff gave: the better of it and what is earned is held."),
});

export const toldTierSchema = tierSchema.extend({ text: z.string() });

export const manualBody = z.strictObject({
  level: slug.nullable().describe("null: only what is earned."),
  until: z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .nullable()
    .optional()
    .describe("For ever without it."),
  reason: z.string().regex(/^[a-z0-9_ -]{1,80}$/, "Use a–z, 0–9, _, - and spaces, at most 80."),
});

export const movesBody = z.strictObject({
  document: z
    .record(z.string().min(1).max(40), z.unknown())
    .optional()
    .describe("A program document; without it the draft."),
  limit: z.number().int().min(1).max(500).default(250),
  cursor: line(1000).optional(),
});

const level = z.string().nullable();

export const movesSchema = z.object({
  members: whole.describe("Looked at."),
  data: z.array(z.object({ set: z.string(), from: level, to: level, members: whole })),
  examples: z.array(z.object({ member: z.string(), set: z.string(), from: level, to: level })),
  nextCursor: z.string().nullable(),
});
