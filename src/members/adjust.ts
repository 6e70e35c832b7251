import type { Context } from "../core/context";
import { firstOf } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import {
  type AdjustmentRow,
  type Entry,
  expiresAt,
  fill,
  SPEND_WIDTH,
  settle,
  spend,
  takeBackSpent,
  walletOf,
} from "../ledger";
import { newId } from "../lib/ids";
import { MAX_AMOUNT } from "../lib/numbers";
import type { Program } from "../program";
import {
  type AdjustmentFields,
  adjustmentCause,
  adjustmentView,
  findAdjustment,
  insertAdjustment,
  isSameAdjustment,
} from "./adjustments";
import { closeMember } from "./close";
import { checkGoodwill, findGoodwill, goodwillWrites } from "./goodwill";
import type { OpenMember } from "./member";
import { factOf, memberStatements } from "./open";
import { opened } from "./opened";
import { parseRef, turnOf, whoIs } from "./refs";
import { balancesOf, memberBrief } from "./view";

/**
 * Staff gives points (a gift that activates at once) or takes some. An adjustment with an id of
 * its own is done once, however often it is sent.
 *
 * @throws {DomainError} not_found, member_erased, unknown_unit, insufficient_points,
 *   amount_too_large, invalid_time, goodwill_exceeded, adjustment_differs
 */
export function adjust(ctx: Context, ref: string, fields: AdjustmentFields) {
  const parsed = parseRef(ref);
  const who = whoIs(ctx.shop.id, parsed);
  const id = fields.id ?? newId("adj");
  const factId = newId("fct");
  const isTaking = fields.amount < 0;
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, parsed),
    load: (width) => [
      findAdjustment(who, id),
      findGoodwill(ctx),
      ...memberStatements(ctx, { who, spendable: isTaking ? SPEND_WIDTH * width : 0 }),
    ],
    decide: async (rows, width) => {
      const spendable = isTaking ? SPEND_WIDTH * width : 0;
      const { program, member } = await opened(ctx, rows.slice(2), spendable);
      const earlier = firstOf<AdjustmentRow>(rows, 0);
      if (earlier) return replayOf(program, member, earlier, fields);
      if (member.row.erased_at !== null) throw new DomainError("member_erased");
      checkAmount(program, member, fields);
      if (!isTaking) checkGoodwill(ctx, rows, 1, fields.amount);
      const row = apply(ctx, program, member, id, fields);
      return decision(ctx, program, member, row, factId);
    },
  });
}

function replayOf(
  program: Program,
  member: OpenMember,
  row: AdjustmentRow,
  fields: AdjustmentFields,
): Decision {
  if (!isSameAdjustment(row, fields)) throw new DomainError("adjustment_differs");
  const body = bodyOf(program, member, row, row.wallet);
  return { status: 200, body, writes: [], fact: null, isReplay: true };
}

function checkAmount(program: Program, member: OpenMember, fields: AdjustmentFields): void {
  const { unit, amount } = fields;
  const { book } = member;
  if (!program.parts.units.some((u) => u.key === unit) && !book.wallets.has(unit)) {
    throw refuse("unknown_unit", "/unit", "Use a unit of the program.");
  }
  const { available, pending } = walletOf(book, unit);
  if (amount > 0 && available + pending + amount > MAX_AMOUNT) {
    throw refuse("amount_too_large", "/amount", `A balance may hold ${MAX_AMOUNT}.`);
  }
  if (amount < 0 && -amount > available && program.parts.negative !== "owe") {
    throw refuse("insufficient_points", "/amount", `${available} are available.`);
  }
  if (fields.expiresAt === undefined) return;
  if (amount < 0) throw refuse("invalid_body", "/expiresAt", "Only what is given expires.");
  if (fields.expiresAt <= book.now) {
    throw refuse("invalid_time", "/expiresAt", "Points cannot expire in the past.");
  }
}

/** Moves the points, and tells the row that remembers it. */
function apply(
  ctx: Context,
  program: Program,
  { row, book }: OpenMember,
  id: string,
  fields: AdjustmentFields,
): AdjustmentRow {
  const { unit, amount } = fields;
  const entry: Entry = { reason: "adjust", cause: adjustmentCause(id), program: program.number };
  const common = {
    shop: row.shop,
    member: row.id,
    id,
    unit,
    amount,
    reason: fields.reason,
    note: fields.note ?? null,
    actor: fields.actor ?? null,
    wallet: "",
    reversal: null,
    reversed_at: null,
    created_at: ctx.now,
  };
  if (amount > 0) {
    const ends = fields.expiresAt ?? expiresAt(program.parts.expiry, ctx.now, ctx.shop.timeZone);
    const dates = { activatesAt: ctx.now, expiresAt: ends };
    const { lot } = fill(book, { unit, amount, ...dates, from: "adjusted", entry });
    settle(book);
    return { ...common, lot, expires_at: ends, takes: null, owed: 0 };
  }
  const covered = Math.min(-amount, walletOf(book, unit).available);
  const takes = covered > 0 ? spend(book, unit, "adjusted", covered, entry) : [];
  const owed = -amount - covered;
  if (owed > 0) takeBackSpent(book, unit, owed, "owe", entry, "adjusted");
  return { ...common, lot: null, expires_at: null, takes: JSON.stringify(takes), owed };
}

function decision(
  ctx: Context,
  program: Program,
  member: OpenMember,
  adjusted: AdjustmentRow,
  factId: string,
): Decision {
  const wallet = JSON.stringify(balancesOf(program, member.book));
  const row = { ...adjusted, wallet };
  const { id, unit, amount, reason } = row;
  const facts = [{ type: "points_adjusted", adjustment: id, unit, amount, reason }];
  member.writes.push(insertAdjustment(row), ...goodwillWrites(ctx, amount));
  return {
    status: 201,
    body: bodyOf(program, member, row, wallet),
    writes: closeMember(ctx, member),
    fact: factOf(ctx, member, factId, ctx.now, facts),
    member: member.row.id,
  };
}

export const bodyOf = (
  program: Program,
  member: OpenMember,
  row: AdjustmentRow,
  walletJson: string,
) => ({
  committed: true,
  adjustment: adjustmentView(row),
  member: {
    ...memberBrief(program, member),
    wallet: JSON.parse(walletJson) as ReturnType<typeof balancesOf>,
  },
});
