import { type Balances, transferId } from "../ledger";
import { toIso } from "../lib/time";
import type { Belonging } from "../members";
import type { UnitPassed } from "./books";
import { mergeId } from "./keys";
import type { MergeRow } from "./tables";

export const mergeView = (row: MergeRow) => ({
  id: mergeId(row.id),
  member: row.target,
  from: row.source,
  reason: row.reason,
  mergedAt: toIso(row.merged_at),
  undoneAt: toIso(row.undone_at),
});

const shown = ({ owed, ...balances }: Balances) => (owed > 0 ? { ...balances, owed } : balances);

/**
 * What the ledger says of it: by unit the balances of both before and after, and for each balance
 * that went over the two transfers that tell it.
 *
 * @param givers who gave, and who took
 */
export const proofOf = (
  passed: readonly UnitPassed[],
  { target, source }: Pick<MergeRow, "target" | "source">,
  isUndone: boolean,
) =>
  passed.map(({ unit, before, after, pairs }) => ({
    unit,
    before: { member: shown(before.target), from: shown(before.source) },
    after: { member: shown(after.target), from: shown(after.source) },
    transfers: pairs.map(({ account, amount, giver, taker }) => ({
      account,
      amount,
      member: transferId(target, isUndone ? giver : taker),
      from: transferId(source, isUndone ? taker : giver),
    })),
  }));

export type Proof = ReturnType<typeof proofOf>;

/** How many rows of each table follow; none of those with nothing. */
export function movedOf(
  counts: Readonly<Record<string, unknown>>,
  belongings: readonly Belonging[],
): Record<string, number> {
  const moved: Record<string, number> = {};
  for (const [i, { table }] of belongings.entries()) {
    const count = Number(counts[`n_${i}`] ?? 0);
    if (count > 0) moved[table] = (moved[table] ?? 0) + count;
  }
  return moved;
}

/** What is answered to a merge, or to its undoing; kept with the row for a repeat. */
export interface MergeAnswer {
  readonly committed: boolean;
  readonly merge: ReturnType<typeof mergeView>;
  readonly moved?: Record<string, number>;
  readonly proof: Proof;
  readonly member: object;
  /** Once they are told apart. */
  readonly from?: object;
}
