import type { BroughtUnits, Returning } from "./books";
import type { Field } from "./profiles";
import type { RowsLedger } from "./rows";
import type { TransferSince } from "./store";
import type { MergeRow } from "./tables";
import type { Keeping } from "./two";

/** What a merge's row keeps for its undoing. */
interface Stored {
  readonly units: BroughtUnits;
  readonly took: readonly Field[];
  readonly attributes: readonly string[];
  readonly kept: Keeping;
}

export const storedIn = (row: MergeRow): Stored => JSON.parse(row.brought) as Stored;

/** What goes back, and the lots of it that are numbered beyond what was brought. */
export type Back = Returning & { readonly others: readonly number[] };

/** @param since transfers since the merge; `ledgers` are rows of `ledgerOfRows` */
export function returningOf(
  now: number,
  row: MergeRow,
  since: readonly TransferSince[],
  ledgers: readonly RowsLedger[],
): Back {
  const { shift, last_seq } = row;
  const isBrought = (number: number) => number > shift && number <= shift + last_seq;
  const filled = ledgers.flatMap(({ lots }) => JSON.parse(lots ?? "[]") as number[]);
  const others = [...new Set(filled.filter((lot) => lot > shift && !isBrought(lot)))];
  const held = new Map<string, number>();
  for (const { held: json } of ledgers) {
    for (const [unit, amount, until] of JSON.parse(json ?? "[]") as [string, number, number][]) {
      if (until > now) held.set(unit, (held.get(unit) ?? 0) + amount);
    }
  }
  return {
    isTheirs: (lot) => isBrought(lot) || others.includes(lot),
    isBrought,
    held,
    brought: storedIn(row).units,
    since,
    others,
  };
}
