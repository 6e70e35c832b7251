import * as z from "zod";
import { duration, label, line, slug } from "../core/fields";
import { CHANNELS, LINE_KINDS } from "../core/sales";
import { gift, voucherTerms, WHEN_SHAPE, WHO_SHAPE } from "../effects";
import { expiry } from "../ledger";
import { MAX_AMOUNT } from "../lib/numbers";
import { limits } from "../members";
import { instant, waiting } from "./waiting";

/* The part of a program document that says what earns what. */

export { CHANNELS, type Channel, LINE_KINDS, type LineKind } from "../core/sales";

export const HANDOVERS = ["shipped", "delivered", "collected", "served"] as const;

const money = z.number().int().min(1).max(MAX_AMOUNT);
const rounding = z.enum(["floor", "nearest", "ceil"]);

/** Money in minor units; by currency where a document serves shops of several. */
const perMoney = z
  .union([money, z.record(z.string().regex(/^[A-Z]{3}$/), money)])
  .describe('Money in minor units, or by currency, e.g. {"EUR": 100}.');

const parts = z.array(z.enum(["items", "shipping", "fees"])).min(1);
const tax = z.enum(["included", "excluded"]);
const discounts = z
  .enum(["after", "before"])
  .describe("Whether money counts after or before the order's discounts.");

/** What of an order counts as money spent. */
export const counts = z.strictObject({
  parts: parts.optional(),
  tax: tax.optional(),
  discounts: discounts.optional(),
});

/** Everything that is named must hold; a list holds when one of it does. */
const condition = z.strictObject({
  channels: z.array(z.enum(CHANNELS)).min(1).optional(),
  stores: z.array(line(80).min(1)).min(1).max(500).optional(),
  categories: z.array(line(80).min(1)).min(1).max(100).optional(),
  skus: z.array(line(255).min(1)).min(1).max(1_000).optional(),
  kinds: z.array(z.enum(LINE_KINDS)).min(1).optional().describe("Without it those of the base."),
  minimumTotal: money.optional().describe("Of the lines that fit, minor units."),
  minimumQuantity: z.number().int().min(1).max(1_000_000).optional(),
  minimumNights: z.number().int().min(1).max(366).optional().describe("Of a line's stay."),
  nthOrder: z.number().int().min(1).max(1_000_000).optional().describe("1: the first order."),
  everyNthOrder: z.number().int().min(2).max(1_000).optional(),
  ...WHEN_SHAPE,
  ...WHO_SHAPE,
});

const amount = z.number().int().min(1).max(1_000_000);
const each = z
  .enum(["order", "line", "item", "night", "amount", "data"])
  .describe(
    "order: once an order, handover or activity; line: each line that fits; item: each unit of " +
      "them; night: each night of each unit; amount: for `per` money of them; data: for `per` of " +
      "the activity's `field`.",
  );
const basis = {
  amount,
  each: each.default("order"),
  per: perMoney.optional().describe("Of each `amount` or `data`."),
  field: z.string().max(40).optional().describe("Of the activity's data."),
};

/** What a rule gives. */
export const effect = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("points"), unit: slug.default("points"), ...basis }),
  z.strictObject({
    type: z.literal("multiply"),
    percent: z.number().int().min(101).max(10_000).describe("200: double."),
    of: z
      .array(slug)
      .min(1)
      .max(50)
      .default(["base"])
      .describe("Rules whose points it multiplies."),
  }),
  z.strictObject({ type: z.literal("stamps"), card: slug, ...basis }),
  z.strictObject({
    type: z.literal("donation"),
    cause: slug.describe("`chosen`: the one that the member chose."),
    else: slug.optional().describe("Of `chosen`: the cause of members who chose none."),
    ...basis,
    amount: amount.describe("Minor units."),
  }),
  z.strictObject({ type: z.literal("perk"), perk: slug }),
  z.strictObject({ type: z.literal("voucher"), voucher: voucherTerms }),
  z.strictObject({
    type: z.literal("surprise"),
    oneIn: z.number().int().min(1).max(1_000_000).describe("By chance: once in so many times."),
    gifts: z
      .array(
        z.strictObject({
          gift,
          weight: z.number().int().min(1).max(1_000).default(1).describe("2: twice as often as 1."),
        }),
      )
      .min(1)
      .max(20)
      .describe("One of which is given."),
  }),
]);

