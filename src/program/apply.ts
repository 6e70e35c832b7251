import type { Context } from "../core/context";
import { insertRow, rowsOf, type Statement, statement } from "../core/database";
import { DomainError } from "../core/errors";
import type { ProgramParts } from "../core/registry";
import { transact, type Work } from "../core/transact";
import { newId } from "../lib/ids";
import { toIso } from "../lib/time";
import type { Trade } from "./advice";
import { validParts } from "./check";
import { differencesOf } from "./differences";
import { programNumbered, programOf, programStatement } from "./load";
import type { ProgramDraftRow, ProgramVersionRow } from "./tables";
import { told } from "./words";

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
    return validParts(ctx, JSON.parse(draft.document));
  });

export const applyDocument = (
  ctx: Context,
  document: unknown,
  from: number | null,
  trade: Partial<Trade> = {},
) => {
  const parts = validParts(ctx, document);
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
    load: () => [...applyingStatements(ctx, validFrom), ...adviser.statements(ctx)],
    decide: async (rows) => {
      const before = await programOf(notRehearsed(ctx), rows, 3);
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
          warnings: adviser.warnings(ctx, parts, rows.slice(4), applying.trade ?? {}),
          changes: differencesOf(ctx, before.parts, parts),
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

/** What is in force is told by versions, whatever a dry run decides by. */
const notRehearsed = (ctx: Context): Context => ({ ...ctx, usesDraft: false });

/** The latest number, the draft, when the next version begins, what was in force then. */
const applyingStatements = (ctx: Context, validFrom: number): Statement[] => [
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
  programStatement(notRehearsed(ctx), validFrom),
];
