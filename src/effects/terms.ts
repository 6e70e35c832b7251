import * as z from "zod";
import { duration, line, slug } from "../core/fields";
import { CONDITION_SHAPE, worth } from "../vouchers";

/* What programs promise in several places: by a rule, a full stamp card, a tier. */

/** Short, as it stands within a sentence. */
const name = z.strictObject({ de: line(60).min(1), en: line(60).min(1) });

/** A voucher as a program promises it. */
export const voucherTerms = z.strictObject({
  name,
  worth,
  ...CONDITION_SHAPE,
  validFor: duration.nullable().default("P90D").describe("null: for ever."),
});

/** Something given at once, besides what orders earn. */
export const gift = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("points"),
    unit: slug.default("points"),
    amount: z.number().int().min(1).max(1_000_000),
  }),
  z.strictObject({ type: z.literal("voucher"), voucher: voucherTerms }),
  z.strictObject({ type: z.literal("perk"), perk: slug }),
]);

export type VoucherTerms = z.infer<typeof voucherTerms>;
export type Gift = z.infer<typeof gift>;