const WHEN =
  "A CEL expression for the rest. It sees order {channel, store, total, shipping, tax, discounts, " +
  "items}, of a rule on lines each item {sku, name, kind, quantity, total, categories, nights}, member " +
  "{levels, orders, attributes}, activity {type, data}, at {year, month, day, weekday, hour, minute}.";

export const rule = z.strictObject({
  id: slug,
  name: label.optional().describe("What members know it by, e.g. Happy Hour."),
  on: z.enum(["order", "line", "fulfilment", "activity"]).default("order"),
  activity: slug.optional().describe("Which, of a rule on activities."),
  handovers: z.array(z.enum(HANDOVERS)).min(1).optional().describe("Of a rule on fulfilments."),
  from: instant.nullable().default(null),
  until: instant.nullable().default(null).describe("Exclusive."),
  if: condition.prefault({}),
  when: z.string().min(1).max(1_000).optional().describe(WHEN),
  sentence: label
    .optional()
    .describe("What `when` asks for as a part of a sentence: `when it rains`; needed with it."),
  give: effect,
  counts: counts.optional().describe("What counts as money; without it as the base does."),
  rounding: rounding.default("floor").describe("Once an order, of the sum of its lines."),
  group: slug.optional().describe("Of the rules of a group only the best gives."),
  cooldown: duration.optional().describe("From one time it gives to the next."),
  limits: limits.default([]).describe("Most that one member gets of it."),
  budget: z
    .strictObject({
      amount: z.number().int().min(1).max(MAX_AMOUNT),
      per: z.enum(["month", "year", "total"]).default("total"),
    })
    .optional()
    .describe("Most that all members together get of it; of a surprise how often."),
  pending: waiting.optional(),
  expiry: expiry.optional(),
});

export const base = z.strictObject({
  unit: slug.default("points"),
  points: z.number().int().min(0).max(1_000_000).default(1),
  per: perMoney.default(100),
  rounding: rounding.default("floor").describe("Once an order, of the sum of its lines."),
  parts: parts.default(["items"]).describe("Which parts of the total earn."),
  tax: tax.default("included"),
  discounts: discounts.default("after"),
  kinds: z.array(z.enum(LINE_KINDS)).min(1).default(["product"]).describe("Lines that earn."),
  goods: label.optional().describe("What the shop sells, in the plural: treatments. Else: goods."),
  limits: limits.default([]).describe("Most that one member gets of it."),
});

const fieldType = z.enum(["number", "text", "boolean"]);

/** Something besides orders that members do. */
export const activity = z.strictObject({
  type: slug,
  name: label,
  data: z
    .record(z.string().regex(/^[a-z][a-zA-Z0-9_]{0,39}$/), fieldType)
    .default({})
    .describe("Fields that it carries, for rules that ask for them."),
});

/** Most of a unit that a member may have, on the way or available; more is not given. */
export const walletCaps = z
  .record(slug, z.number().int().min(1).max(MAX_AMOUNT))
  .describe(`Units and the most of each that a wallet holds, e.g. {"points": 100000}.`);

/** Money per which something is given, in a currency; null where a document has no rate for it. */
export const perIn = (per: PerMoney, currency: string): number | null =>
  typeof per === "number" ? per : (per[currency] ?? null);

export type PerMoney = z.infer<typeof perMoney>;
export type BaseEarning = z.infer<typeof base>;
export type Rule = z.infer<typeof rule>;
export type Condition = z.infer<typeof condition>;
export type RuleEffect = z.infer<typeof effect>;
export type ActivityType = z.infer<typeof activity>;
