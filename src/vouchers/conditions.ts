import * as z from "zod";
import type { ErrorCode } from "../core/errors";
import { line } from "../core/fields";
import { CHANNELS, type Channel, LINE_KINDS, type LineKind } from "../core/sales";
import { MAX_AMOUNT } from "../lib/numbers";

const money = z.number().int().min(0).max(MAX_AMOUNT);
const names = (max: number) => z.array(line(max).min(1)).min(1).max(100).optional();

/** Which codes may be used with which: any, only one of each kind of worth, or none beside it. */
const COMBINABLE = ["all", "other_kinds", "none"] as const;

/** What a code asks of the order that uses it, for a strict object that has other fields. */
export const CONDITION_SHAPE = {
  firstOrderOnly: z.boolean().optional(),
  minimumTotal: money.nullish().describe("Of the goods before discounts, minor units."),
  appliesTo: z
    .strictObject({
      skus: names(255),
      categories: names(80),
      kinds: z.array(z.enum(LINE_KINDS)).min(1).optional(),
    })
    .optional()
    .describe("The lines it is taken off: one of each list that is there. Else all goods."),
  channels: z.array(z.enum(CHANNELS)).min(1).optional(),
  stores: names(80),
  maximumDiscount: money.min(1).optional().describe("Minor units."),
  combinable: z
    .enum(COMBINABLE)
    .optional()
    .describe("With all codes (as where left out), with those of other_kinds, or with none."),
};

/** A line as far as conditions ask for it. */
export const SOLD_LINE = {
  kind: z.enum(LINE_KINDS).default("product"),
  sku: line(255).nullable().default(null),
  categories: z.array(line(80).min(1)).max(20).default([]),
};

/** Conditions as a program says them. */
export type ConditionTerms = z.infer<z.ZodObject<typeof CONDITION_SHAPE>>;

/** A line as conditions look at it. */
export interface SoldLine {
  readonly kind: LineKind;
  readonly sku: string | null;
  readonly categories: readonly string[];
}

interface AppliesTo {
  readonly skus: readonly string[] | null;
  readonly categories: readonly string[] | null;
  readonly kinds: readonly LineKind[] | null;
}

/** What a voucher asks of the order that uses it; null: nothing in particular. */
export interface Conditions {
  readonly firstOrderOnly: boolean;
  /** Of the goods before discounts, minor units. */
  readonly minimumTotal: number | null;
  readonly appliesTo: AppliesTo | null;
  readonly channels: readonly Channel[] | null;
  readonly stores: readonly string[] | null;
  readonly maximumDiscount: number | null;
  readonly combinable: (typeof COMBINABLE)[number];
}

export const NO_CONDITIONS: Conditions = {
  firstOrderOnly: false,
  minimumTotal: null,
  appliesTo: null,
  channels: null,
  stores: null,
  maximumDiscount: null,
  combinable: "all",
};

/** Conditions with every one of them said. */
export function conditionsOf(terms: ConditionTerms): Conditions {
  const { appliesTo } = terms;
  return {
    firstOrderOnly: terms.firstOrderOnly ?? false,
    minimumTotal: terms.minimumTotal ?? null,
    appliesTo: appliesTo
      ? {
          skus: appliesTo.skus ?? null,
          categories: appliesTo.categories ?? null,
          kinds: appliesTo.kinds ?? null,
        }
      : null,
    channels: terms.channels ?? null,
    stores: terms.stores ?? null,
    maximumDiscount: terms.maximumDiscount ?? null,
    combinable: terms.combinable ?? "all",
  };
}

/** Those that differ from none, as a voucher's row keeps them. */
export function storedConditions(conditions: Conditions): Partial<Conditions> | null {
  const none: Record<string, unknown> = { ...NO_CONDITIONS };
  const some = Object.entries(conditions).filter(([name, value]) => value !== none[name]);
  return some.length === 0 ? null : Object.fromEntries(some);
}

/** Whether a code is taken off a line. Gift cards, deposits, tips and fees are no goods. */
export function isFor({ appliesTo }: Conditions, line: SoldLine): boolean {
  const { kinds, skus, categories } = appliesTo ?? { kinds: null, skus: null, categories: null };
  return (
    (kinds ?? ["product"]).includes(line.kind) &&
    (skus === null || (line.sku !== null && skus.includes(line.sku))) &&
    (categories === null || line.categories.some((c) => categories.includes(c)))
  );
}

/** What is sold, as far as it is known. */
export interface Sold {
  readonly channel: Channel;
  readonly store: string | null;
  readonly lines: readonly SoldLine[];
}

/** A condition that is not met, and how much money is missing. */
export interface Unmet {
  readonly code: Extract<
    ErrorCode,
    | "voucher_first_order_only"
    | "voucher_minimum_not_reached"
    | "voucher_wrong_channel"
    | "voucher_wrong_store"
    | "voucher_wrong_lines"
  >;
  readonly missing?: number;
}

export interface Asked {
  /** Kept orders beside this one. */
  readonly otherOrders: number;
  /** Of the goods, before the voucher; null: unknown, and no minimum is checked. */
  readonly total: number | null;
  /** null: unknown, and nothing of it is checked. */
  readonly sold: Sold | null;
}

/** Every condition that an order does not meet. */
export function unmetBy(conditions: Conditions, { otherOrders, total, sold }: Asked): Unmet[] {
  const { minimumTotal, channels, stores } = conditions;
  const unmet: (Unmet | null)[] = [
    conditions.firstOrderOnly && otherOrders > 0 ? { code: "voucher_first_order_only" } : null,
    minimumTotal !== null && total !== null && total < minimumTotal
      ? { code: "voucher_minimum_not_reached", missing: minimumTotal - total }
      : null,
    channels && sold && !channels.includes(sold.channel) ? { code: "voucher_wrong_channel" } : null,
    stores && sold && !(sold.store !== null && stores.includes(sold.store))
      ? { code: "voucher_wrong_store" }
      : null,
    conditions.appliesTo && sold && !sold.lines.some((line) => isFor(conditions, line))
      ? { code: "voucher_wrong_lines" }
      : null,
  ];
  return unmet.filter((reason) => reason !== null);
}
