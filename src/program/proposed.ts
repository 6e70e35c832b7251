import type { Context } from "../core/context";
import { type Batch, firstOf, type Statement, statement } from "../core/database";
import { DomainError } from "../core/errors";
import type { ProgramParts } from "../core/registry";
import { checkDocument } from "./check";
import type { ProgramDraftRow } from "./tables";

/** Reads the stored draft. */
export const draftStatement = (ctx: Context): Statement =>
  statement("SELECT * FROM program_drafts WHERE shop = ?1", ctx.shop.id);

/**
 * What somebody proposes: the `document` of a body, else the stored draft.
 *
 * @param index of the rows of {@link draftStatement}
 * @throws {DomainError} no_draft; invalid_program, with a pointer into the body to each fault
 */
export function proposedParts(
  ctx: Context,
  document: unknown,
  rows: Batch,
  index: number,
): ProgramParts {
  const draft = firstOf<ProgramDraftRow>(rows, index)?.document;
  if (document === undefined && draft === undefined) {
    throw new DomainError("no_draft", "Send a document, or PUT /v1/program/draft first.");
  }
  const { parts, faults } = checkDocument(ctx, document ?? JSON.parse(draft ?? "{}"));
  if (parts) return parts;
  throw new DomainError("invalid_program", faults[0]?.detail, {
    errors: faults.map((fault) => ({ ...fault, pointer: `/document${fault.pointer}` })),
  });
}
