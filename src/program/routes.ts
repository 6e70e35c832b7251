import * as z from "zod";
import { listOf, page, pageOf, positionOf } from "../core/cursor";
import { DomainError } from "../core/errors";
import { type Endpoint, endpoint, ok } from "../core/http";
import {
  applyDocument,
  applyDraft,
  checkProgram,
  listVersions,
  programJsonSchema,
  readDraft,
  readProgram,
  readSentences,
  rollback,
  saveDraft,
} from "./index";

const instant = z.string();
/** Validated by the program's own schema, with every fault at once, in the verb. */
const document = z
  .record(z.string().max(40), z.unknown())
  .describe("A program document; its JSON Schema is at `/v1/program/schema`.");
const sentences = z.array(z.object({ ruleId: z.string(), text: z.string() }));
const summary = z.string().describe("The whole program in at most 160 characters.");
const fault = z.object({ pointer: z.string(), code: z.string(), detail: z.string().optional() });
const number = z.coerce.number().int().min(0).max(1_000_000_000);
const from = z.iso
  .datetime({ offset: true })
  .optional()
  .describe("When the version begins; now without it.");

const appliedSchema = z.object({
  committed: z.boolean(),
  version: z.number().int(),
  validFrom: instant,
  validUntil: instant.nullable().describe("When a version applied before takes over; null: never."),
  restores: z.number().int().nullable(),
  document,
  summary,
  sentences,
});
const versionSchema = z.object({
  version: z.number().int(),
  validFrom: instant,
  appliedBy: z.string(),
  appliedAt: instant,
  restores: z.number().int().nullable(),
});

const SAMPLE = { earning: { base: { points: 1, per: 100 } } };
const SUMMARY = "You get 1 point for every €1 you spend on goods.";
const SENTENCES = [
  { ruleId: "earning.base", text: "You get 1 point for every €1 you spend on goods." },
];
const APPLIED = {
  committed: true,
  version: 2,
  validFrom: "2026-04-01T00:00:00Z",
  validUntil: null,
  restores: null,
  document: SAMPLE,
  summary: SUMMARY,
  sentences: SENTENCES,
};

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
        document,
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
    body: document,
    query: z.object({ from }),
    answers: { 201: appliedSchema },
    errors: ["invalid_program", "invalid_time"],
    example: { request: SAMPLE, response: APPLIED },
    canDryRun: true,
    run: (ctx, { body, query }) => applyDocument(ctx, body, timeOf(query.from)),
  }),
  endpoint({
    method: "get",
    path: "/v1/program/draft",
    access: "program:read",
    tag: "Program",
    summary: "Read the draft",
    answers: { 200: z.object({ document, savedAt: instant }) },
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
    body: document,
    answers: { 200: z.object({ committed: z.boolean(), document, summary, sentences }) },
    errors: ["invalid_program"],
    example: {
      request: SAMPLE,
      response: { committed: true, document: SAMPLE, summary: SUMMARY, sentences: SENTENCES },
    },
    run: (ctx, { body }) => saveDraft(ctx, body),
  }),
  endpoint({
    method: "post",
    path: "/v1/program/check",
    access: "program:read",
    tag: "Program",
    summary: "Check a document without storing it",
    body: document,
    answers: {
      200: z.object({
        valid: z.boolean(),
        errors: z.array(fault),
        summary: summary.nullable(),
        sentences,
      }),
    },
    example: {
      request: SAMPLE,
      response: { valid: true, errors: [], summary: SUMMARY, sentences: SENTENCES },
    },
    run: async (ctx, { body }) => ok(checkProgram(ctx, body)),
  }),
];

const versionCalls: Endpoint[] = [
  endpoint({
    method: "post",
    path: "/v1/program/apply",
    access: "program:write",
    tag: "Program",
    summary: "Make the draft a version",
    body: z.strictObject({ from }),
    answers: { 201: appliedSchema },
    errors: ["no_draft", "invalid_program", "invalid_time"],
    example: { request: { from: "2026-04-01T00:00:00Z" }, response: APPLIED },
    canDryRun: true,
    run: (ctx, { body }) => applyDraft(ctx, timeOf(body.from)),
  }),
  endpoint({
    method: "post",
    path: "/v1/program/rollback",
    access: "program:write",
    tag: "Program",
    summary: "Apply an earlier version again",
    body: z.strictObject({ to: z.number().int().min(0).max(1_000_000_000), from }),
    answers: { 201: appliedSchema },
    errors: ["unknown_version", "invalid_program", "invalid_time"],
    example: { request: { to: 1 }, response: { ...APPLIED, version: 3, restores: 1 } },
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
    answers: { 200: z.object({ summary, data: sentences }) },
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

export const programEndpoints: Endpoint[] = [...documentCalls, ...versionCalls];
