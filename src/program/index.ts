import * as z from "zod";
import type { Context } from "../core/context";
import { type Batch, firstOf, rowsOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { read, transact } from "../core/transact";
import { toIso } from "../lib/time";
import { checkDocument, validParts } from "./check";
import { differencesOf } from "./differences";
import { programNumbered, programOf, programStatement } from "./load";
import { draftStatement } from "./proposed";
import type { ProgramDraftRow, ProgramVersionRow } from "./tables";
import { summaryOf, told, voiceOf } from "./words";

export type { ProgramAdviser, ProgramWarning, Trade } from "./advice";
export { applyDocument, applyDraft, rollback } from "./apply";
export { type Checked, checkDocument } from "./check";
export {
  type Program,
  partsOf,
  programColumn,
  programFrom,
  programNow,
  programNumbered,
  programOf,
  programStatement,
} from "./load";
export { draftStatement, proposedParts } from "./proposed";
export {
  appliedExample,
  appliedSchema,
  documentSchema,
  faultSchema,
  fromSchema,
  SAMPLE,
  SENTENCES,
  SUMMARY,
  sentencesSchema,
  summarySchema,
  warningsSchema,
} from "./schemas";
export {
  headlinesLeftOut,
  MAX_SUMMARY,
  programSentence,
  sentencesOf,
  summaryOf,
  told,
  voiceOf,
} from "./words";

/** The published JSON Schema of program documents. */
export const programJsonSchema = (schema: z.ZodType): object => ({
  title: "Regulars program document",
  ...z.toJSONSchema(schema, { io: "input", target: "draft-2020-12" }),
});

/** What `POST /v1/program/check` tells: faults, or the whole program in sentences. */
export function checkProgram(ctx: Context, document: unknown) {
  const { parts, faults } = checkDocument(ctx, document);
  return {
    valid: parts !== null,
    errors: faults,
    ...(parts ? told(ctx, parts) : { summary: null, sentences: [] }),
  };
}

/** The version in force now, or a numbered one. */
export async function readProgram(ctx: Context, number: number | undefined) {
  const rows = await read(ctx, [
    programStatement(ctx, ctx.now),
    statement("SELECT * FROM program_drafts WHERE shop = ?1", ctx.shop.id),
  ]);
  const current = await programOf(ctx, rows, 0);
  const program = number === undefined ? current : await programNumbered(ctx, number);
  const draft = rowsOf<ProgramDraftRow>(rows, 1)[0];
  return {
    version: program.number,
    isCurrent: program.number === current.number,
    document: program.parts,
    draftSavedAt: toIso(draft?.saved_at ?? null),
  };
}

export async function readDraft(ctx: Context) {
  const rows = await read(ctx, [
    statement("SELECT * FROM program_drafts WHERE shop = ?1", ctx.shop.id),
  ]);
  const draft = rowsOf<ProgramDraftRow>(rows, 0)[0];
  if (!draft) throw new DomainError("no_draft");
  return { document: JSON.parse(draft.document) as object, savedAt: toIso(draft.saved_at) };
}

/** Stores a draft, to be tried with `?dryRun=true&program=draft` and then applied. */
export const saveDraft = (ctx: Context, document: unknown) => {
  const parts = validParts(ctx, document);
  return transact(ctx, {
    load: () => [],
    decide: () => ({
      status: 200,
      body: { committed: true, document: parts, ...told(ctx, parts) },
      writes: [
        statement(
          `INSERT INTO program_drafts (shop, document, saved_at) VALUES (?1, ?2, ?3)
           ON CONFLICT (shop) DO UPDATE SET document = excluded.document, saved_at = excluded.saved_at`,
          ctx.shop.id,
          JSON.stringify(parts),
          ctx.now,
        ),
      ],
      fact: null,
    }),
  });
};

export async function listVersions(ctx: Context, limit: number, before: number) {
  const rows = await read(ctx, [
    statement(
      `SELECT number, valid_from, applied_by, applied_at, restores FROM program_versions
       WHERE shop = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3`,
      ctx.shop.id,
      before,
      limit,
    ),
  ]);
  return rowsOf<Omit<ProgramVersionRow, "document">>(rows, 0).map((row) => ({
    version: row.number,
    validFrom: toIso(row.valid_from),
    appliedBy: row.applied_by,
    appliedAt: toIso(row.applied_at),
    restores: row.restores,
  }));
}

export async function readSentences(ctx: Context, number: number | undefined) {
  const program =
    number === undefined
      ? await programOf(ctx, await read(ctx, [programStatement(ctx, ctx.now)]), 0)
      : await programNumbered(ctx, number);
  const { summary, sentences } = told(ctx, program.parts);
  return { summary, data: sentences };
}

/** A program as `GET /v1/program/diff` names it: a version, the draft, or what is in force. */
async function programNamed(ctx: Context, rows: Batch, name: string) {
  if (name === "current") return (await programOf(ctx, rows, 0)).parts;
  if (name !== "draft") return (await programNumbered(ctx, Number(name))).parts;
  const draft = firstOf<ProgramDraftRow>(rows, 1);
  if (!draft) throw new DomainError("no_draft", "PUT /v1/program/draft first.");
  return validParts(ctx, JSON.parse(draft.document));
}

/** What differs between two programs, each `current`, `draft` or a version's number. */
export async function readDifferences(ctx: Context, from: string, to: string) {
  const rows = await read(ctx, [programStatement(ctx, ctx.now), draftStatement(ctx)]);
  const [before, after] = [await programNamed(ctx, rows, from), await programNamed(ctx, rows, to)];
  const voice = voiceOf(ctx);
  return {
    from,
    to,
    summary: { before: summaryOf(ctx, before, voice), after: summaryOf(ctx, after, voice) },
    ...differencesOf(ctx, before, after),
  };
}
