import * as z from "zod";
import { listOf, page, pageOf, positionOf } from "../core/cursor";
import { DomainError } from "../core/errors";
import { type Endpoint, endpoint, ok } from "../core/http";
import {
  applyDocument,
  applyDraft,
  listVersions,
  programJsonSchema,
  readDifferences,
  readDraft,
  readProgram,
  readSentences,
  rollback,
  saveDraft,
} from "./index";
import {
  appliedExample,
  appliedSchema,
  DIFFERENCES,
  differencesSchema,
  documentSchema,
  fromSchema,
  SAMPLE,
  SENTENCES,
  SUMMARY,
  sentencesSchema,
  summarySchema,
} from "./schemas";

const instant = z.string();
const number = z.coerce.number().int().min(0).max(1_000_000_000);

const versionSchema = z.object({
  version: z.number().int(),
  validFrom: instant,
  appliedBy: z.string(),
  appliedAt: instant,
  restores: z.number().int().nullable(),
});

const timeOf = (text: string | undefined): number | null => (text ? Date.parse(text) : null);

const documentCalls: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/program",
    access: "program:read",
    tag: "Program",
    summary: "Read the program in force, or a version of it",
    query: z.object({ version: number.optional() }),
    answers: {
      200: z.object({
        version: z.number().int(),
        isCurrent: z.boolean(),
        document: documentSchema,
        draftSavedAt: instant.nullable(),
      }),
    },
    errors: ["unknown_version"],
    example: { response: { version: 1, isCurrent: true, document: SAMPLE, draftSavedAt: null } },
    run: async (ctx, { query }) => ok(await readProgram(ctx, query.version)),
  }),
  endpoint({
    method: "put",
    path: "/v1/program",
    access: "program:write",
    tag: "Program",
    summary: "Apply a document as a new version",
    description: "What the document leaves out has its default.",
    body: documentSchema,
    query: z.object({ from: fromSchema }),
    answers: { 201: appliedSchema },
    errors: ["invalid_program", "invalid_time"],
    example: { request: SAMPLE, response: appliedExample },
    canDryRun: true,
    run: (ctx, { body, query }) => applyDocument(ctx, body, timeOf(query.from)),
  }),
  endpoint({
    method: "get",
    path: "/v1/program/draft",
    access: "program:read",
    tag: "Program",
    summary: "Read the draft",
    answers: { 200: z.object({ document: documentSchema, savedAt: instant }) },
    errors: ["no_draft"],
    example: { response: { document: SAMPLE, savedAt: "2026-03-01T10:00:00Z" } },
    run: async (ctx) => ok(await readDraft(ctx)),
  }),
  endpoint({
    method: "put",
    path: "/v1/program/draft",
    access: "program:write",
    tag: "Program",
    summary: "Store a draft",
    description: "Try it on any call with `?dryRun=true&program=draft`, then apply it.",
    body: documentSchema,
    answers: {
      200: z.object({
        committed: z.boolean(),
        document: documentSchema,
        summary: summarySchema,
        sentences: sentencesSchema,
      }),
    },
    errors: ["invalid_program"],
    example: {
      request: SAMPLE,
      response: { committed: true, document: SAMPLE, summary: SUMMARY, sentences: SENTENCES },
    },
    run: (ctx, { body }) => saveDraft(ctx, body),
  }),
];

