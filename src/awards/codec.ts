import type { Passed, Share } from "../earning";
import type { Completion } from "../stamps";
import type { AwardLedger, EarnerThen, LotKey } from "./ledger";

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
  /** [nth order, level, …, cause:key] */
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

type EarnerTuple = NonNullable<StoredAwards["earner"]>;

/** No level's key has a colon. */
const CAUSE = "cause:";

const earnerTuple = ({ nthOrder, levels, cause }: EarnerThen): EarnerTuple => [
  nthOrder,
  ...levels,
  ...(cause === null ? [] : [`${CAUSE}${cause}`]),
];

function earnerFrom([nthOrder, ...kept]: EarnerTuple): EarnerThen {
  const cause = kept.find((key) => key.startsWith(CAUSE))?.slice(CAUSE.length) ?? null;
  return { nthOrder, levels: kept.filter((key) => !key.startsWith(CAUSE)), cause };
}

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
    earner: l.earner ? earnerTuple(l.earner) : undefined,
  };
  // What is undefined is left out by JSON.
  return stored as StoredAwards;
}

export function awardsFrom(stored: StoredAwards): AwardLedger {
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
    earner: stored.earner ? earnerFrom(stored.earner) : null,
  };
}
