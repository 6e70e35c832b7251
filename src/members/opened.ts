import type { Context } from "../core/context";
import type { Batch } from "../core/database";
import { DomainError } from "../core/errors";
import type { Who } from "../ledger";
import { type Program, programOf, programStatement } from "../program";
import type { OpenMember } from "./member";
import { memberStatementCount, memberStatements, openMember } from "./open";

/** A member opened in one load together with the program in force. */
export interface Opened {
  readonly program: Program;
  readonly member: OpenMember;
}

/** Statements that open a member by ref; {@link opened} takes their rows. */
export const openingStatements = (ctx: Context, who: Who, spendable: number) => [
  programStatement(ctx, ctx.now),
  ...memberStatements(ctx, { who, spendable }),
];

/** How many statements {@link openingStatements} makes. */
export const openingCount = (ctx: Context): number => 1 + memberStatementCount(ctx);

/** @throws {DomainError} not_found */
export async function opened(ctx: Context, rows: Batch, spendable: number): Promise<Opened> {
  const program = await programOf(ctx, rows, 0);
  const member = openMember(ctx, rows.slice(1), spendable);
  if (!member) throw new DomainError("not_found", "The shop has no such member.");
  return { program, member };
}
