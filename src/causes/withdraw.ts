import type { Context } from "../core/context";
import { firstOf } from "../core/database";
import { DomainError } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import { addDonated } from "../effects";
import { addLot, type Entry, giveBack, lotsIn, move, type Take, unitFor } from "../ledger";
import { newId } from "../lib/ids";
import {
  closeMember,
  factOf,
  memberStatements,
  type OpenMember,
  opened,
  parseRef,
  whoIs,
} from "../members";
import { donationCause, partOf } from "./donate";
import { type DonationWithLots, findDonationWithLots, reverseDonationRow } from "./store";
import type { DonationRow } from "./tables";
import { afterDonation, donationAnswer } from "./view";

/**
 * Undoes a donation, once: points go back to the lots they came from, money back to the customer,
 * and nothing of it stands at the cause.
 *
 * @throws {DomainError} not_found, member_erased
 */
export function reverseDonation(ctx: Context, ref: string, id: string) {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const factId = newId("fct");
  return transact(ctx, {
    load: () => [findDonationWithLots(who, id), ...memberStatements(ctx, { who, spendable: 0 })],
    decide: async (rows) => {
      const { member } = await opened(ctx, rows.slice(1), 0);
      const row = firstOf<DonationWithLots>(rows, 0);
      if (!row) throw new DomainError("not_found", "The member has no such donation.");
      if (row.reversal !== null) return answerOf(row, { isReplay: true });
      if (member.row.erased_at !== null) throw new DomainError("member_erased");
      const after = undone(ctx, member, row);
      member.writes.push(reverseDonationRow(after));
      const { cause, unit, amount, money } = after;
      const facts = [{ type: "donation_reversed", donation: id, cause, unit, amount, money }];
      return answerOf(after, {
        writes: closeMember(ctx, member),
        fact: factOf(ctx, member, factId, ctx.now, facts),
        member: member.row.id,
      });
    },
  });
}

const answerOf = (row: DonationRow, more: Partial<Decision>): Decision => ({
  status: 200,
  body: donationAnswer(row, "reversal"),
  writes: [],
  fact: null,
  ...more,
});

function undone(ctx: Context, member: OpenMember, { lots, ...row }: DonationWithLots): DonationRow {
  for (const lot of lotsIn(lots)) addLot(member.book, lot);
  const entry: Entry = {
    reason: "donate_withdrawn",
    cause: donationCause(row.id),
    rule: `causes.${row.cause}`,
    program: member.program.number,
  };
  const to = row.unit === null ? "topped_up" : "reversed";
  move(member.book, unitFor("donation", row.cause), "donated", to, row.money, entry);
  const takes = JSON.parse(row.takes) as Take[];
  if (takes.length > 0) {
    giveBack(member.book, "donated", takes, { ...entry, reason: "donate_undo" });
  }
  addDonated(member, row.cause, partOf(row), -row.money);
  return { ...row, reversed_at: ctx.now, reversal: afterDonation(member, row.cause) };
}
