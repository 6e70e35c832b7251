import * as z from "zod";
import { balanceSchema, briefSchema } from "../members";
import { ROLES } from "./roles";

const instant = z.string().nullable();
const text = z.string().nullable();
const whole = z.number().int();

export const contact = z.object({
  id: z.string(),
  name: text,
  role: z.enum(ROLES),
  externalId: text,
  email: text,
  phone: text,
  card: text,
  createdAt: instant,
  erasedAt: instant,
});

export const company = briefSchema.extend({
  name: text,
  externalId: text,
  vatId: text,
  contacts: z.array(contact),
  orders: z.object({ kept: whole, total: whole }),
  wallet: z.record(z.string(), balanceSchema),
  createdAt: instant,
  erasedAt: instant,
});

const level = z.object({ from: whole, percent: z.number() });

export const volume = z.object({
  year: whole,
  goods: whole.describe("Of this year, kept, minor units."),
  unit: z.string(),
  bonus: whole.describe("What it would be if the year were over."),
  level: level.nullable(),
  next: level.extend({ missing: whole }).nullable(),
  settlesAt: instant,
  sentence: text,
  settled: z.array(
    z.object({ year: whole, goods: whole, unit: z.string(), amount: whole, settledAt: instant }),
  ),
});
