import type { Context } from "../core/context";
import { openBook, settle } from "../ledger";
import type { Program } from "../program";
import type { OpenMember } from "./member";
import { emptyHanded } from "./open";
import { newRow } from "./row";
import type { MemberRow } from "./tables";
import { rowAfter } from "./view";

/* A member whose commits follow one another in memory, so that what was recorded can be decided anew. */

/** What a replay takes over from the member as recorded: who they are, not what they did. */
export type Person = Pick<MemberRow, "id" | "created_at" | "profile" | "attributes" | "kind">;

/** A member before anything happened, as of the context's now. */
export function enrolledAnew(ctx: Context, program: Program, person: Person): OpenMember {
  const row: MemberRow = { ...newRow(ctx.shop.id, person.id, person.created_at), ...person };
  const of = { now: ctx.now, timeZone: ctx.shop.timeZone, spendable: 1, dueLimit: 0 };
  const options = { ...of, showsNext: false, whole: [] };
  const { book } = openBook({ wallets: null, spendable: [] }, 1, options);
  const member = emptyHanded(row, true, program, book);
  for (const part of ctx.registry.memberParts) part.open(ctx, member, null);
  return member;
}

/**
 * The member as the next commit would open them: settled as of the context's now, with nothing
 * written yet. Takes the book of `before` over, which must not be used any more.
 */
export function openedNext(ctx: Context, before: OpenMember, program: Program): OpenMember {
  for (const { lapse } of before.book.wallets.values()) {
    Object.assign(lapse, { isRenewed: false, hasLapsed: false });
  }
  const book = { ...before.book, now: ctx.now, transfers: [], alsoDueAt: [] };
  const member = emptyHanded(rowAfter(before), false, program, book);
  settle(book);
  for (const part of ctx.registry.memberParts) part.carry?.(ctx, member, before);
  return member;
}
