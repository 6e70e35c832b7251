import type { Context } from "../core/context";
import { DomainError } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import { SPEND_WIDTH } from "../ledger";
import { newId } from "../lib/ids";
import {
  factOf,
  memberStatements,
  type OpenMember,
  openMember,
  parseRef,
  spendable,
  turnOf,
  whoIs,
} from "../members";
import {
  changed,
  closeAll,
  type Household,
  householdStatementCount,
  householdStatements,
  movedFact,
  openedHousehold,
  rowOf,
  stakeOf,
} from "./household";
import { passBetween } from "./pass";
import { shareOnLeaving } from "./rules";
import { householdId, whoIsHousehold } from "./store";
import { householdAnswer } from "./view";

/**
 * Somebody leaves a household, with what the program says is theirs of the pool.
 *
 * @throws {DomainError} not_found, household_closed, not_in_household, household_needs_owner
 */
export function leaveHousehold(ctx: Context, id: string, of: string) {
  const who = whoIs(ctx.shop.id, parseRef(of));
  const facts = { member: newId("fct"), pool: newId("fct") };
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, { id: householdId(id) }),
    load: (width) => [
      ...householdStatements(ctx, whoIsHousehold(ctx.shop.id, id), SPEND_WIDTH * width),
      ...memberStatements(ctx, { who, spendable: 0 }),
    ],
    decide: async (rows, width) => {
      const household = await openedHousehold(ctx, rows, SPEND_WIDTH * width);
      const member = await openMember(ctx, rows.slice(householdStatementCount(SPEND_WIDTH)), 0);
      if (!member) throw new DomainError("not_found", "The shop has no such member.");
      if (rowOf(household, member.row.id).role === "owner") {
        throw new DomainError("household_needs_owner", "Hand it over first, or close it.");
      }
      return leaving(ctx, household, member, facts);
    },
  });
}

export const unitsIn = ({ pool }: Household): string[] =>
  [...pool.book.wallets.keys()].filter((unit) => spendable(pool.book, unit) > 0);

function leaving(
  ctx: Context,
  household: Household,
  member: OpenMember,
  facts: { readonly member: string; readonly pool: string },
): Decision {
  const { pool, roster } = household;
  const row = rowOf(household, member.row.id);
  const { onLeaving } = pool.program.parts.households;
  const settled: Record<string, number> = {};
  for (const unit of unitsIn(household)) {
    const there = spendable(pool.book, unit);
    const amount = shareOnLeaving(onLeaving, there, stakeOf(row, unit), roster.length);
    if (amount === 0) continue;
    passBetween(household, member, { unit, amount }, "household_share");
    settled[unit] = amount;
  }
  const after = changed(household, { gone: [row] });
  leave(member);
  return {
    status: 200,
    body: { ...householdAnswer(after), settled: [{ member: row.member, amounts: settled }] },
    writes: closeAll(ctx, [member, pool]),
    fact: factOf(ctx, member, facts.member, ctx.now, [leftFact(household, settled)]),
    otherFacts: movedFact(ctx, pool, facts.pool),
    member: member.row.id,
  };
}

/** Ends somebody's belonging, on their own side. */
export function leave(member: OpenMember): void {
  member.changes.household = null;
}

export const leftFact = ({ row }: Household, settled: Readonly<Record<string, number>>) => ({
  type: "household_left",
  household: row.id,
  settled,
});
