import type { Context } from "../core/context";
import type { Decision } from "../core/transact";
import { closeMember, factOf, type OpenMember } from "../members";

/** Closes the member where there is anything to write, with one fact where there is one to tell. */
export function decided(
  ctx: Context,
  member: OpenMember,
  factId: string,
  status: number,
  body: object,
): Decision {
  if (member.writes.length === 0) return { status, body, writes: [], fact: null };
  const fact = factOf(ctx, member, factId, ctx.now, []);
  return {
    status,
    body,
    writes: closeMember(ctx, member),
    fact: fact.facts.length > 0 ? fact : null,
    member: member.row.id,
  };
}
