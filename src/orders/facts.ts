import type { Context } from "../core/context";
import type { Fact, FactEntry } from "../core/facts";
import { factOf, type OpenMember } from "../members";
import { orderId } from "./key";
import type { Order } from "./order";

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
