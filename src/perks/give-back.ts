import type { Context } from "../core/context";
import { firstOf } from "../core/database";
import { DomainError } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import { addLot, type Entry, giveBack, lotsIn, move, type Take, unitFor } from "../ledger";
import { newId } from "../lib/ids";
import {
  type Counting,
  closeMember,
  countsAfter,
  countWrites,
  factOf,
  memberStatementCount,
  memberStatements,
  type OpenMember,
  opened,
} from "../members";
import { voiceOf } from "../program";
import { perkRule } from "./rules";
import { type PerkFacts, periodsOf, perkFacts, perkStatements, standingNow } from "./state";
import { findUseWithLots, type PerkUseWithLots, reverseUse, whoUsed } from "./store";
import type { PerkUseRow } from "./tables";
import { once, useCause, useFact } from "./take";
import { perkView, usedAnswer } from "./view";

/**
 * Gives back a use that was a mistake, once: it no longer counts, and returns to the grant it was
 * taken from.
 *
 * @throws {DomainError} not_found, member_erased
 */
export function reversePerkUse(ctx: Context, id: string) {
  const who = whoUsed(ctx.shop.id, id);
  const factId = newId("fct");
  return transact(ctx, {
    load: () => [
      findUseWithLots(ctx.shop.id, id),
      ...memberStatements(ctx, { who, spendable: 0, whole: ["perk"] }),
      ...perkStatements(who, ctx.now, periodsOf(ctx, ctx.now)),
    ],
    decide: async (rows) => {
      const row = firstOf<PerkUseWithLots>(rows, 0);
      if (!row) throw new DomainError("not_found", "The shop has no such use of a perk.");
      if (row.reversal !== null) return answerOf(row, { isReplay: true });
      const { member } = await opened(ctx, rows.slice(1), 0);
      if (member.row.erased_at !== null) throw new DomainError("member_erased");
      const after = undone(ctx, member, row, perkFacts(rows.slice(1 + memberStatementCount(0))));
      member.writes.push(reverseUse(after));
      const facts = [useFact("perk_use_reversed", after)];
      return answerOf(after, {
        writes: closeMember(ctx, member),
        fact: factOf(ctx, member, factId, ctx.now, facts),
        member: member.row.id,
      });
    },
  });
}

const answerOf = (row: PerkUseRow, more: Partial<Decision>): Decision => ({
  status: 200,
  body: usedAnswer(row, "reversed"),
  writes: [],
  fact: null,
  ...more,
});

function undone(
  ctx: Context,
  member: OpenMember,
  { lots, ...row }: PerkUseWithLots,
  facts: PerkFacts,
): PerkUseRow {
  for (const lot of lotsIn(lots)) addLot(member.book, lot);
  const entry: Entry = {
    reason: "use_undo",
    cause: useCause(row.id),
    rule: perkRule(row.perk),
    program: member.program.number,
  };
  if (row.takes === null) {
    move(member.book, unitFor("perk", row.perk), "redeemed", "reversed", 1, entry);
  } else {
    giveBack(member.book, "redeemed", JSON.parse(row.takes) as Take[], entry);
  }
  const counting = countingOf(row);
  member.writes.push(...countWrites(member, counting));
  const after = { ...facts, usedUp: new Map(), counts: countsAfter(facts.counts, counting) };
  return { ...row, reversed_at: ctx.now, reversal: viewAfter(ctx, member, row, after) };
}

const countingOf = ({ counted }: PerkUseRow): Counting[] =>
  (JSON.parse(counted) as [string, string][]).map(([rule, period]) => once(rule, period, -1, null));

/** The perk as it stands now; what it was when it was used, where the program has dropped it. */
function viewAfter(ctx: Context, member: OpenMember, row: PerkUseRow, facts: PerkFacts): string {
  const perk = member.program.parts.perks.find((p) => p.key === row.perk);
  if (!perk) return row.answer;
  return JSON.stringify(perkView(perk, standingNow(ctx, member, perk, facts), voiceOf(ctx)));
}
