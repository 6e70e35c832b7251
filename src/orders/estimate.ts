import type * as z from "zod";
import { ROOMY } from "../awards";
import type { Context } from "../core/context";
import type { ProgramParts, Voice } from "../core/registry";
import { read } from "../core/transact";
import {
  baseReason,
  type Earner,
  type Evaluated,
  evaluate,
  type Occasion,
  ruleName,
} from "../earning";
import { sum } from "../lib/numbers";
import { toIso } from "../lib/time";
import { usageAt, usageFrom } from "../members";
import { programOf, programStatement, voiceOf } from "../program";
import { checkCart } from "./carts";
import { activationOf } from "./date-rules";
import type { cartBody } from "./input";
import { linesOf } from "./lines";
import { allLines, stayEndOf } from "./order";

/** What a cart would earn if it were ordered now, for a product page. */
export async function estimate(ctx: Context, cart: z.output<typeof cartBody>) {
  checkCart(ctx, cart);
  const rows = await read(ctx, [
    programStatement(ctx, ctx.now),
    usageAt({ sql: "''", params: [ctx.shop.id] }, ctx.now, ctx.shop.timeZone),
  ]);
  const { parts } = await programOf(ctx, rows, 0);
  const { budgets } = usageFrom(rows, 1);
  const { grants, vouchers } = evaluate(parts, occasionOfCart(ctx, cart), ANYBODY, {
    ...ROOMY,
    budgets,
  });
  const { unit } = parts.earning.base;
  const voice = voiceOf(ctx);
  const points = grants.filter((g) => g.unit === unit);
  const reached = { deliveredAt: null, stayEndsAt: stayEndOf(linesOf(cart.items)) };
  const placed = { placedAt: ctx.now, channel: cart.channel };
  return {
    unit,
    amount: sum(points.map((g) => g.amount)),
    items: cart.items.flatMap(({ id }) => {
      const amount = sum(points.filter((g) => g.line === id).map((g) => g.amount));
      return amount > 0 ? [{ itemId: id, amount }] : [];
    }),
    activatesAt: toIso(activationOf(placed, parts, reached, ctx.shop.timeZone)),
    reason: baseReason(parts, voice),
    ...promised(parts, { grants, vouchers }, voice),
  };
}

/** What rules would give, rule by rule. */
export const promised = (
  parts: ProgramParts,
  { grants, vouchers }: Pick<Evaluated, "grants" | "vouchers">,
  voice: Voice,
) => ({
  effects: grants.map((g) => ({
    ruleId: g.rule,
    itemId: g.line,
    unit: g.unit,
    amount: g.amount,
    reason: ruleName(parts, g.rule, voice),
  })),
  vouchers: vouchers.map(({ rule, terms }) => ({ ruleId: rule, name: terms.name[voice.locale] })),
});

/** A visitor of whom nothing is known: rules for tiers, birthdays and nth orders promise nothing. */
export const ANYBODY: Earner = {
  levels: [],
  nthOrder: Number.NaN,
  birthday: null,
  attributes: {},
  cause: null,
};

/** A cart as rules look at it. */
export const occasionOfCart = (ctx: Context, cart: z.output<typeof cartBody>): Occasion => ({
  on: "order",
  at: ctx.now,
  timeZone: ctx.shop.timeZone,
  currency: cart.currency,
  lines: allLines({
    lines: linesOf(cart.items),
    shipping: cart.shipping,
    fees: cart.fees,
  }),
  taxIncluded: cart.taxIncluded,
  tax: cart.tax,
  discounts: cart.discounts,
  channel: cart.channel,
  store: cart.storeId ?? null,
  handover: null,
  seed: null,
  activity: null,
});
