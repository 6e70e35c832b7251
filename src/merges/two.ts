import type { Context } from "../core/context";
import type { Batch } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import {
  balancesOf,
  type Merger,
  type Merging,
  memberBrief,
  memberStatementCount,
  type OpenMember,
  openMember,
} from "../members";

/** Who stays, and who becomes an alias. */
export interface Two {
  readonly target: OpenMember;
  readonly source: OpenMember;
}

/** @throws {DomainError} not_found, member_erased, merge_not_possible */
export async function openBoth(ctx: Context, rows: Batch, spendable: number): Promise<Two> {
  const target = await openMember(ctx, rows, spendable);
  if (!target) throw new DomainError("not_found", "The shop has no such member.");
  const source = await openMember(ctx, rows.slice(memberStatementCount(spendable)), spendable);
  if (!source) throw refuse("not_found", "/from", "The shop has no such member.");
  for (const { row } of [target, source]) {
    if (row.erased_at !== null) throw new DomainError("member_erased");
    if (row.kind !== "person") throw notPossible("Only persons can be merged.");
  }
  const [own, other] = [target.row, source.row];
  if (own.id === other.id) throw notPossible("They are one member already.");
  if (own.household !== null && other.household !== null) {
    throw notPossible("Both belong to a household: let one leave it first.");
  }
  return { target, source };
}

const notPossible = (why: string) => refuse("merge_not_possible", "/from", why);

/** What features keep with a merge for its undoing, by their keys. */
export type Keeping = Readonly<Record<string, unknown>>;

/** Each feature does its part; `rows` are those of all their loads, in their order. */
export function letFeaturesMerge(ctx: Context, merging: Merging, rows: Batch): Keeping {
  const { mergers } = ctx.registry;
  const parts = partsOf(mergers, rows);
  return Object.fromEntries(
    mergers.map((merger, i) => [merger.key, merger.merge(ctx, merging, parts[i] ?? [])]),
  );
}

/** As {@link letFeaturesMerge}. */
export function letFeaturesSeparate(
  ctx: Context,
  merging: Merging,
  rows: Batch,
  kept: Keeping,
): void {
  const { mergers } = ctx.registry;
  const parts = partsOf(mergers, rows);
  for (const [i, merger] of mergers.entries()) {
    merger.undo(ctx, merging, parts[i] ?? [], kept[merger.key]);
  }
}

function partsOf(mergers: readonly Merger[], rows: Batch): Batch[] {
  let next = 0;
  return mergers.map(({ statements }) => {
    next += statements;
    return rows.slice(next - statements, next);
  });
}

export const briefOf = (member: OpenMember) => ({
  ...memberBrief(member.program, member),
  wallet: balancesOf(member.program, member.book),
});
