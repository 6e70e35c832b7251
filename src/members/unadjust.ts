import type { Context } from "../core/context";
import { type Batch, firstOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import {
  addLot,
  type Entry,
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
import { NEVER } from "../lib/time";
import type { Program } from "../program";
import { bodyOf } from "./adjust";
import { type AdjustmentWithLots, adjustmentCause, findAdjustment } from "./adjustments";
import { closeMember } from "./close";
import {
  followedStatements,
  followReversal,
  type Outcome,
  undoFollowed,
  unitTermsOf,
} from "./follow";
import type { OpenMember } from "./member";
import { factOf, memberStatementCount, memberStatements } from "./open";
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
      ...memberStatements(ctx, { who, spendable: SPEND_WIDTH * width, whole: ["stamp"] }),
      ...followedStatements(ctx, who, id),
    ],
    decide: async (rows, width) => {
      const { program, member } = await opened(ctx, rows.slice(1), SPEND_WIDTH * width);
      const row = firstOf<AdjustmentWithLots>(rows, 0);
      if (!row) throw new DomainError("not_found", "The member has no such adjustment.");
      if (row.reversal !== null) {
        const body = bodyOf(program, member, row, "reversal");
        return { status: 200, body, writes: [], fact: null, isReplay: true };
      }
      if (member.row.erased_at !== null) throw new DomainError("member_erased");
      for (const lot of lotsIn(row.lots)) addLot(member.book, lot);
      const more = undo(ctx, program, member, {
        row,
        rows: rows.slice(1 + memberStatementCount(SPEND_WIDTH)),
      });
      return decision(ctx, program, member, { row, more, factId });
    },
  });
}

function undo(
  ctx: Context,
  program: Program,
  member: OpenMember,
  { row, rows }: { row: AdjustmentWithLots; rows: Batch },
): Outcome {
  const by = { program, unit: row.unit, amount: row.amount, cause: adjustmentCause(row.id) };
  if (row.amount < 0) {
    giveBackTaken(ctx, program, member, row);
    return followReversal(ctx, member, by, row.followed);
  }
  const more = undoFollowed(ctx, member, by, { json: row.followed, rows });
  const { negative } = program.parts;
  const policy =
    unitTermsOf(ctx, program.parts, row.unit)?.mayBeOwed === false ? "waive" : negative;
  takeBack(member.book, row.lot ?? 0, row.amount, policy, undoEntry(program, row), "adjusted");
  return more;
}

const undoEntry = (program: Program, row: AdjustmentWithLots): Entry => ({
  reason: "adjust_undo",
  cause: adjustmentCause(row.id),
  program: program.number,
});

/** @param row of an adjustment that took something. */
function giveBackTaken(
  ctx: Context,
  program: Program,
  { book }: OpenMember,
  row: AdjustmentWithLots,
): void {
  const { unit } = row;
  const entry = undoEntry(program, row);
  // What was taken beyond the balance became a debt: the part still owed is cancelled, and what
  // has been paid since comes back as new points, as the lots that paid it are not recorded.
  const cancelled = Math.min(row.owed, walletOf(book, unit).owed);
  if (cancelled > 0) move(book, unit, "adjusted", "owed", cancelled, entry);
  const takes = JSON.parse(row.takes ?? "[]") as Take[];
  if (takes.length > 0) giveBack(book, "adjusted", takes, entry);
  const paid = row.owed - cancelled;
  if (paid === 0) return;
  const terms = unitTermsOf(ctx, program.parts, unit);
  const ends = terms?.expiresAt(ctx.now, ctx.shop.timeZone) ?? NEVER;
  const dates = { activatesAt: ctx.now, expiresAt: ends };
  fill(book, { unit, amount: paid, ...dates, from: "adjusted", entry });
  settle(book);
}

function decision(
  ctx: Context,
  program: Program,
  member: OpenMember,
  done: { row: AdjustmentWithLots; more: Outcome; factId: string },
): Decision {
  const { lots, ...before } = done.row;
  const { json: followed, facts } = done.more;
  const reversal = JSON.stringify(balancesOf(program, member.book));
  const row = { ...before, reversal, reversed_at: ctx.now, followed };
  member.writes.push(
    statement(
      `UPDATE adjustments SET reversal = ?4, reversed_at = ?5, followed = ?6
       WHERE shop = ?1 AND member = ?2 AND id = ?3`,
      row.shop,
      row.member,
      row.id,
      reversal,
      ctx.now,
      followed,
    ),
  );
  const fact = { type: "adjustment_reversed", adjustment: row.id, unit: row.unit };
  return {
    status: 200,
    body: bodyOf(program, member, row, "reversal"),
    writes: closeMember(ctx, member),
    fact: factOf(ctx, member, done.factId, ctx.now, [{ ...fact, amount: row.amount }, ...facts]),
    member: member.row.id,
  };
}
