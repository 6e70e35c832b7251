import type { Context } from "../core/context";
import { DomainError, refuse } from "../core/errors";
import { transact } from "../core/transact";
import { newId } from "../lib/ids";
import {
  factOf,
  type Limit,
  memberStatements,
  openMember,
  parseRef,
  turnOf,
  whoIs,
} from "../members";
import { full, type JoinFields, join, joinedFact } from "./create";
import {
  changed,
  closeAll,
  householdStatementCount,
  householdStatements,
  movedFact,
  newRow,
  openedHousehold,
  rowOf,
} from "./household";
import { householdId, whoIsHousehold } from "./store";
import { householdAnswer } from "./view";

/**
 * Somebody joins a household.
 *
 * @throws {DomainError} not_found, household_closed, households_not_allowed, household_full,
 *   member_erased, already_in_household
 */
export function joinHousehold(ctx: Context, id: string, fields: JoinFields) {
  const ref = parseRef(fields.member, "/member");
  const facts = { member: newId("fct"), pool: newId("fct") };
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, { id: householdId(id) }),
    load: () => [
      ...householdStatements(ctx, whoIsHousehold(ctx.shop.id, id), 0),
      ...memberStatements(ctx, { who: whoIs(ctx.shop.id, ref), spendable: 0 }),
    ],
    decide: async (rows) => {
      const household = await openedHousehold(ctx, rows, 0);
      const member = await openMember(ctx, rows.slice(householdStatementCount(0)), 0);
      if (!member) throw refuse("not_found", "/member", "The shop has no such member.");
      const terms = household.pool.program.parts.households;
      if (!terms.isAllowed) throw new DomainError("households_not_allowed");
      join(member, household.row.id, "/member");
      if (household.roster.length >= terms.maximumMembers) throw full(terms.maximumMembers);
      const { role } = fields;
      const limits = fields.limits ? JSON.stringify(fields.limits) : null;
      const row = newRow(household, { member: member.row.id, role, limits }, ctx.now);
      const after = changed(household, { rows: [row] });
      return {
        status: 201,
        body: householdAnswer(after),
        writes: closeAll(ctx, [member, household.pool]),
        fact: factOf(ctx, member, facts.member, ctx.now, [joinedFact(household.row.id, role)]),
        otherFacts: movedFact(ctx, household.pool, facts.pool),
        member: member.row.id,
      };
    },
  });
}

export interface MemberChange {
  /** owner: the household is handed over, and who had it is an adult of it. */
  readonly role?: "owner" | "adult" | "child" | undefined;
  /** null: the program's. */
  readonly limits?: readonly Limit[] | null | undefined;
}

/**
 * Changes what a member of a household is or may take, or hands the household over.
 *
 * @throws {DomainError} not_found, household_closed, not_in_household, household_needs_owner
 */
export function changeMember(ctx: Context, id: string, of: string, fields: MemberChange) {
  const who = whoIs(ctx.shop.id, parseRef(of));
  const fact = newId("fct");
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, { id: householdId(id) }),
    load: () => [
      ...householdStatements(ctx, whoIsHousehold(ctx.shop.id, id), 0),
      ...memberStatements(ctx, { who, spendable: 0 }),
    ],
    decide: async (rows) => {
      const household = await openedHousehold(ctx, rows, 0);
      const member = await openMember(ctx, rows.slice(householdStatementCount(0)), 0);
      if (!member) throw new DomainError("not_found", "The shop has no such member.");
      const row = rowOf(household, member.row.id);
      const role = fields.role ?? row.role;
      if (row.role === "owner" && role !== "owner") throw new DomainError("household_needs_owner");
      const limits = fields.limits === undefined ? row.limits : JSON.stringify(fields.limits);
      const next = { ...row, role, limits: fields.limits === null ? null : limits };
      const isHandedOver = role === "owner" && row.role !== "owner";
      const former = household.roster.filter((r) => isHandedOver && r.role === "owner");
      const after = changed(household, {
        rows: [next, ...former.map((r) => ({ ...r, role: "adult" as const }))],
        ...(isHandedOver ? { row: { ...household.row, owner: row.member } } : {}),
      });
      const told = { type: "household_changed", household: household.row.id, about: row.member };
      return {
        status: 200,
        body: householdAnswer(after),
        writes: closeAll(ctx, [household.pool]),
        fact: factOf(ctx, household.pool, fact, ctx.now, [told]),
        member: row.member,
      };
    },
  });
}
