import type { Context } from "../core/context";
import { DomainError, refuse } from "../core/errors";
import { transact } from "../core/transact";
import { newId } from "../lib/ids";
import { closeMember, factOf, memberStatements, opened, parseRef, turnOf, whoIs } from "../members";

/**
 * The cause to which rules that leave it to members give from now on; null: none. What was given
 * before stays where it went.
 *
 * @throws {DomainError} not_found, member_erased, unknown_cause
 */
export function chooseCause(ctx: Context, memberRef: string, cause: string | null) {
  const ref = parseRef(memberRef);
  const who = whoIs(ctx.shop.id, ref);
  const factId = newId("fct");
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, ref),
    load: () => memberStatements(ctx, { who, spendable: 0 }),
    decide: async (rows) => {
      const { program, member } = await opened(ctx, rows, 0);
      if (member.row.erased_at !== null) throw new DomainError("member_erased");
      if (cause !== null && !program.parts.causes.some(({ key }) => key === cause)) {
        throw refuse("unknown_cause", "/cause", "The program has no such cause.");
      }
      const body = { committed: true, cause, member: { id: member.row.id } };
      if (member.row.cause === cause) return { status: 200, body, writes: [], fact: null };
      member.changes.cause = cause;
      return {
        status: 200,
        body,
        writes: closeMember(ctx, member),
        fact: factOf(ctx, member, factId, ctx.now, [{ type: "cause_chosen", cause }]),
        member: member.row.id,
      };
    },
  });
}
