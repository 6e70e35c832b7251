import type { Context } from "../core/context";
import type { Statement } from "../core/database";
import { type Decision, transact } from "../core/transact";
import { SPEND_WIDTH } from "../ledger";
import { newId } from "../lib/ids";
import {
  factOf,
  memberStatementCount,
  memberStatements,
  type OpenMember,
  openMember,
  spendable,
  turnOf,
} from "../members";
import {
  changed,
  closeAll,
  type Household,
  householdStatementCount,
  householdStatements,
  openedHousehold,
  stakeOf,
} from "./household";
import { leave, leftFact, unitsIn } from "./leave";
import { passBetween } from "./pass";
import { MOST_MEMBERS } from "./program";
import { sharesOnClosing } from "./rules";
import { householdId, whoIsHousehold } from "./store";
import { householdAnswer } from "./view";

/**
 * Closes a household: the whole pool goes to its members, as the program says, in one commit.
 *
 * @throws {DomainError} not_found, household_closed
 */
export function closeHousehold(ctx: Context, id: string) {
  const facts = Array.from({ length: MOST_MEMBERS + 1 }, () => newId("fct"));
  const who = whoIsHousehold(ctx.shop.id, id);
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, { id: householdId(id) }),
    load: (width) => [
      ...householdStatements(ctx, who, SPEND_WIDTH * width),
      ...Array.from({ length: MOST_MEMBERS }, (_, i) => nth(ctx, householdId(id), i)).flat(),
    ],
    decide: async (rows, width) => {
      const household = await openedHousehold(ctx, rows, SPEND_WIDTH * width);
      const members: OpenMember[] = [];
      for (const i of household.roster.keys()) {
        const at = householdStatementCount(SPEND_WIDTH) + i * memberStatementCount(0);
        const member = await openMember(ctx, rows.slice(at), 0);
        if (!member) throw new Error("a household's member is missing");
        members.push(member);
      }
      return closing(ctx, household, members, facts);
    },
  });
}

/** Loads the member who has been there the nth longest; nobody has a turn beyond the last. */
const nth = (ctx: Context, household: string, n: number): Statement[] => {
  const sql = `(SELECT h.member FROM household_members h WHERE h.shop = ?1 AND h.household = ?2
    ORDER BY h.joined_at, h.member LIMIT 1 OFFSET ?3)`;
  const who = { sql, params: [ctx.shop.id, household, n] };
  return memberStatements(ctx, { who, spendable: 0 });
};

function closing(
  ctx: Context,
  household: Household,
  members: readonly OpenMember[],
  facts: readonly string[],
): Decision {
  const { row, roster, pool } = household;
  const settled = settle(household, members);
  const after = changed(household, {
    row: { ...row, name: null, closed_at: ctx.now },
    gone: roster,
  });
  for (const member of members) leave(member);
  const told = { type: "household_closed", household: row.id };
  return {
    status: 200,
    body: {
      ...householdAnswer(after),
      settled: members.map(({ row }) => ({ member: row.id, amounts: settled.get(row.id) ?? {} })),
    },
    writes: closeAll(ctx, [...members, pool]),
    fact: factOf(ctx, pool, facts.at(-1) ?? "", ctx.now, [told]),
    otherFacts: members.map((member, i) =>
      factOf(ctx, member, facts[i] ?? "", ctx.now, [
        leftFact(household, settled.get(member.row.id) ?? {}),
      ]),
    ),
    member: row.owner,
  };
}

/** Gives each their share of everything. @returns what each got, by unit */
function settle(household: Household, members: readonly OpenMember[]) {
  const { roster, pool } = household;
  // The owner is the first of whom there is a rest for.
  const ordered = [...roster].sort(
    (a, b) => Number(b.role === "owner") - Number(a.role === "owner"),
  );
  const { onLeaving } = pool.program.parts.households;
  const settled = new Map<string, Record<string, number>>();
  for (const unit of unitsIn(household)) {
    const stakes = ordered.map((row) => stakeOf(row, unit));
    const shares = sharesOnClosing(onLeaving, spendable(pool.book, unit), stakes);
    for (const [i, { member: id }] of ordered.entries()) {
      const member = members.find(({ row }) => row.id === id);
      const amount = shares[i] ?? 0;
      if (!member || amount === 0) continue;
      passBetween(household, member, { unit, amount }, "household_share");
      settled.set(id, { ...settled.get(id), [unit]: amount });
    }
  }
  return settled;
}
