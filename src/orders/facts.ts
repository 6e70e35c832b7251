import type { Context } from "../core/context";
import type { Fact, FactEntry } from "../core/facts";
import { factOf, type OpenMember } from "../members";
import { orderId } from "./key";
import type { Order } from "./order";
import type { OrderEffect } from "./rules";

/** The commit's fact, on the member where there is one, else on nobody. */
export function factFor(
  ctx: Context,
  member: OpenMember | null,
  id: string,
  happenedAt: number,
  facts: readonly Fact[],
): FactEntry {
  if (member) return factOf(ctx, member, id, happenedAt, facts);
  return { id, member: null, memberVersion: null, happenedAt, facts };
}

export const factOfOrder = (type: string, order: Order, more: object = {}): Fact => ({
  type,
  order: orderId(order),
  ...(order.content.isHistory ? { isHistory: true } : {}),
  ...more,
});

/** Points by unit and type of effect, as facts. */
export function pointFacts(effects: readonly OrderEffect[]): Fact[] {
  const sums = new Map<string, { type: string; unit: string; amount: number }>();
  for (const { type, unit, amount } of effects) {
    const sum = sums.get(`${type} ${unit}`) ?? { type, unit, amount: 0 };
    sum.amount += amount;
    sums.set(`${type} ${unit}`, sum);
  }
  return [...sums.values()];
}
