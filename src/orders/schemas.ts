import * as z from "zod";
import { line } from "../core/fields";
import { CHANNELS, LINE_KINDS } from "../earning";
import { effectSchema } from "../effects";
import { balanceSchema, briefSchema } from "../members";
import { instant, money, ownId, quantity } from "./lines";

/* What the calls about orders take and answer. */

const at = z.string().nullable();
const whole = z.number().int();

export const brief = z.object({
  id: z.string(),
  externalId: z.string(),
  source: z.string(),
  status: z.enum(["placed", "paid", "partially_refunded", "refunded", "cancelled"]),
});

export const warning = z.object({
  code: z.string(),
  detail: z.string(),
  pointer: z.string().optional(),
});

const member = briefSchema.extend({ wallet: z.record(z.string(), balanceSchema) }).nullable();

export const changed = z.object({
  order: brief,
  committed: z.boolean(),
  effects: z.array(effectSchema),
  member,
});

export const placed = changed.extend({
  warnings: z.array(warning),
  claimCode: z.string().nullable(),
});

export const amended = changed.extend({ warnings: z.array(warning).optional() });

export const refunded = changed.extend({
  refund: z.object({
    id: z.string(),
    externalId: z.string().nullable(),
    amount: whole,
    credit: whole.describe("Of the amount, back as store credit."),
    money: whole.describe("Of the amount, to be paid back."),
    refundedAt: z.string(),
  }),
});

const fulfilmentStatus = z.enum(["shipped", "delivered", "collected", "served"]);

export const fulfilled = changed.extend({
  fulfilment: z.object({ id: z.string(), status: fulfilmentStatus, at: z.string() }),
  activatesAt: at,
});

const lines = z
  .array(z.strictObject({ id: line(255).min(1), quantity }))
  .min(1)
  .max(502);

export const refundBody = z
  .strictObject({
    id: ownId("rfd_")
      .refine((id) => !id.startsWith("~"), "Ids of your own do not start with ~.")
      .optional(),
    items: lines.optional(),
    amount: money.min(1).optional(),
    reason: line(500).nullish(),
    refundedAt: instant.optional(),
    exchangeOrderId: line(400).min(1).optional(),
  })
  .refine((r) => r.items || r.amount, { message: "Send items or an amount.", path: ["items"] });

export const fulfilmentBody = z.strictObject({
  id: line(255).min(1),
  items: lines.optional().describe("Everything where left out."),
  status: fulfilmentStatus,
  at: instant.optional(),
  storeId: line(80).nullish(),
});

export const claimBody = z.strictObject({
  member: line(300).min(1),
  claimCode: line(40).min(1),
});

const item = z.object({
  id: z.string(),
  kind: z.enum(LINE_KINDS),
  sku: z.string().nullable(),
  name: z.string().nullable(),
  quantity: whole,
  total: whole,
  categories: z.array(z.string()),
  startsAt: at,
  endsAt: at,
  returned: whole,
});

export const orderSchema = z.object({
  ...brief.shape,
  member: z.string().nullable(),
  channel: z.enum(CHANNELS),
  storeId: z.string().nullable(),
  placedAt: z.string(),
  promisedAt: at,
  mode: z.enum(["live", "history"]),
  currency: z.string(),
  total: whole,
  refunded: whole,
  taxIncluded: z.boolean(),
  tax: whole,
  shipping: whole,
  fees: whole,
  discounts: whole,
  vouchers: z.array(z.string()),
  referralCode: z.string().nullable(),
  items: z.array(item),
  earned: z.array(
    z.object({
      itemId: z.string().nullable(),
      ruleId: z.string(),
      unit: z.string(),
      amount: whole,
      reversed: whole,
    }),
  ),
  activatesAt: at,
});

export const orderDetail = orderSchema.extend({
  refunds: z.array(
    z.looseObject({
      id: z.string(),
      externalId: z.string().nullable(),
      amount: whole,
      refundedAt: z.string(),
    }),
  ),
  fulfilments: z.array(
    z.object({
      id: z.string(),
      status: fulfilmentStatus,
      items: z.array(z.object({ id: z.string(), quantity: whole })).nullable(),
      storeId: z.string().nullable(),
      at: z.string(),
    }),
  ),
});
