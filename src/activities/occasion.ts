import type { Context } from "../core/context";
import type { Occasion } from "../earning";
import type { ActivityData } from "./input";

/** What was done, and when. */
interface Did {
  readonly key: string;
  readonly type: string;
  readonly data: ActivityData;
  readonly occurredAt: number;
}

/** An activity as rules see it. */
export const occasionOf = (
  { shop }: Pick<Context, "shop">,
  { key, type, data, occurredAt }: Did,
): Occasion => ({
  on: "activity",
  at: occurredAt,
  timeZone: shop.timeZone,
  currency: shop.currency,
  lines: [],
  taxIncluded: true,
  tax: 0,
  discounts: 0,
  channel: null,
  store: null,
  handover: null,
  seed: `${type}:${key}`,
  activity: { type, data },
});
