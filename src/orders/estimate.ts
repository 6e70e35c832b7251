import type * as z from "zod";
import type { Context } from "../core/context";
import { refuse } from "../core/errors";
import { read } from "../core/transact";
import { baseReason, evaluate } from "../earning";
import { sum } from "../lib/numbers";
import { toIso } from "../lib/time";
import { programOf, programStatement, voiceOf } from "../program";
import { activationOf } from "./date-rules";
import { type cartBody, checkLines } from "./input";
import { allLines } from "./order";

/** What a cart would earn if it were ordered now, for a product page. */
export async function estimate(ctx: Context, cart: z.output<typeof cartBody>) {
  if (cart.currency !== ctx.shop.currency) {
    throw refuse("currency_differs", "/currency", `The shop counts in ${ctx.shop.currency}.`);
  }
  checkLines(cart.items);
  const program = await programOf(ctx, await read(ctx, [programStatement(ctx, ctx.now)]), 0);
  const { base } = program.parts.earning;
  const lines = allLines({
    lines: cart.items.map((i) => ({ ...i, sku: null, name: null })),
    total: 0,
    taxIncluded: cart.taxIncluded,
    tax: cart.tax,
    shipping: cart.shipping,
    fees: cart.fees,
    discounts: 0,
    vouchers: [],
    referralCode: null,
    promisedAt: null,
    isHistory: false,
    earns: true,
  });
  const earned = evaluate(
    program.parts,
    {
      on: "order",
      at: ctx.now,
      timeZone: ctx.shop.timeZone,
      currency: cart.currency,
      lines,
      taxIncluded: cart.taxIncluded,
      tax: cart.tax,
      discounts: cart.discounts,
      channel: cart.channel,
      store: null,
      handover: null,
      activity: null,
    },
    { levels: [], nthOrder: 1, birthday: null, attributes: {} },
    {
      counts: () => ({ amount: 0, times: 0, lastAt: null }),
      budgets: new Map(),
      balance: () => 0,
    },
  ).grants;
  const placed = { placedAt: ctx.now, channel: cart.channel };
  return {
    unit: base.unit,
    amount: sum(earned.map((e) => e.amount)),
    items: earned.map(({ line, amount }) => ({ itemId: line ?? "", amount })),
    activatesAt: toIso(activationOf(placed, program.parts, null, ctx.shop.timeZone)),
    reason: baseReason(program.parts, voiceOf(ctx)),
  };
}
