import type { Context } from "../core/context";
import type { Batch } from "../core/database";
import { DomainError } from "../core/errors";
import type { Program } from "../program";
import type { OpenMember } from "./member";
import { openMember } from "./open";

/** A member who must be there, with the program in force. */
export interface Opened {
  readonly program: Program;
  readonly member: OpenMember;
}

/** @throws {DomainError} not_found */
export async function opened(ctx: Context, rows: Batch, spendable: number): Promise<Opened> {
  const member = await openMember(ctx, rows, spendable);
  if (!member) throw new DomainError("not_found", "The shop has no such member.");
  return { program: member.program, member };
}
