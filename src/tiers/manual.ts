import type { Context } from "../core/context";
import { DomainError, refuse } from "../core/errors";
import { transact } from "../core/transact";
import { newId } from "../lib/ids";
import {
  closeMember,
  factOf,
  memberStatements,
  type OpenMember,
  opened,
  parseRef,
  turnOf,
  whoIs,
} from "../members";
import type { Manual } from "./codec";
import { placeTiers } from "./member-tiers";
import { changesSince, lookAgain, placeTold } from "./part";
import { tellStandings } from "./read";

export interface ManualFields {
  /** null: only what is earned. */
  readonly level: string | null;
  /** ms since epoch; without it for ever. */
  readonly until?: number | null | undefined;
  readonly reason: string;
}

/**
 * Staff gives a level, for a while or for ever, or takes back what staff gave. The member holds the
 * better of it and what is earned, so nobody is put lower than they deserve. It brings nothing on
 * entry: that is for what members do, and staff gives gifts by adjustment.
 *
 * @throws {DomainError} not_found, member_erased, unknown_level, invalid_time
 */
export function setManual(ctx: Context, ref: string, set: string, fields: ManualFields) {
  const parsed = parseRef(ref);
  const who = whoIs(ctx.shop.id, parsed);
  const factId = newId("fct");
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, parsed),
    load: () => memberStatements(ctx, { who, spendable: 0 }),
    decide: async (rows) => {
      const { member } = await opened(ctx, rows, 0);
      if (member.row.erased_at !== null) throw new DomainError("member_erased");
      const manual = manualFrom(ctx, member, set, fields);
      const facts = place(member, set, manual, fields.reason);
      const isSame = facts.length === 0;
      return {
        status: 200,
        body: { committed: true, data: tellStandings(ctx, member) },
        writes: isSame ? [] : closeMember(ctx, member),
        fact: isSame ? null : factOf(ctx, member, factId, ctx.now, facts),
        member: member.row.id,
      };
    },
  });
}

function manualFrom(
  ctx: Context,
  { program }: OpenMember,
  key: string,
  { level, until = null, reason }: ManualFields,
): Manual | null {
  const set = program.parts.tiers.find((s) => s.key === key);
  if (!set) throw new DomainError("not_found", "The program has no such set of tiers.");
  if (level === null) return null;
  if (!set.levels.some((l) => l.key === level)) {
    throw refuse("unknown_level", "/level", "Use the key of one of the set's levels.");
  }
  if (until !== null && until <= ctx.now) {
    throw refuse("invalid_time", "/until", "It must end in the future.");
  }
  return { level, since: ctx.now, until, reason };
}

/** Gives or takes the level; no facts where that changes nothing. */
function place(member: OpenMember, set: string, manual: Manual | null, reason: string) {
  const { tiers } = member.parts;
  const state = tiers?.standings.find((s) => s.set.key === set)?.state;
  if (!tiers || !state || isSame(state.manual, manual)) return [];
  const sets = { ...tiers.stored.sets, [set]: { ...state, manual } };
  const after = placeTiers(member, { ...tiers, stored: { ...tiers.stored, sets } });
  const changes = changesSince(after.standings, "staff");
  placeTold(member, after);
  lookAgain(member);
  const [level, until] = [manual?.level ?? null, manual?.until ?? null];
  const given = { type: "tier_given", set, level, until, reason };
  return [given, ...changes.map((change) => ({ ...change }))];
}

const isSame = (a: Manual | null, b: Manual | null): boolean =>
  a?.level === b?.level && a?.until === b?.until && a?.reason === b?.reason;
