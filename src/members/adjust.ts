import type { Context } from "../core/context";
import { firstOf } from "../core/database";
import { DomainError } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import {
  type AdjustmentRow,
  type Entry,
  fill,
  SPEND_WIDTH,
  settle,
  spend,
  takeBackSpent,
  walletOf,
} from "../ledger";
import { newId } from "../lib/ids";
import type { Program } from "../program";
import { checkedTerms } from "./adjust-rules";
import {
  type AdjustmentFields,
  adjustmentCause,
  adjustmentView,
  findAdjustment,
  insertAdjustment,
  isSameAdjustment,
} from "./adjustments";
import { closeMember } from "./close";
import { effectsIn, followAdjustment, type UnitTerms } from "./follow";
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
      ...memberStatements(ctx, {
        who,
        spendable: isTaking ? SPEND_WIDTH * width : 0,
        whole: ["stamp"],
      }),
    ],
    decide: async (rows, width) => {
      const spendable = isTaking ? SPEND_WIDTH * width : 0;
      const { program, member } = await opened(ctx, rows.slice(2), spendable);
      const earlier = firstOf<AdjustmentRow>(rows, 0);
      if (earlier) return replayOf(program, member, earlier, fields);
      if (member.row.erased_at !== null) throw new DomainError("member_erased");
      const terms = checkedTerms(ctx, program, member, fields);
      if (!isTaking) checkGoodwill(ctx, rows, 1, fields.amount);
      const row = apply(ctx, program, member, { id, fields, terms });
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
  const body = bodyOf(program, member, row, "adjustment");
  return { status: 200, body, writes: [], fact: null, isReplay: true };
}

/** Moves the points, and tells the row that remembers it. */
function apply(
  ctx: Context,
  program: Program,
  { row, book }: OpenMember,
  { id, fields, terms }: { id: string; fields: AdjustmentFields; terms: UnitTerms },
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
    followed: null,
  };
  if (amount > 0) {
    const ends = fields.expiresAt ?? terms.expiresAt(ctx.now, ctx.shop.timeZone);
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
  const { id, unit, amount, reason } = adjusted;
  const by = { program, unit, amount, cause: adjustmentCause(id) };
  const more = amount > 0 ? followAdjustment(ctx, member, by) : NOTHING_FOLLOWS;
  const wallet = JSON.stringify(balancesOf(program, member.book));
  const row = { ...adjusted, wallet, followed: more.json };
  const facts = [{ type: "points_adjusted", adjustment: id, unit, amount, reason }, ...more.facts];
  member.writes.push(insertAdjustment(row), ...goodwillWrites(ctx, amount));
  return {
    status: 201,
    body: bodyOf(program, member, row, "adjustment"),
    writes: closeMember(ctx, member),
    fact: factOf(ctx, member, factId, ctx.now, facts),
    member: member.row.id,
  };
}

const NOTHING_FOLLOWS = { json: null, facts: [] };

/** What is answered to an adjustment, or to its reversal. */
export const bodyOf = (
  program: Program,
  member: OpenMember,
  row: AdjustmentRow,
  of: "adjustment" | "reversal",
) => ({
  committed: true,
  adjustment: adjustmentView(row),
  effects: effectsIn(row.followed, of),
  member: {
    ...memberBrief(program, member),
    wallet: JSON.parse((of === "adjustment" ? row.wallet : row.reversal) ?? "{}") as ReturnType<
      typeof balancesOf
    >,
  },
});
