import type { Context } from "../core/context";
import { type Batch, rowsOf, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import { addLot, type LotRow, lotFrom, type Who } from "../ledger";
import { type Program, programOf, programStatement } from "../program";
import { memberStatementCount, memberStatements, type OpenMember, openMember } from "./open";
import { parseRef, whoIs } from "./refs";
import { memberView, standing, walletView } from "./view";

export {
  closeMember,
  factOf,
  memberStatementCount,
  memberStatements,
  newMember,
  type OpenMember,
  openMember,
  settleDecision,
} from "./open";
export {
  EMPTY_PROFILE,
  identifiersOf,
  MAX_IDENTIFIERS_PER_KIND,
  type Named,
  type Profile,
  profileFrom,
  setProfile,
  wordsOf,
} from "./profile";
export { membersProgram } from "./program";
export {
  type Identifier,
  KINDS,
  normalised,
  parseRef,
  type Ref,
  whoIs,
  whoIsAnyOf,
} from "./refs";
export { REMEMBERED_ORDERS, type Stage, standingOf, withOrderAt } from "./stage";
export type { MemberRow } from "./tables";
export {
  balanceOf,
  balancesOf,
  memberBrief,
  memberView,
  orderDatesOf,
  rowAfter,
  spendable,
  standing,
  standingView,
  walletView,
} from "./view";

/** A member opened in one load together with the program in force. */
export interface Opened {
  readonly program: Program;
  readonly member: OpenMember;
}

/** Statements that open a member by ref; {@link opened} takes their rows. */
export const openingStatements = (ctx: Context, who: Who, spendable: number) => [
  programStatement(ctx, ctx.now),
  ...memberStatements(ctx, { who, spendable }),
];

/** How many statements {@link openingStatements} makes. */
export const openingCount = (ctx: Context): number => 1 + memberStatementCount(ctx);

/** @throws {DomainError} not_found */
export async function opened(ctx: Context, rows: Batch, spendable: number): Promise<Opened> {
  const program = await programOf(ctx, rows, 0);
  const member = openMember(ctx, rows.slice(1), spendable);
  if (!member) throw new DomainError("not_found", "The shop has no such member.");
  return { program, member };
}

/** Reads a member with a wallet as of now; nothing is written. One round trip. */
async function readMemberAt(ctx: Context, ref: string): Promise<Opened & { rows: Batch }> {
  const reading = { ...ctx, isDryRun: true };
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const rows = await read(reading, [
    ...openingStatements(reading, who, 0),
    upcomingStatement(who, ctx.now),
  ]);
  return { ...(await opened(reading, rows, 0)), rows };
}

/**
 * Where something is overdue, the wallet's next dates lie in the past: the lots of the dates that
 * follow are read instead. Nothing is read while nothing is overdue.
 */
const upcomingStatement = (who: Who, now: number) => {
  const n = who.params.length + 1;
  const next = (state: string, column: string) =>
    `SELECT l.* FROM wallets w CROSS JOIN lots l ON l.shop = w.shop AND l.member = w.member
       AND l.unit = w.unit AND l.state = '${state}' AND l.due_at = (SELECT f.due_at FROM lots f
         WHERE f.shop = w.shop AND f.member = w.member AND f.unit = w.unit
           AND f.state = '${state}' AND f.due_at > ?${n} ORDER BY f.due_at LIMIT 1)
     WHERE w.shop = ?1 AND w.member = ${who.sql} AND w.${column} <= ?${n}`;
  return statement(
    `${next("pending", "next_activation_at")} UNION ALL ${next("available", "next_expiry_at")}`,
    ...who.params,
    now,
  );
};

export async function readWallet(ctx: Context, ref: string) {
  const { program, member, rows } = await readMemberAt(ctx, ref);
  for (const lot of rowsOf<LotRow>(rows, rows.length - 1)) addLot(member.book, lotFrom(lot));
  const { stage } = standing(program, member.row, ctx.now);
  return {
    member: { id: member.row.id, tier: null, stage },
    wallet: walletView(program, member.book),
  };
}

export async function readMember(ctx: Context, ref: string) {
  const { program, member } = await readMemberAt(ctx, ref);
  return memberView(program, member.row, ctx.now);
}
