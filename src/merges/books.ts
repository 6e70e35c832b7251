import {
  type Balances,
  type Book,
  balancesIn,
  type Entry,
  handOver,
  type Kept,
  type LapseDate,
  type Lifetime,
  mergeLapses,
  type Pair,
  passLifetime,
  payEachOther,
  separateLapses,
  unitsOf,
  walletOf,
} from "../ledger";
import { type TransferSince, takesIn } from "./store";

/* The books of two members who become one, and two again. Pure. */

/** How a unit went over. */
export interface UnitPassed {
  readonly unit: string;
  readonly before: { readonly target: Balances; readonly source: Balances };
  readonly after: { readonly target: Balances; readonly source: Balances };
  readonly pairs: readonly Pair[];
  /** What was ever earned and spent, as far as it went over. */
  readonly lifetime: Lifetime;
}

/** A unit that was merged, with when the target's points would have lapsed before. */
export type UnitMerged = UnitPassed & { readonly lapse: LapseDate };

/** Everything of the source's book goes to the target's; each pays first what the other owes. */
export function mergeBooks(target: Book, source: Book, entry: Entry): UnitMerged[] {
  return unitsOf(target, source).map((unit) => {
    const before = { target: balancesIn(target, unit), source: balancesIn(source, unit) };
    payEachOther(target, source, unit, entry);
    const pairs = handOver(source, target, unit, balancesIn(source, unit), entry);
    const { earned, spent } = walletOf(source, unit);
    passLifetime(source, target, unit, { earned, spent });
    const after = { target: balancesIn(target, unit), source: balancesIn(source, unit) };
    const lapse = mergeLapses(target, source, unit);
    return { unit, before, after, pairs, lifetime: [unit, earned, spent], lapse };
  });
}

/** What of a unit the source had when it was merged, once debts were paid. */
export interface Brought {
  readonly owed: number;
  readonly earned: number;
  readonly spent: number;
  /** Of the target's points, before. */
  readonly lapse: LapseDate;
}

export type BroughtUnits = Readonly<Record<string, Brought>>;

export const broughtBy = (passed: readonly UnitMerged[]): BroughtUnits =>
  Object.fromEntries(
    passed.map(({ unit, pairs, lapse, lifetime: [, earned, spent] }) => {
      const owed = pairs.find(({ account }) => account === "owed")?.amount ?? 0;
      return [unit, { owed, earned, spent, lapse }];
    }),
  );

/** What goes back when two are told apart. */
export interface Returning {
  /** Whether a lot, by the target's number, goes back. */
  readonly isTheirs: (lot: number) => boolean;
  /** Whether a number is one that the source brought. */
  readonly isBrought: (number: number) => boolean;
  /** By unit: points of open holds that go back. */
  readonly held: ReadonlyMap<string, number>;
  readonly brought: BroughtUnits;
  readonly since: readonly TransferSince[];
}

/**
 * What is left of the source's lots goes back, with the holds on them. What was spent meanwhile
 * stays spent, and what was paid stays paid; of a debt that was brought goes back what still is one.
 */
export function separateBooks(
  target: Book,
  source: Book,
  of: Returning,
  entry: Entry,
): UnitPassed[] {
  return unitsOf(target, source).map((unit) => {
    const before = { target: balancesIn(target, unit), source: balancesIn(source, unit) };
    const open = [...target.lots.values()].filter((l) => l.unit === unit && of.isTheirs(l.lot));
    const rest = (state: string) =>
      open.reduce((sum, lot) => (lot.state === state ? sum + lot.remaining : sum), 0);
    const brought = of.brought[unit] ?? NOTHING_BROUGHT;
    const amounts: Balances = {
      available: rest("available"),
      pending: rest("pending"),
      held: of.held.get(unit) ?? 0,
      owed: Math.min(before.target.owed, brought.owed),
    };
    const pairs = handOver(target, source, unit, amounts, entry);
    const lifetime = lifetimeNow(unit, brought, of);
    const [, earned, spent] = lifetime;
    passLifetime(target, source, unit, { earned, spent });
    const hasGained = of.since.some((t) => t.unit === unit && t.to_account === "pending");
    separateLapses(target, source, unit, { before: brought.lapse, hasGained });
    const after = { target: balancesIn(target, unit), source: balancesIn(source, unit) };
    return { unit, before, after, pairs, lifetime };
  });
}

const NOTHING_BROUGHT: Brought = {
  owed: 0,
  earned: 0,
  spent: 0,
  lapse: { at: null, after: null },
};

/** What was brought, with what became of it since. */
function lifetimeNow(unit: string, brought: Brought, of: Returning): Lifetime {
  const since = of.since.filter((t) => t.unit === unit);
  const ofLots = since.filter(
    (t) =>
      (t.lot !== null && of.isTheirs(t.lot)) || (t.reverses !== null && of.isBrought(t.reverses)),
  );
  const ofCauses = since.filter((t) => t.is_theirs === 1);
  const total = (all: readonly TransferSince[], fits: (t: TransferSince) => boolean) =>
    all.reduce((sum, t) => (fits(t) ? sum + t.amount : sum), 0);
  return [
    unit,
    brought.earned + total(ofLots, (t) => t.from_account === "issued") - total(ofLots, isTakenBack),
    brought.spent +
      total(ofCauses, (t) => t.to_account === "redeemed") -
      total(ofCauses, (t) => t.from_account === "redeemed"),
  ];
}

const isTakenBack = ({ from_account, to_account }: TransferSince): boolean =>
  to_account === "waived" || (to_account === "reversed" && from_account !== "waived");

/** What the target took from lots that go back, and did not give back there, by their numbers. */
export function keptBy({ isTheirs, since }: Pick<Returning, "isTheirs" | "since">): Kept[] {
  const kept = new Map<number, number>();
  const add = (lot: number, amount: number) => {
    if (isTheirs(lot)) kept.set(lot, (kept.get(lot) ?? 0) + amount);
  };
  for (const t of since) {
    if (t.is_theirs === 1) continue;
    for (const [lot, amount] of takesIn(t.takes)) add(lot, amount);
    const isGivenBack =
      t.to_account === "available" && !["pending", "merged"].includes(t.from_account);
    if (isGivenBack && t.lot !== null) add(t.lot, -t.amount);
  }
  return [...kept].map(([lot, amount]) => [lot, Math.max(0, amount)]);
}
