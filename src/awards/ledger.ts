import type { ProgramParts } from "../core/registry";
import type { Grant, Passed, Share } from "../earning";
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

type Line = string | 0;
type EntryTuple = [Line, string, string, number, number, number, number];
type GrantTuple = [Line, string, string, number, Share];
type LotTuple = [number, string, number, number, 1?];
type PassedTuple = [string, Passed["why"], number, string | 0, number];

/** As rows keep it: lists instead of objects, and only what is there. */
export interface StoredAwards {
  /** [line, rule, unit, amount, reversed, seq, lot]; line 0: none */
  entries?: EntryTuple[];
  /** [lot, unit, activatesAt, expiresAt], and 1 where a full card took from it or gave it */
  lots?: LotTuple[];
  /** [line, rule, unit, amount, share] */
  grants?: GrantTuple[];
  /** [rule, code] */
  vouchers?: (readonly [string, string])[];
  cards?: Completion[];
  /** [rule, why, missing, better, until] */
  passed?: PassedTuple[];
  /** [nth order, level, …] */
  earner?: [number, ...string[]];
}

const lotTuple = (l: LotKey): LotTuple => [l.lot, l.unit, l.activatesAt, l.expiresAt];
const otherTuple = (l: LotKey): LotTuple => [l.lot, l.unit, l.activatesAt, l.expiresAt, 1];
const lotKey = ([lot, unit, activatesAt, expiresAt]: LotTuple): LotKey => ({
  lot,
  unit,
  activatesAt,
  expiresAt,
});

export function storedAwards(l: AwardLedger): StoredAwards {
  const some = <T, U>(list: readonly T[] | null, of: (item: T) => U): U[] | undefined =>
    list && list.length > 0 ? list.map(of) : undefined;
  const stored: { [K in keyof StoredAwards]: StoredAwards[K] | undefined } = {
    entries: some(
      l.entries,
      (e): EntryTuple => [e.line ?? 0, e.rule, e.unit, e.amount, e.reversed, e.seq, e.lot],
    ),
    lots: some([...l.lots.map(lotTuple), ...l.others.map(otherTuple)], (tuple) => tuple),
    // An empty list is kept: it says that nothing is given any more.
    grants: l.grants?.map((g): GrantTuple => [g.line ?? 0, g.rule, g.unit, g.amount, g.share]),
    vouchers: some(l.vouchers, (v) => v),
    cards: some(l.completions, (c) => c),
    passed: some(
      l.passed,
      (p): PassedTuple => [p.rule, p.why, p.missing ?? 0, p.better ?? 0, p.until ?? 0],
    ),
    earner: l.earner ? [l.earner.nthOrder, ...l.earner.levels] : undefined,
  };
  // What is undefined is left out by JSON.
  return stored as StoredAwards;
}

export function awardsFrom(stored: StoredAwards): AwardLedger {
  const [nthOrder, ...levels] = stored.earner ?? [];
  return {
    entries: (stored.entries ?? []).map(([line, rule, unit, amount, reversed, seq, lot]) => ({
      line: line || null,
      rule,
      unit,
      amount,
      reversed,
      seq,
      lot,
    })),
    lots: (stored.lots ?? []).filter((tuple) => !tuple[4]).map(lotKey),
    others: (stored.lots ?? []).filter((tuple) => tuple[4]).map(lotKey),
    grants:
      stored.grants?.map(([line, rule, unit, amount, share]) => ({
        line: line || null,
        rule,
        unit,
        amount,
        share,
      })) ?? null,
    vouchers: stored.vouchers ?? [],
    completions: stored.cards ?? [],
    passed: (stored.passed ?? []).map(([rule, why, missing, better, until]) => ({
      rule,
      why,
      ...(missing ? { missing } : {}),
      ...(better ? { better } : {}),
      ...(until ? { until } : {}),
    })),
    earner: nthOrder === undefined ? null : { nthOrder, levels },
  };
}
