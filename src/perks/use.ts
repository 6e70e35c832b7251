import type { Context } from "../core/context";
import { type Batch, firstOf } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import { canonicalJson, sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import { toIso } from "../lib/time";
import {
  closeMember,
  countsAfter,
  countWrites,
  factOf,
  memberStatementCount,
  memberStatements,
  openMember,
  parseRef,
  turnOf,
  whoIs,
} from "../members";
import { voiceOf } from "../program";
import { perkOf } from "./read";
import { type PerkStanding, type Source, standingOf } from "./rules";
import { periodsOf, perkFacts, perkStatements, standingNow, stateOf } from "./state";
import { findUse, insertUse } from "./store";
import type { PerkUseRow } from "./tables";
import { used, useFact } from "./take";
import { perkView, usedAnswer } from "./view";

export interface PerkUse {
  readonly id?: string | undefined;
  readonly member: string;
  readonly key: string;
  readonly storeId?: string | null | undefined;
  readonly occurredAt?: number | undefined;
}

/** A use with everything that a retry must find the same. */
export interface Asked extends PerkUse {
  readonly row: string;
  readonly hash: string;
  readonly fact: string;
}

/**
 * Uses a perk that a member holds, once for each id: it counts towards the limits of when it
 * happened, and takes one of its uses where there are only so many.
 *
 * @throws {DomainError} not_found, member_erased, unknown_perk, perk_not_held, perk_exhausted,
 *   perk_use_differs, invalid_time
 */
export async function usePerk(ctx: Context, use: PerkUse) {
  const ref = parseRef(use.member, "/member");
  const asked: Asked = {
    ...use,
    row: use.id ?? newId("use"),
    hash: await sha256(canonicalJson({ ...use, member: ref, id: undefined })),
    fact: newId("fct"),
  };
  const at = use.occurredAt ?? ctx.now;
  if (at > ctx.now) throw refuse("invalid_time", "/occurredAt", "It lies in the future.");
  const who = whoIs(ctx.shop.id, ref);
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, ref),
    load: () => [
      findUse(ctx.shop.id, asked.row),
      ...memberStatements(ctx, { who, spendable: 0, whole: ["perk"] }),
      ...perkStatements(who, ctx.now, periodsOf(ctx, ctx.now, at)),
    ],
    decide: async (rows) => {
      const earlier = firstOf<PerkUseRow>(rows, 0);
      if (earlier) return replay(earlier, asked.hash);
      return decide(ctx, asked, at, rows.slice(1));
    },
  });
}

function replay(row: PerkUseRow, hash: string): Decision {
  if (row.request_hash !== hash) {
    throw new DomainError("perk_use_differs", "Use a new id for another use.");
  }
  return { status: 200, body: usedAnswer(row, "used"), writes: [], fact: null, isReplay: true };
}

async function decide(ctx: Context, asked: Asked, at: number, rows: Batch): Promise<Decision> {
  const member = await openMember(ctx, rows, 0);
  if (!member) throw refuse("not_found", "/member", "The shop has no such member.");
  if (member.row.erased_at !== null) throw new DomainError("member_erased");
  if (asked.occurredAt !== undefined && at < member.row.created_at) {
    throw refuse("invalid_time", "/occurredAt", "There was no such member yet.");
  }
  const perk = perkOf(member.program, asked.key, "/key");
  const facts = perkFacts(rows.slice(memberStatementCount(0)));
  const state = stateOf(ctx, member, perk, facts, at);
  const source = usableSource(standingOf(state));
  const { row, counting } = used(ctx, member, { asked, state, source });
  const after = standingNow(ctx, member, perk, {
    ...facts,
    counts: countsAfter(facts.counts, counting),
  });
  const answer = JSON.stringify(perkView(perk, after, voiceOf(ctx)));
  const stored: PerkUseRow = { ...row, answer };
  member.writes.push(...countWrites(member, counting), insertUse(stored));
  return {
    status: 201,
    body: usedAnswer(stored, "used"),
    writes: closeMember(ctx, member),
    fact: factOf(ctx, member, asked.fact, at, [useFact("perk_used", stored)]),
    isRebuiltFromRow: asked.id !== undefined,
    member: member.row.id,
  };
}

/** What a use is taken from. @throws {DomainError} perk_not_held, perk_exhausted */
function usableSource({ held, usable, source, from, availableAgainAt }: PerkStanding): Source {
  if (!held) {
    const when = from === null ? "The member does not hold it." : `It is held from ${toIso(from)}.`;
    throw refuse("perk_not_held", "/key", when);
  }
  if (usable && source) return source;
  const when =
    availableAgainAt === null
      ? "It is used up."
      : `It can be used again from ${toIso(availableAgainAt)}.`;
  throw refuse("perk_exhausted", "/key", when);
}
