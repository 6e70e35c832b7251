import * as z from "zod";
import { holdDuration } from "../core/fields";
import type { ProgramSlice } from "../core/registry";
import { sentences } from "./sentences";

const stacking = z.strictObject({
  maximumCodes: z.number().int().min(1).max(20).default(20).describe("In one order."),
  order: z
    .enum(["percent_first", "amount_first"])
    .default("percent_first")
    .describe(
      "What is taken off first: of 50.00 a code for 10 % and one for 5.00 leave 40.00 with " +
        "percent_first, 40.50 with amount_first.",
    ),
  maximumPercent: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(100)
    .describe("Of the lines, that all codes together may take off."),
});

const checkout = z.strictObject({
  stacking: stacking.prefault({}),
  onReturn: z
    .enum(["keep", "credit"])
    .default("keep")
    .describe(
      "What becomes of a voucher over an amount when a part of its order comes back. keep: it " +
        "stays used. credit: the share that it took off what comes back becomes store credit; of " +
        "5.00 off goods worth 50.00, those worth 20.00 bring 2.00. With all of it back in one go " +
        "the voucher is valid again either way.",
    ),
  holdFor: holdDuration
    .default("PT15M")
    .describe("How long a cart is held unless the call says less."),
});

export type CheckoutPolicy = z.infer<typeof checkout>;
export type Stacking = CheckoutPolicy["stacking"];

declare module "../core/registry" {
  interface ProgramParts {
    readonly checkout: CheckoutPolicy;
  }
}

export const checkoutProgram: ProgramSlice = {
  shape: { checkout: checkout.prefault({}) },
  sentences,
};
