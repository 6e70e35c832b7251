import * as z from "zod";

/* What the calls about a program answer, and an example of it. */

const instant = z.string();
/** Validated by the program's own schema, with every fault at once, in the verb. */
export const documentSchema = z
  .record(z.string().max(40), z.unknown())
  .describe("A program document; its JSON Schema is at `/v1/program/schema`.");
export const sentencesSchema = z.array(z.object({ ruleId: z.string(), text: z.string() }));
export const summarySchema = z.string().describe("The whole program in at most 160 characters.");
export const faultSchema = z.object({
  pointer: z.string(),
  code: z.string(),
  detail: z.string().optional(),
});
export const fromSchema = z.iso
  .datetime({ offset: true })
  .optional()
  .describe("When the version begins; now without it.");

export const warningsSchema = z
  .array(z.object({ code: z.string(), detail: z.string(), pointer: z.string() }))
  .describe("What members or the shop would regret; nothing that is refused.");

const text = z.string();
/** What differs between two programs: `GET /v1/program/diff`, and what an application changed. */
export const differencesSchema = z.object({
  added: sentencesSchema,
  removed: sentencesSchema,
  changed: z.array(z.object({ ruleId: text, before: text, after: text })),
  other: z
    .array(z.object({ pointer: text, before: z.unknown(), after: z.unknown() }))
    .describe("What no sentence tells, by its place in the document; null: it is not there."),
});

export const appliedSchema = z.object({
  committed: z.boolean(),
  version: z.number().int(),
  validFrom: instant,
  validUntil: instant.nullable().describe("When a version applied before takes over; null: never."),
  restores: z.number().int().nullable(),
  document: documentSchema,
  summary: summarySchema,
  sentences: sentencesSchema,
  warnings: warningsSchema,
  changes: differencesSchema.describe("Against what was in force then."),
});
export const SAMPLE = { earning: { base: { points: 1, per: 100 } } };
export const SUMMARY = "You get 1 point for every €1 you spend on goods.";
export const SENTENCES = [
  { ruleId: "earning.base", text: "You get 1 point for every €1 you spend on goods." },
];
export const DIFFERENCES = {
  added: [],
  removed: [],
  changed: [
    {
      ruleId: "earning.base",
      before: SUMMARY,
      after: "You get 2 points for every €1 you spend on goods.",
    },
  ],
  other: [{ pointer: "/rewards/0/costAmount", before: 150, after: 160 }],
};
export const appliedExample = {
  committed: true,
  version: 2,
  validFrom: "2026-04-01T00:00:00Z",
  validUntil: null,
  restores: null,
  document: SAMPLE,
  summary: SUMMARY,
  sentences: SENTENCES,
  warnings: [],
  changes: { added: SENTENCES, removed: [], changed: [], other: [] },
};
