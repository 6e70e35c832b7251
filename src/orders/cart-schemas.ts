import * as z from "zod";
import { warning } from "./schemas";
import { estimated } from "./told-schemas";

/* What the calls about carts answer. */

const whole = z.number().int();
const discounts = z.array(z.object({ code: z.string(), amount: whole }));

export const evaluated = z.object({
  currency: z.string(),
  items: z.array(z.object({ itemId: z.string(), subtotal: whole, discounts, total: whole })),
  shipping: z.object({ subtotal: whole, discounts, total: whole }),
  vouchers: z
    .array(
      z.object({
        code: z.string().describe("As it was typed."),
        name: z.string().nullable(),
        kind: z.string().nullable(),
        applied: z.boolean(),
        amount: whole.describe("That it takes off."),
        reasons: z
          .array(
            z.object({
              code: z.string(),
              pointer: z.string(),
              missing: whole.optional().describe("Money that is missing, minor units."),
            }),
          )
          .describe("Why it does not apply."),
      }),
    )
    .describe("In the order in which they were typed."),
  totals: z.object({
    subtotal: whole.describe("Of the lines, before codes."),
    discount: whole.describe("By codes, shipping too."),
    shipping: whole,
    fees: whole,
    tax: whole.describe("In proportion to what it fell on."),
    total: whole,
    credit: whole,
    toPay: whole,
  }),
  credit: z.object({ available: whole, used: whole, left: whole }).nullable(),
  earns: estimated.pick({ effects: true, vouchers: true }),
  warnings: z.array(warning),
});

const checkout = z.object({
  id: z.string(),
  status: z.enum(["held", "captured", "released"]),
  holdUntil: z.string(),
  order: z.string().nullable().describe("That captured it, `source:id`."),
});

export const held = evaluated.extend({ committed: z.boolean(), checkout });
export const heldCart = evaluated.extend({ checkout });
export const released = z.object({ committed: z.boolean(), checkout });
