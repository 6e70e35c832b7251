import * as z from "zod";
import type { Context } from "../core/context";
import { insertRow, rowsOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import type { ProgramParts } from "../core/registry";
import { read, transact, type Work } from "../core/transact";
import { newId } from "../lib/ids";
import { toIso } from "../lib/time";
import type { Trade } from "./advice";
import { checkDocument } from "./check";
import { programNumbered, programOf, programStatement } from "./load";
import type { ProgramDraftRow, ProgramVersionRow } from "./tables";
import { told } from "./words";

export type { ProgramAdviser, ProgramWarning, Trade } from "./advice";
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

/** @throws {DomainError} invalid_program, with a pointer to each fault */
function valid(ctx: Context, document: unknown): ProgramParts {
  const { parts, faults } = checkDocument(ctx, document);
  if (parts) return parts;
  const first = faults[0];
  throw new DomainError("invalid_program", first && `${first.pointer || "/"}: ${first.detail}`, {
    errors: [...faults],
  });
}

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
  const parts = valid(ctx, document);
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

interface Applying {
  readonly from: number | null;
  readonly restores: number | null;
  /** Of a shop that has sold nothing yet, for the warnings. */
  readonly trade?: Partial<Trade>;
}

/** Makes the stored draft a version from a date; without one, from now. */
export const applyDraft = (ctx: Context, from: number | null) =>
  applyVersion(ctx, { from, restores: null }, async (rows) => {
    const draft = rowsOf<ProgramDraftRow>(rows, 1)[0];
    if (!draft) throw new DomainError("no_draft", "PUT /v1/program/draft first.");
    return valid(ctx, JSON.parse(draft.document));
  });

export const applyDocument = (
  ctx: Context,
  document: unknown,
  from: number | null,
  trade: Partial<Trade> = {},
) => {
  const parts = valid(ctx, document);
  return applyVersion(ctx, { from, restores: null, trade }, async () => parts);
};

/** Applies an earlier version's document again, as a new version. */
export const rollback = (ctx: Context, to: number, from: number | null) =>
  applyVersion(ctx, { from, restores: to }, async () => (await programNumbered(ctx, to)).parts);

function applyVersion(
  ctx: Context,
  applying: Applying,
  documentFrom: (rows: Parameters<Work["decide"]>[0]) => Promise<ProgramParts>,
) {
  const validFrom = applying.from ?? ctx.now;
  if (validFrom < ctx.now) {
    throw new DomainError("invalid_time", "A version cannot begin in the past.");
  }
  const factId = newId("fct");
  const adviser = ctx.registry.programAdviser;
  return transact(ctx, {
    load: () => [
      statement(
        "SELECT coalesce(max(number), 0) AS number FROM program_versions WHERE shop = ?1",
        ctx.shop.id,
      ),
      statement("SELECT * FROM program_drafts WHERE shop = ?1", ctx.shop.id),
      statement(
        `SELECT valid_from FROM program_versions WHERE shop = ?1 AND valid_from > ?2
         ORDER BY valid_from LIMIT 1`,
        ctx.shop.id,
        validFrom,
      ),
      ...adviser.statements(ctx),
    ],
    decide: async (rows) => {
      const next = rowsOf<{ valid_from: number }>(rows, 2)[0];
      const parts = await documentFrom(rows);
      const number = (rowsOf<{ number: number }>(rows, 0)[0]?.number ?? 0) + 1;
      return {
        status: 201,
        body: {
          committed: true,
          version: number,
          validFrom: toIso(validFrom),
          validUntil: toIso(next?.valid_from ?? null),
          restores: applying.restores,
          document: parts,
          ...told(ctx, parts),
          warnings: adviser.warnings(ctx, parts, rows.slice(3), applying.trade ?? {}),
        },
        writes: [
          insertRow("program_versions", {
            shop: ctx.shop.id,
            number,
            valid_from: validFrom,
            document: JSON.stringify(parts),
            applied_by: ctx.caller.credential,
            applied_at: ctx.now,
            restores: applying.restores,
          } satisfies ProgramVersionRow),
        ],
        fact: {
          id: factId,
          member: null,
          memberVersion: null,
          happenedAt: ctx.now,
          facts: [{ type: "program_applied", version: number, validFrom }],
        },
      };
    },
  });
}

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
