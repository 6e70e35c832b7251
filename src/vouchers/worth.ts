import * as z from "zod";
import { line } from "../core/fields";
import { MAX_AMOUNT } from "../lib/numbers";

const amount = z.number().int().min(1).max(MAX_AMOUNT);
const sku = line(255).min(1).optional();

/** The fields of each kind of worth, for a strict object that has others beside them. */
export const WORTH_SHAPES = {
  percent: { kind: z.literal("percent"), percent: z.number().int().min(1).max(100) },
  fixed_amount: { kind: z.literal("fixed_amount"), amount },
  free_product: { kind: z.literal("free_product"), sku },
  free_shipping: { kind: z.literal("free_shipping") },
  gift_card: { kind: z.literal("gift_card"), amount },
  thing: {
    kind: z.literal("thing"),
    sku,
    startsAt: z.iso.datetime({ offset: true }).optional(),
    place: line(120).min(1).optional(),
  },
};

/**
 * What a voucher brings, as a program says it; amounts in minor units. A `gift_card` may be given
 * away: whoever holds its code may have it. A `thing` is shown and handed over: a sample, a seat, a
 * tasting; checkout has nothing to take off for it.
 */
export const worth = z.discriminatedUnion("kind", [
  z.strictObject(WORTH_SHAPES.percent),
  z.strictObject(WORTH_SHAPES.fixed_amount),
  z.strictObject(WORTH_SHAPES.free_product),
  z.strictObject(WORTH_SHAPES.free_shipping),
  z.strictObject(WORTH_SHAPES.gift_card),
  z.strictObject(WORTH_SHAPES.thing),
]);

export type Worth = z.infer<typeof worth>;

/** What a voucher is worth at checkout, with all that the till needs. */
export type VoucherEffect =
  | { readonly kind: "percent"; readonly percent: number }
  | {
      readonly kind: "fixed_amount" | "gift_card";
      readonly amount: number;
      readonly currency: string;
    }
  | { readonly kind: "free_product"; readonly sku: string | null }
  | { readonly kind: "free_shipping" }
  | {
      readonly kind: "thing";
      readonly sku: string | null;
      readonly startsAt: string | null;
      readonly place: string | null;
    };

export function effectOf(of: Worth, currency: string): VoucherEffect {
  switch (of.kind) {
    case "percent":
      return { kind: "percent", percent: of.percent };
    case "fixed_amount":
    case "gift_card":
      return { kind: of.kind, amount: of.amount, currency };
    case "free_product":
      return { kind: "free_product", sku: of.sku ?? null };
    case "free_shipping":
      return { kind: "free_shipping" };
    case "thing": {
      const { sku = null, startsAt = null, place = null } = of;
      return { kind: "thing", sku, startsAt, place };
    }
  }
}

/** The money in a worth, minor units; 0 of what is none. */
export const moneyIn = (of: Worth): number => ("amount" in of ? of.amount : 0);
