import type { Context } from "../core/context";
import { type Batch, firstOf, rowsOf, type Statement } from "../core/database";
import { DomainError } from "../core/errors";
import type { FactEntry } from "../core/facts";
import { flowFacts, type Who } from "../ledger";
import {
  closeMember,
  factOf,
  type Limit,
  memberStatementCount,
  memberStatements,
  type OpenMember,
  openMember,
} from "../members";
import type { Stake } from "./rules";
import { dropRow, findHousehold, putRow, rosterStatement, updateHousehold } from "./store";
import type { HouseholdMemberRow, HouseholdRow } from "./tables";

/** A household opened for one commit: its pool, and who belongs to it. */
export interface Household {
  readonly row: HouseholdRow;
  /** The longest standing first. */
  readonly roster: readonly HouseholdMemberRow[];
  readonly pool: OpenMember;
}

/** Statements that load a household; {@link openHousehold} takes their rows in this order. */
export const householdStatements = (ctx: Context, who: Who, spendable: number): Statement[] => [
  findHousehold(who),
  rosterStatement(who),
  ...memberStatements(ctx, { who, spendable }),
];

export const householdStatementCount = (spendable: number): number =>
  2 + memberStatementCount(spendable);

/** null where there is none. */
export async function openHousehold(
  ctx: Context,
  rows: Batch,
  spendable: number,
): Promise<Household | null> {
  const row = firstOf<HouseholdRow>(rows, 0);
  const pool = row ? await openMember(ctx, rows.slice(2), spendable) : null;
  if (!row || !pool) return null;
  return { row, roster: rowsOf<HouseholdMemberRow>(rows, 1), pool };
}

/** @throws {DomainError} not_found, household_closed */
export async function openedHousehold(
  ctx: Context,
  rows: Batch,
  spendable: number,
): Promise<Household> {
  const household = await openHousehold(ctx, rows, spendable);
  if (!household) throw new DomainError("not_found", "The shop has no such household.");
  if (household.row.closed_at !== null) throw new DomainError("household_closed");
  return household;
}

/** The one of a household's members who is meant. @throws {DomainError} not_in_household */
export function rowOf({ roster }: Household, member: string): HouseholdMemberRow {
  const row = roster.find((r) => r.member === member);
  if (!row) throw new DomainError("not_in_household", "The member belongs to another, or to none.");
  return row;
}

type Sums = Readonly<Record<string, number>>;
export const sumsIn = (json: string): Sums => JSON.parse(json) as Sums;

export const stakeOf = (row: HouseholdMemberRow, unit: string): Stake => ({
  contributed: sumsIn(row.contributed)[unit] ?? 0,
  drawn: sumsIn(row.drawn)[unit] ?? 0,
});

/** A row that has put in or taken so much more. */
export function withMove(
  row: HouseholdMemberRow,
  column: "contributed" | "drawn",
  unit: string,
  amount: number,
): HouseholdMemberRow {
  const sums = sumsIn(row[column]);
  return { ...row, [column]: JSON.stringify({ ...sums, [unit]: (sums[unit] ?? 0) + amount }) };
}

export const limitsOf = ({ pool }: Household, row: HouseholdMemberRow): readonly Limit[] =>
  row.limits === null
    ? pool.program.parts.households.limits
    : (JSON.parse(row.limits) as readonly Limit[]);

/** Somebody new, or who comes back: what they had put in before was settled. */
export const newRow = (
  { row }: { readonly row: Pick<HouseholdRow, "shop" | "id"> },
  of: Pick<HouseholdMemberRow, "member" | "role" | "limits">,
  now: number,
): HouseholdMemberRow => ({
  shop: row.shop,
  household: row.id,
  ...of,
  contributed: "{}",
  drawn: "{}",
  joined_at: now,
});

/** The household with other rows, and the writes that make it so. */
export function changed(
  household: Household,
  after: {
    readonly row?: HouseholdRow;
    readonly rows?: readonly HouseholdMemberRow[];
    /** Who belongs to it no longer. */
    readonly gone?: readonly HouseholdMemberRow[];
  },
): Household {
  const { pool } = household;
  const { rows = [], gone = [] } = after;
  if (after.row) pool.writes.push(updateHousehold(after.row));
  pool.writes.push(...rows.map(putRow), ...gone.map(dropRow));
  const isTold = ({ member }: HouseholdMemberRow) =>
    [...rows, ...gone].some((a) => a.member === member);
  const roster = [...household.roster.filter((r) => !isTold(r)), ...rows].sort(
    (a, b) => a.joined_at - b.joined_at || (a.member < b.member ? -1 : 1),
  );
  return { row: after.row ?? household.row, roster, pool };
}

/** Closes several opened members in one commit; only whose points moved has more to tell. */
export function closeAll(ctx: Context, members: readonly OpenMember[]): Statement[] {
  return members.flatMap((member) => closeMember(ctx, member));
}

/** What a commit moved of a member of whom it tells nothing else. */
export function movedFact(ctx: Context, member: OpenMember, id: string): FactEntry[] {
  const isStill = flowFacts(member.book).length + member.facts.length === 0;
  return isStill ? [] : [factOf(ctx, member, id, ctx.now, [])];
}
