import type { Book } from "../ledger";
import { type Completion, lotsOfCards } from "../stamps";
import type { LotKey } from "./ledger";

/**
 * Keys of the lots that full stamp cards took from and gave, so that they can be loaded to undo it.
 *
 * @param known of before: what is not loaded now has not changed.
 */
export function completionLots(
  { lots }: Book,
  completions: readonly Completion[],
  known: readonly LotKey[],
): LotKey[] {
  return lotsOfCards(completions).flatMap((number) => {
    const lot = lots.get(number);
    const earlier = known.find((key) => key.lot === number);
    if (lot) return [{ lot: number, unit: lot.unit, activatesAt: 0, expiresAt: lot.expiresAt }];
    return earlier ? [earlier] : [];
  });
}