const versionCalls: Endpoint[] = [
  endpoint({
    method: "post",
    path: "/v1/program/apply",
    access: "program:write",
    tag: "Program",
    summary: "Make the draft a version",
    body: z.strictObject({ from: fromSchema }),
    answers: { 201: appliedSchema },
    errors: ["no_draft", "invalid_program", "invalid_time"],
    example: { request: { from: "2026-04-01T00:00:00Z" }, response: appliedExample },
    canDryRun: true,
    run: (ctx, { body }) => applyDraft(ctx, timeOf(body.from)),
  }),
  endpoint({
    method: "post",
    path: "/v1/program/rollback",
    access: "program:write",
    tag: "Program",
    summary: "Apply an earlier version again",
    body: z.strictObject({ to: z.number().int().min(0).max(1_000_000_000), from: fromSchema }),
    answers: { 201: appliedSchema },
    errors: ["unknown_version", "invalid_program", "invalid_time"],
    example: { request: { to: 1 }, response: { ...appliedExample, version: 3, restores: 1 } },
    canDryRun: true,
    run: (ctx, { body }) => rollback(ctx, body.to, timeOf(body.from)),
  }),
  endpoint({
    method: "get",
    path: "/v1/program/versions",
    access: "program:read",
    tag: "Program",
    summary: "List the versions, the latest first",
    query: z.object(page),
    answers: { 200: listOf(versionSchema) },
    errors: ["invalid_cursor"],
    example: {
      response: {
        data: [
          {
            version: 2,
            validFrom: "2026-04-01T00:00:00Z",
            appliedBy: "key_01kjx4z8m9e2vrw0q5t7y3n6bd",
            appliedAt: "2026-03-01T10:00:00Z",
            restores: null,
          },
        ],
        nextCursor: null,
      },
    },
    run: async (ctx, { query }) => {
      const [before] = positionOf(query.cursor, ["number"]) ?? [Number.MAX_SAFE_INTEGER];
      const rows = await listVersions(ctx, query.limit + 1, Number(before));
      return ok(
        pageOf(
          rows,
          query.limit,
          (row) => row,
          (row) => [row.version],
        ),
      );
    },
  }),
  endpoint({
    method: "get",
    path: "/v1/program/sentences",
    access: "program:read",
    isForBrowsers: true,
    tag: "Program",
    summary: "The program in one sentence, and every rule in one",
    description: "With `?program=draft` those of the draft, for secret keys.",
    query: z.object({
      locale: z.enum(["de", "en"]).optional(),
      version: number.optional(),
      program: z.enum(["draft"]).optional(),
    }),
    answers: { 200: z.object({ summary: summarySchema, data: sentencesSchema }) },
    errors: ["unknown_version", "no_draft"],
    example: { response: { summary: SUMMARY, data: SENTENCES } },
    run: async (ctx, { query }) => {
      const { version, program } = query;
      if (ctx.caller.isPublishable && (version !== undefined || program !== undefined)) {
        throw new DomainError("forbidden", "Visitors may read the program in force.");
      }
      return ok(await readSentences({ ...ctx, usesDraft: program === "draft" }, version));
    },
  }),
  endpoint({
    method: "get",
    path: "/v1/program/schema",
    access: "public",
    tag: "Program",
    summary: "JSON Schema of program documents",
    answers: { 200: z.record(z.string(), z.unknown()) },
    example: {
      response: { $schema: "https://json-schema.org/draft/2020-12/schema", type: "object" },
    },
    run: async (ctx) => ok(programJsonSchema(ctx.registry.programSchema)),
  }),
];

const named = z
  .string()
  .regex(/^(current|draft|\d{1,9})$/, "Use current, draft, or the number of a version.");

const differencesCall = endpoint({
  method: "get",
  path: "/v1/program/diff",
  access: "program:read",
  tag: "Program",
  summary: "What differs between two programs, in the sentences of their rules",
  description:
    "Of `current`, `draft` or the number of a version; the draft against what is in force without them.",
  query: z.object({
    from: named.default("current"),
    to: named.default("draft"),
    locale: z.enum(["de", "en"]).optional(),
  }),
  answers: {
    200: differencesSchema.extend({
      from: z.string(),
      to: z.string(),
      summary: z.object({ before: summarySchema, after: summarySchema }),
    }),
  },
  errors: ["unknown_version", "no_draft", "invalid_program"],
  example: {
    response: {
      from: "current",
      to: "draft",
      summary: { before: SUMMARY, after: "You get 2 points for every €1 you spend on goods." },
      ...DIFFERENCES,
    },
  },
  run: async (ctx, { query }) => ok(await readDifferences(ctx, query.from, query.to)),
});

export const programEndpoints: Endpoint[] = [...documentCalls, ...versionCalls, differencesCall];
