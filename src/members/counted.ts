import { type Count, UNUSED, type Usage } from "./counters";
import type { Counting } from "./counting";

/* A member's counts in memory, as a replay goes on: they follow as the rows of `counters` would. */

const keyOf = ({ period, rule }: Pick<Counting, "period" | "rule">): string => `${period} ${rule}`;

/** What is used so far. Budgets are shared with others, of whom a replay of one member knows nothing. */
export const usageOf = (counts: ReadonlyMap<string, Count>): Usage => ({
  ...UNUSED,
  counts: (rule, period) => counts.get(keyOf({ period, rule })) ?? UNUSED.counts(rule, period),
});

/** Counts what an order or activity took, or gave back. */
export function countIn(counts: Map<string, Count>, counting: readonly Counting[]): void {
  for (const change of counting) {
    const { rule, period, amount, times, lastAt, undoneAt } = change;
    const before = counts.get(keyOf(change)) ?? UNUSED.counts(rule, period);
    const isOver = undoneAt !== undefined && before.lastAt === undoneAt;
    counts.set(keyOf(change), {
      amount: Math.max(0, before.amount + amount),
      times: Math.max(0, before.times + times),
      lastAt: isOver ? null : (lastAt ?? before.lastAt),
    });
  }
}
