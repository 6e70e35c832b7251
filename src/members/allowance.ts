import type { Counts } from "./counters";
import type { Counting } from "./counting";
import { type Limit, periodsAt } from "./limits";

/** Something that limits allow so much of, as it is counted under a rule. */
export interface Using {
  readonly rule: string;
  readonly amount: number;
  readonly at: number;
  /** Of the shop. */
  readonly timeZone: string;
}

/** Every period of an instant that limits may count by; for `countersStatement`. */
export const allPeriodsAt = (at: number, timeZone: string): string[] =>
  Object.values(periodsAt(at, timeZone));

/** The first limit that one more use would go beyond; null where all allow it. */
export function limitAgainst(
  limits: readonly Limit[],
  counts: Counts,
  { rule, amount, at, timeZone }: Using,
): Limit | null {
  const periods = periodsAt(at, timeZone);
  const isBeyond = (limit: Limit): boolean => {
    if (limit.per === "order") return amount > (limit.amount ?? amount);
    const used = counts(rule, periods[limit.per]);
    const { amount: most = Infinity, times = Infinity } = limit;
    return used.amount + amount > most || used.times + 1 > times;
  };
  return limits.find(isBeyond) ?? null;
}

/** What a use counts, in each period that a limit looks at. */
export function countingUse(limits: readonly Limit[], using: Using): Counting[] {
  const { rule, amount, at } = using;
  return periodsOf(limits, using).map((period) => ({ rule, period, amount, times: 1, lastAt: at }));
}

/** What a use that was undone counts no longer; `amount` is what came back of it. */
export function countingBack(limits: readonly Limit[], using: Using): Counting[] {
  const { rule, amount, at } = using;
  const back = { rule, amount: -amount, times: -1, lastAt: null, undoneAt: at };
  return periodsOf(limits, using).map((period) => ({ ...back, period }));
}

function periodsOf(limits: readonly Limit[], { at, timeZone }: Using): string[] {
  const periods = periodsAt(at, timeZone);
  return [...new Set(limits.flatMap(({ per }) => (per === "order" ? [] : [periods[per]])))];
}
