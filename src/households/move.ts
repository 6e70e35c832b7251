import type { Context } from "../core/context";
import { type Batch, firstOf } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import { SPEND_WIDTH } from "../ledger";
import { canonicalJson, sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import {
  allPeriodsAt,
  type Counts,
  countersStatement,
  countingUse,
  countsFrom,
  countWrites,
  factOf,
  limitAgainst,
  memberStatements,
  type OpenMember,
  openMember,
  parseRef,
  spendable,
  turnOf,
  whoIs,
} from "../members";
import {
  closeAll,
  type Household,
  householdStatementCount,
  householdStatements,
  limitsOf,
  movedFact,
  openedHousehold,
  rowOf,
} from "./household";
import { type Amount, putIn, roomIn, takeOut } from "./pass";
import { findMove, householdId, insertMove, whoIsHousehold } from "./store";
import type { MoveRow } from "./tables";
import { afterMove, moveAnswer } from "./view";

export interface MoveFields extends Amount {
  readonly id?: string | undefined;
  readonly member: string;
}

type Kind = MoveRow["kind"];

/** Rows before the household's. */
const OWN = 2;

/**
 * A member puts something into the pool, or takes something from it, once for each id.
 *
 * @throws {DomainError} not_found, household_closed, not_in_household, move_differs, unknown_unit,
 *   households_not_allowed, limit_reached, insufficient_points, amount_too_large
 */
export async function moveByHand(ctx: Context, id: string, kind: Kind, fields: MoveFields) {
  const ref = parseRef(fields.member, "/member");
  const who = { pool: whoIsHousehold(ctx.shop.id, id), member: whoIs(ctx.shop.id, ref) };
  const key = fields.id ?? newId("hmv");
  const hash = await sha256(canonicalJson({ ...fields, kind, member: ref, id: undefined }));
  const facts = { member: newId("fct"), pool: newId("fct") };
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, { id: householdId(id) }),
    load: (width) => [
      findMove(who.pool, key),
      countersStatement(who.member, allPeriodsAt(ctx.now, ctx.shop.timeZone)),
      ...householdStatements(ctx, who.pool, widthOf(width, kind === "draw")),
      ...memberStatements(ctx, {
        who: who.member,
        spendable: widthOf(width, kind === "contribution"),
      }),
    ],
    decide: async (rows, width) => {
      const earlier = firstOf<MoveRow>(rows, 0);
      if (earlier) return replay(earlier, hash);
      const fromPool = widthOf(width, kind === "draw");
      const household = await openedHousehold(ctx, rows.slice(OWN), fromPool);
      const ofMember = rows.slice(OWN + householdStatementCount(fromPool));
      const member = await openMember(ctx, ofMember, widthOf(width, kind === "contribution"));
      if (!member) throw refuse("not_found", "/member", "The shop has no such member.");
      const asked = { key, kind, hash, fields, facts };
      return decide(ctx, { household, member, rows, asked });
    },
  });
}

const widthOf = (width: number, isSpending: boolean): number =>
  isSpending ? SPEND_WIDTH * width : 0;

function replay(row: MoveRow, hash: string): Decision {
  if (row.request_hash !== hash) throw new DomainError("move_differs", "Use a new id for another.");
  return { status: 200, body: moveAnswer(row), writes: [], fact: null, isReplay: true };
}

interface Moving {
  readonly household: Household;
  readonly member: OpenMember;
  readonly rows: Batch;
  readonly asked: {
    readonly key: string;
    readonly kind: Kind;
    readonly hash: string;
    readonly fields: MoveFields;
    readonly facts: { readonly member: string; readonly pool: string };
  };
}

function decide(ctx: Context, { household, member, rows, asked }: Moving): Decision {
  const { kind, fields } = asked;
  const { unit, amount } = fields;
  rowOf(household, member.row.id);
  if (!household.pool.program.parts.units.some(({ key }) => key === unit)) {
    throw refuse("unknown_unit", "/unit", "Use a unit of the program.");
  }
  const after =
    kind === "draw"
      ? drawn(ctx, household, member, {
          unit,
          amount,
          counts: countsFrom(rows, 1),
          pointer: "/amount",
        })
      : contributed(household, member, { unit, amount });
  const row = moveRow(ctx, after, member, { ...asked, unit, amount });
  after.pool.writes.push(insertMove(row));
  return {
    status: 201,
    body: moveAnswer(row),
    writes: closeAll(ctx, [member, after.pool]),
    fact: factOf(ctx, member, asked.facts.member, ctx.now, [moveFact(row)]),
    otherFacts: movedFact(ctx, after.pool, asked.facts.pool),
    isRebuiltFromRow: fields.id !== undefined,
    member: member.row.id,
  };
}

export const moveFact = ({ kind, household, id: move, unit, amount }: MoveRow) =>
  kind === "draw"
    ? { type: "household_drawn", household, move, unit, amount }
    : { type: "household_contributed", household, move, unit, amount };

function contributed(household: Household, member: OpenMember, of: Amount): Household {
  if (!household.pool.program.parts.households.isAllowed) {
    throw new DomainError("households_not_allowed");
  }
  const own = spendable(member.book, of.unit);
  if (of.amount > own) throw refuse("insufficient_points", "/amount", `${own} are available.`);
  if (of.amount > roomIn(household.pool, of.unit))
    throw refuse("amount_too_large", "/amount", FULL);
  return putIn(household, member, of);
}

const FULL = "The balance cannot hold it.";

/**
 * Takes from the pool for a member, within the member's limits.
 *
 * @throws {DomainError} not_in_household, limit_reached, insufficient_points, amount_too_large
 */
export function drawn(
  ctx: Context,
  household: Household,
  member: OpenMember,
  { unit, amount, counts, pointer }: Amount & { readonly counts: Counts; readonly pointer: string },
): Household {
  const limits = limitsOf(household, rowOf(household, member.row.id));
  const rule = `household.${unit}`;
  const using = { rule, amount, at: ctx.now, timeZone: ctx.shop.timeZone };
  const beyond = limitAgainst(limits, counts, using);
  if (beyond) {
    throw refuse("limit_reached", pointer, `The limit for each ${beyond.per} is reached.`);
  }
  const there = spendable(household.pool.book, unit);
  if (amount > there) throw refuse("insufficient_points", pointer, `The pool has ${there}.`);
  if (amount > roomIn(member, unit)) throw refuse("amount_too_large", pointer, FULL);
  member.writes.push(...countWrites(member, countingUse(limits, using)));
  return takeOut(household, member, { unit, amount });
}

/** What remembers a move, whoever made it. */
export const moveRow = (
  ctx: Context,
  household: Household,
  member: OpenMember,
  of: Amount & { readonly key: string; readonly kind: Kind; readonly hash: string },
): MoveRow => ({
  shop: ctx.shop.id,
  household: household.row.id,
  id: of.key,
  kind: of.kind,
  member: member.row.id,
  unit: of.unit,
  amount: of.amount,
  answer: afterMove(household, member),
  request_hash: of.hash,
  created_at: ctx.now,
});
