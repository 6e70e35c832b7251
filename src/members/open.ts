import type { Context } from "../core/context";
import { type Batch, firstOf, rowsOf, type Statement, statement } from "../core/database";
import type { Fact } from "../core/facts";
import { type Decision, SettleFirst } from "../core/transact";
import {
  type Book,
  type BookOptions,
  DUE_LIMIT,
  DUE_LIMIT_OF_READS,
  flowFacts,
  type LotRow,
  openBook,
  settle,
  spendableStatement,
  type UnitKind,
  type Who,
  walletsColumn,
} from "../ledger";
import { newId } from "../lib/ids";
import { type Program, programColumn, programFrom } from "../program";
import { closeMember } from "./close";
import type { OpenMember } from "./member";
import { memberRowFrom, newRow } from "./row";
import type { MemberRow } from "./tables";

export type { OpenMember } from "./member";

export interface Opening {
  readonly who: Who;
  /** Available lots to load for a spend; 0 where nothing is spent. */
  readonly spendable: number;
  /** Kinds of units of which every open lot is loaded, whatever is spendable: `stamp`, `perk`. */
  readonly whole?: readonly UnitKind[];
}

/**
 * Statements that load a member; {@link openMember} takes their rows in this order. Wallets, what
 * is due and the program in force come as columns of the member's row: an identifier is looked up
 * once, and a balance is one statement.
 */
export function memberStatements(ctx: Context, { who, spendable, whole }: Opening): Statement[] {
  const options = bookOptions(ctx, spendable, whole);
  const now = `?${who.params.length + 1}`;
  const wallets = walletsColumn(options, who.params.length + 1);
  const parts = ctx.registry.memberParts.map((part, i) => `${part.column(now)} AS part_${i}`);
  return [
    statement(
      `SELECT ${["m.*", ...parts].join(", ")}, ${wallets.sql} AS wallets,
         ${programColumn(ctx, now)} AS program
       FROM members m WHERE m.shop = ?1 AND m.id = ${who.sql}`,
      ...who.params,
      ...wallets.params,
    ),
    ...(spendable > 0 ? [spendableStatement(who, options)] : []),
  ];
}

/** How many statements {@link memberStatements} makes. */
export const memberStatementCount = (spendable: number): number => (spendable > 0 ? 2 : 1);

const bookOptions = (
  ctx: Context,
  spendable: number,
  whole: readonly UnitKind[] = [],
): BookOptions => ({
  now: ctx.now,
  timeZone: ctx.shop.timeZone,
  spendable,
  dueLimit: ctx.isDryRun ? DUE_LIMIT_OF_READS : DUE_LIMIT,
  showsNext: ctx.isDryRun,
  whole,
});

type LoadedRow = MemberRow & {
  readonly wallets: string;
  readonly program: number | string | null;
  readonly [part: `part_${number}`]: string | null;
};

/**
 * The member of loaded rows, settled as of now; null where there is none.
 *
 * @param rows those of {@link memberStatements}.
 * @throws {SettleFirst} when more is due than one commit settles.
 */
export async function openMember(
  ctx: Context,
  rows: Batch,
  spendable: number,
): Promise<OpenMember | null> {
  const first = firstOf<LoadedRow>(rows, 0);
  if (!first) return null;
  const row = memberRowFrom(first);
  const options = bookOptions(ctx, spendable);
  const loaded = {
    wallets: first.wallets,
    spendable: spendable > 0 ? rowsOf<LotRow>(rows, 1) : [],
  };
  const { book, dueLots } = openBook(loaded, row.next_seq, options);
  const program = await programFrom(ctx, first.program);
  const member = emptyHanded(row, false, program, book);
  settle(book);
  for (const [i, part] of ctx.registry.memberParts.entries()) {
    part.open(ctx, member, first[`part_${i}`] ?? null);
  }
  if (dueLots > options.dueLimit) throw new SettleFirst(settleDecision(ctx, member));
  return member;
}

export const emptyHanded = (
  row: MemberRow,
  isNew: boolean,
  program: Program,
  book: Book,
): OpenMember => ({
  row,
  isNew,
  program,
  book,
  changes: {},
  writes: [],
  facts: [],
  parts: {},
});

/** A member who is enrolled by this very commit. */
export function newMember(ctx: Context, program: Program, id: string): OpenMember {
  const row = newRow(ctx.shop.id, id, ctx.now);
  const options = bookOptions(ctx, 1);
  const { book } = openBook({ wallets: null, spendable: [] }, 1, options);
  const member = emptyHanded(row, true, program, book);
  for (const part of ctx.registry.memberParts) part.open(ctx, member, null);
  return member;
}

/** A commit that does nothing but settle what is due. */
export function settleDecision(ctx: Context, member: OpenMember): Decision {
  const facts = flowFacts(member.book);
  return {
    status: 200,
    body: {},
    writes: closeMember(ctx, member),
    fact:
      facts.length + member.facts.length === 0
        ? null
        : factOf(ctx, member, newId("fct"), ctx.now, []),
  };
}

/** The one fact row of a commit on this member: the caller's facts, then what moved. */
export function factOf(
  _ctx: Context,
  member: OpenMember,
  id: string,
  happenedAt: number,
  facts: readonly Fact[],
) {
  return {
    id,
    member: member.row.id,
    memberVersion: member.row.version + 1,
    happenedAt,
    facts: [...facts, ...member.facts, ...flowFacts(member.book)],
  };
}
