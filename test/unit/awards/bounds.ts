import { netOf } from "../../../src/awards";
import type { ProgramParts } from "../../../src/core/registry";
import { type Count, periodsAt } from "../../../src/members";
import type { Order } from "../../../src/orders/order";
import { ZONE } from "../orders/order";

/* What orders have used of limits and budgets, counted anew from what stands of them. */

interface Orders {
  readonly parts: ProgramParts;
  readonly orders: readonly Order[];
}

function usedBy({ orders }: Orders, rule: string, period: string): Count {
  const given = orders.filter(isIn(period)).flatMap((order) => {
    const entries = order.ledger.entries.filter((e) => e.rule === rule);
    const amount = entries.reduce((sum, e) => sum + netOf(e), 0);
    return amount > 0 ? [{ amount, at: order.placedAt }] : [];
  });
  return {
    amount: given.reduce((sum, { amount }) => sum + amount, 0),
    times: given.length,
    lastAt: given.length === 0 ? null : Math.max(...given.map(({ at }) => at)),
  };
}

/** What all orders have used around the time of one; its own is taken off by the product. */
export function usageOf(of: Orders, order: Order) {
  const periods = Object.values(periodsOf(order.placedAt));
  const budgeted = of.parts.earning.rules.filter(({ budget }) => budget);
  return {
    counts: (rule: string, period: string) => usedBy(of, rule, period),
    budgets: new Map(
      budgeted.flatMap(({ id }) =>
        periods.map((period) => [`${period} ${id}`, usedBy(of, id, period).amount] as const),
      ),
    ),
  };
}

/** Limits and budgets of which more is given than there is. */
export function exceeded(of: Orders): string[] {
  const bounded = of.parts.earning.rules.filter((r) => r.budget || r.limits.length > 0);
  return bounded.flatMap(({ id, limits, budget }) =>
    of.orders.flatMap(({ placedAt }) => {
      const periods = { ...periodsOf(placedAt), total: "all" };
      const over = limits.filter((limit) => {
        if (limit.per === "order") return false;
        const { amount, times } = usedBy(of, id, periods[limit.per]);
        return amount > (limit.amount ?? amount) || times > (limit.times ?? times);
      });
      const spent = budget ? usedBy(of, id, periods[budget.per]).amount : 0;
      const isSpent = spent > (budget?.amount ?? 0);
      return [...over.map(({ per }) => `${id} ${per}`), ...(isSpent ? [`${id} budget`] : [])];
    }),
  );
}

const isIn =
  (period: string) =>
  ({ placedAt }: Order): boolean =>
    Object.values(periodsOf(placedAt)).includes(period);

type Periods = ReturnType<typeof periodsAt>;
const known = new Map<number, Periods>();

/** Calendars are slow, and the same instants are asked for again and again. */
function periodsOf(at: number): Periods {
  const periods = known.get(at) ?? periodsAt(at, ZONE);
  known.set(at, periods);
  return periods;
}
