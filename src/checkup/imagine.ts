import type { Context } from "../core/context";
import type { ProgramParts } from "../core/registry";
import { DAY } from "../lib/time";
import { imaginedOrder } from "../orders";
import type { RecordedMember } from "../plans";
import type { Trade } from "../program";
import { MONTH } from "./trade";

/** How long the imagined member is watched: every monthly and yearly limit has its turn. */
export const WATCHED = 365 * DAY;
/** Who orders more often than daily is a company's kitchen. */
const MAX_ORDERS = 400;

/**
 * A member who orders as the trade says for a year from now on, the same each time. Whatever goods
 * rules name are in every order, as nothing is known of what the shop sells.
 */
export function imaginedMember(ctx: Context, parts: ProgramParts, trade: Trade): RecordedMember {
  const { now, shop } = ctx;
  const interval = MONTH / trade.ordersPerMonth;
  const count = Math.min(MAX_ORDERS, Math.floor(WATCHED / interval) + 1);
  const goods = goodsNamed(parts);
  const orders = Array.from({ length: count }, (_, i) => {
    const placedAt = Math.round(now + i * interval);
    const endsAt = placedAt + trade.nights * DAY;
    return imaginedOrder({
      id: `${i}`,
      member: MEMBER,
      placedAt,
      channel: trade.channel,
      currency: shop.currency,
      line: {
        ...goods,
        id: "1",
        name: null,
        quantity: 1,
        total: trade.orderValue,
        stay: trade.nights > 0 ? { startsAt: placedAt, endsAt } : null,
      },
    });
  });
  return { person: PERSON(now), manuals: null, orders, activities: [], handovers: [] };
}

const MEMBER = "mem_imagined";
const PERSON = (now: number): RecordedMember["person"] => ({
  id: MEMBER,
  created_at: now,
  profile: null,
  attributes: null,
  kind: "person",
});

function goodsNamed({ earning: { base, rules } }: ProgramParts) {
  const categories = [...new Set(rules.flatMap((rule) => rule.if.categories ?? []))];
  return {
    kind: base.kinds[0] ?? ("product" as const),
    sku: rules.flatMap((rule) => rule.if.skus ?? [])[0] ?? null,
    categories,
  };
}
