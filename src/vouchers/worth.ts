import * as z from "zod";
import { line } from "../core/fields";
import { MAX_AMOUNT } from "../lib/numbers";

/** The fields of each kind of worth, for a strict object that has others beside them. */
export const WORTH_SHAPES = {
  percent: { kind: z.literal("percent"), percent: z.number().int().min(1).max(100) },
  fixed_amount: {
    kind: z.literal("fixed_amount"),
    amount: z.number().int().min(1).max(MAX_AMOUNT),
  },
  free_product: { kind: z.literal("free_product"), sku: line(255).min(1).optional() },
};

/** What a voucher takes off at checkout, as a program says it; amounts in minor units. */
export const worth = z.discriminatedUnion("kind", [
  z.strictObject(WORTH_SHAPES.percent),
  z.strictObject(WORTH_SHAPES.fixed_amount),
  z.strictObject(WORTH_SHAPES.free_product),
]);

export type Worth = z.infer<typeof worth>;

/** What a voucher is worth at checkout, with all that the till needs. */
export type VoucherEffect =
  | { readonly kind: "percent"; readonly percent: number }
  | { readonly kind: "fixed_amount"; readonly amount: number; readonly currency: string }
  | { readonly kind: "free_product"; readonly sku: string | null };

export function effectOf(of: Worth, currency: string): VoucherEffect {
  switch (of.kind) {
    case "percent":
      return { kind: "percent", percent: of.percent };
    case "fixed_amount":
      return { kind: "fixed_amount", amount: of.amount, currency };
    case "free_product":
      return { kind: "free_product", sku: of.sku ?? null };
  }
}
