import type { Context } from "../core/context";
import { DomainError } from "../core/errors";
import { transact } from "../core/transact";
import { newId } from "../lib/ids";
import { factOf, memberStatements, openMember, parseRef, whoIs } from "../members";
import {
  changed,
  closeAll,
  householdStatementCount,
  householdStatements,
  movedFact,
  openHousehold,
} from "./household";
import { leave, leftFact } from "./leave";
import { whoIsHouseholdOf } from "./store";

/**
 * Who is erased leaves the household first. What they put in stays with those who stay, as an
 * erased member could not use it; an owner hands over to the longest-standing adult, else to
 * whoever is there longest, and with the last one it closes.
 */
export async function departFromHousehold(ctx: Context, ref: string): Promise<void> {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const facts = { member: newId("fct"), pool: newId("fct") };
  await transact(ctx, {
    load: () => [
      ...householdStatements(ctx, whoIsHouseholdOf(who), 0),
      ...memberStatements(ctx, { who, spendable: 0 }),
    ],
    decide: async (rows) => {
      const nothing = { status: 200, body: {}, writes: [], fact: null };
      const household = await openHousehold(ctx, rows, 0);
      const member = await openMember(ctx, rows.slice(householdStatementCount(0)), 0);
      if (!member) throw new DomainError("not_found", "The shop has no such member.");
      const row = household?.roster.find((r) => r.member === member.row.id);
      if (!household || !row) return nothing;
      const others = household.roster.filter((r) => r !== row);
      leave(member);
      const heir = others.find((r) => r.role === "adult") ?? others[0];
      const isOwner = row.role === "owner";
      changed(household, {
        rows: isOwner && heir ? [{ ...heir, role: "owner" as const }] : [],
        gone: [row],
        row: {
          ...household.row,
          ...(isOwner ? { owner: heir?.member ?? row.member, name: null } : {}),
          closed_at: heir ? null : ctx.now,
        },
      });
      return {
        ...nothing,
        writes: closeAll(ctx, [member, household.pool]),
        fact: factOf(ctx, member, facts.member, ctx.now, [leftFact(household, {})]),
        otherFacts: movedFact(ctx, household.pool, facts.pool),
      };
    },
  });
}
