import * as z from "zod";
import { balanceSchema } from "../members";

/* Shapes of the answers of this slice. */

const whole = z.number().int();
const instant = z.string().nullable();

export const donationSchema = z.object({
  id: z.string(),
  status: z.enum(["given", "reversed"]),
  cause: z.string(),
  unit: z.string().nullable().describe("Of the points given; null: money was."),
  amount: whole.describe("Points that were taken, in whole steps; 0 of money."),
  money: whole.describe("What the cause gets, minor units."),
  order: z.string().nullable(),
  createdAt: instant,
  reversedAt: instant,
});

export const donatedSchema = z.object({
  committed: z.boolean(),
  donation: donationSchema,
  given: whole.describe("What stands of the member at this cause, minor units."),
  by: z.object({ purchases: whole, points: whole, money: whole }),
  member: z.object({ id: z.string(), wallet: z.record(z.string(), balanceSchema) }),
});

export const payoutSchema = z.object({
  id: z.string(),
  cause: z.string(),
  amount: whole,
  paidAt: instant,
  receipt: z.object({
    number: z.string(),
    url: z.string().nullable(),
    note: z.string().nullable(),
  }),
  isAdvance: z.boolean(),
  recordedAt: instant,
  reversedAt: instant,
});

export const totalsSchema = z.object({
  currency: z.string(),
  asOf: instant,
  data: z.array(
    z.object({
      cause: z.string(),
      name: z.string(),
      given: whole.describe("By all members and the shop for them, less what was taken back."),
      paidOut: whole,
      toPay: whole.describe("given − paidOut; below 0 after an advance."),
      givers: whole.nullable().describe("Members of whom something stands; null: fewer than 10."),
    }),
  ),
});
