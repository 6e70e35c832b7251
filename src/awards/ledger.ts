import type { ProgramParts } from "../core/registry";
import type { Grant, Passed } from "../earning";
import { shareOf } from "../earning";
import { sum } from "../lib/numbers";
import type { Completion } from "../stamps";

/** What one rule gave for one line, and how much of it was taken back. */
export interface AwardEntry {
  /** null: for no single line. */
  readonly line: string | null;
  readonly rule: string;
  readonly unit: string;
  amount: number;
  reversed: number;
  /** Of the transfer. */
  readonly seq: number;
  /** 0 where none was filled. */
  lot: number;
}

/** The key of a lot; `activatesAt` follows delivery while it is pending. */
export interface LotKey {
  readonly lot: number;
  readonly unit: string;
  activatesAt: number;
  expiresAt: number;
}

/** Who earned, as far as what rules ask for changes with time: kept for when the order is amended. */
export interface EarnerThen {
  readonly nthOrder: number;
  readonly levels: readonly string[];
  /** The cause that they had chosen. */
  readonly cause: string | null;
}

/** What an order or activity gave, as its row keeps it: all that is needed to take it back. */
export interface AwardLedger {
  readonly entries: AwardEntry[];
  readonly lots: LotKey[];
  /** Lots that its full stamp cards took from and gave. */
  others: LotKey[];
  /** What it gives before returns; null: what its entries say. */
  grants: readonly Grant[] | null;
  /** Vouchers it gave: rule and code. */
  vouchers: readonly (readonly [rule: string, code: string])[];
  completions: readonly Completion[];
  /** Why rules gave nothing, as far as it does not follow from the order itself. */
  passed: readonly Passed[];
  earner: EarnerThen | null;
}

export const emptyLedger = (): AwardLedger => ({
  entries: [],
  lots: [],
  others: [],
  grants: null,
  vouchers: [],
  completions: [],
  passed: [],
  earner: null,
});

export type Named = Pick<AwardEntry, "line" | "rule" | "unit">;

/** Neither rules nor units have spaces, and no line is called nothing. */
export const nameOf = ({ line, rule, unit }: Named): string => `${rule} ${unit} ${line ?? ""}`;

/** By {@link nameOf}, in their order: an order of 500 lines under 50 rules has 25,000 of them. */
export const byName = <T extends Named>(named: readonly T[]): Map<string, T[]> =>
  Map.groupBy(named, nameOf);

/** What stands of an entry. */
export const netOf = ({ amount, reversed }: AwardEntry): number => amount - reversed;

/** What an order or activity gives before returns. */
export function grantsOf(parts: ProgramParts, ledger: AwardLedger): readonly Grant[] {
  if (ledger.grants) return ledger.grants;
  return [...byName(ledger.entries).values()].flatMap((entries) =>
    entries.slice(0, 1).map(({ line, rule, unit }) => ({
      line,
      rule,
      unit,
      amount: sum(entries.map((e) => e.amount)),
      share: shareOf(parts, rule, line),
    })),
  );
}

/** Drops grants that the entries tell as well: most orders are never amended. */
export function forgetGrants(parts: ProgramParts, ledger: AwardLedger): void {
  const { grants } = ledger;
  if (!grants) return;
  const told = grantsOf(parts, { ...ledger, grants: null });
  const key = (g: Grant) => JSON.stringify([g.line, g.rule, g.unit, g.amount, g.share]);
  const known = new Set(told.map(key));
  if (told.length === grants.length && grants.every((g) => known.has(key(g)))) ledger.grants = null;
}
