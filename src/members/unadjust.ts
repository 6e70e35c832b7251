import type { Context } from "../core/context";
import { firstOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import {
  addLot,
  type Entry,
  expiresAt,
  fill,
  giveBack,
  lotsIn,
  move,
  SPEND_WIDTH,
  settle,
  type Take,
  takeBack,
  walletOf,
} from "../ledger";
import { newId } from "../lib/ids";
import type { Program } from "../program";
import { bodyOf } from "./adjust";
import { type AdjustmentWithLots, adjustmentCause, findAdjustment } from "./adjustments";
import { closeMember } from "./close";
import type { OpenMember } from "./member";
import { factOf, memberStatements } from "./open";
import { opened } from "./opened";
import { parseRef, whoIs } from "./refs";
import { balancesOf } from "./view";

/**
 * Undoes an adjustment, once: a gift is taken back from its lot (and from others or as a debt, as
 * the program says, where it is spent), what was taken returns to the lots it came from.
 *
 * @throws {DomainError} not_found, member_erased
 */
export function reverseAdjustment(ctx: Context, ref: string, id: string) {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const factId = newId("fct");
  return transact(ctx, {
    load: (width) => [
      findAdjustment(who, id),
      ...memberStatements(ctx, { who, spendable: SPEND_WIDTH * width }),
    ],
    decide: async (rows, width) => {
      const { program, member } = await opened(ctx, rows.slice(1), SPEND_WIDTH * width);
      const row = firstOf<AdjustmentWithLots>(rows, 0);
      if (!row) throw new DomainError("not_found", "The member has no such adjustment.");
      if (row.reversal !== null) {
        const body = bodyOf(program, member, row, row.reversal);
        return { status: 200, body, writes: [], fact: null, isReplay: true };
      }
      if (member.row.erased_at !== null) throw new DomainError("member_erased");
      for (const lot of lotsIn(row.lots)) addLot(member.book, lot);
      undo(ctx, program, member, row);
      return decision(ctx, program, member, row, factId);
    },
  });
}

function undo(ctx: Context, program: Program, { book }: OpenMember, row: AdjustmentWithLots): void {
  const { unit, amount } = row;
  const entry: Entry = {
    reason: "adjust_undo",
    cause: adjustmentCause(row.id),
    program: program.number,
  };
  if (amount > 0) {
    takeBack(book, row.lot ?? 0, amount, program.parts.negative, entry, "adjusted");
    return;
  }
  // What was taken beyond the balance became a debt: the part still owed is cancelled, and what
  // has been paid since comes back as new points, as the lots that paid it are not recorded.
  const cancelled = Math.min(row.owed, walletOf(book, unit).owed);
  if (cancelled > 0) move(book, unit, "adjusted", "owed", cancelled, entry);
  const takes = JSON.parse(row.takes ?? "[]") as Take[];
  if (takes.length > 0) giveBack(book, "adjusted", takes, entry);
  const paid = row.owed - cancelled;
  if (paid === 0) return;
  const ends = expiresAt(program.parts.expiry, ctx.now, ctx.shop.timeZone);
  const dates = { activatesAt: ctx.now, expiresAt: ends };
  fill(book, { unit, amount: paid, ...dates, from: "adjusted", entry });
  settle(book);
}

function decision(
  ctx: Context,
  program: Program,
  member: OpenMember,
  adjusted: AdjustmentWithLots,
  factId: string,
): Decision {
  const { lots, ...before } = adjusted;
  const reversal = JSON.stringify(balancesOf(program, member.book));
  const row = { ...before, reversal, reversed_at: ctx.now };
  member.writes.push(
    statement(
      `UPDATE adjustments SET reversal = ?4, reversed_at = ?5
       WHERE shop = ?1 AND member = ?2 AND id = ?3`,
      row.shop,
      row.member,
      row.id,
      reversal,
      ctx.now,
    ),
  );
  const fact = { type: "adjustment_reversed", adjustment: row.id, unit: row.unit };
  return {
    status: 200,
    body: bodyOf(program, member, row, reversal),
    writes: closeMember(ctx, member),
    fact: factOf(ctx, member, factId, ctx.now, [{ ...fact, amount: row.amount }]),
    member: member.row.id,
  };
}
