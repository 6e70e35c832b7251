import * as z from "zod";
import { type Endpoint, endpoint, ok } from "../core/http";
import { CHANNELS } from "../earning";
import { MAX_AMOUNT } from "../lib/numbers";
import {
  documentSchema,
  faultSchema,
  SAMPLE,
  SENTENCES,
  SUMMARY,
  sentencesSchema,
  summarySchema,
  warningsSchema,
} from "../program";
import { type Asked, checkUp } from "./index";

const whole = z.number().int();
const money = z.coerce.number().int().min(1).max(MAX_AMOUNT);
/** Once in two years to three times a day. */
const ordersPerMonth = z.coerce.number().min(0.04).max(90);

const asked = z.object({
  orderValue: money.optional().describe("Assume this of an order, minor units."),
  ordersPerMonth: ordersPerMonth.optional().describe("Assume this of a member."),
  channel: z.enum(CHANNELS).optional(),
  nights: z.coerce.number().int().min(0).max(366).optional().describe("Of a stay; 0: none."),
  productValue: money.optional().describe("Of a free product of which no cost is told."),
  members: z.coerce.number().int().min(1).max(MAX_AMOUNT).optional(),
});

const checkupSchema = z.object({
  basis: z.enum(["history", "assumptions"]),
  assumptions: z.object({
    orderValue: whole,
    ordersPerMonth: z.number(),
    channel: z.string(),
    nights: whole,
    productValue: whole,
    members: whole.describe("Looked at, or assumed."),
    monthlySpend: whole.describe("Of these members together."),
  }),
  reach: z
    .object({
      reward: z.object({
        kind: z.enum(["reward", "stamp_card"]),
        id: z.string(),
        name: z.string(),
      }),
      unit: z.string(),
      cost: whole,
      share: z.number().describe("Of members who can have it within 90 days of a first order."),
      medianDays: z.number().nullable().describe("Half of those who can have it by then."),
      members: whole,
    })
    .nullable()
    .describe("The reward, or full stamp card, that most members reach."),
  returnPercent: z.number().nullable().describe("Worth of what is given, in percent of spend."),
  monthlyCost: whole.nullable().describe("What it costs the shop, if all of it is redeemed."),
  currency: z.string(),
  warnings: warningsSchema,
});

const EXAMPLE = {
  valid: true,
  errors: [],
  summary: SUMMARY,
  sentences: SENTENCES,
  checkup: {
    basis: "assumptions",
    assumptions: {
      orderValue: 4000,
      ordersPerMonth: 1,
      channel: "online",
      nights: 0,
      productValue: 0,
      members: 100,
      monthlySpend: 400000,
    },
    reach: {
      reward: { kind: "reward", id: "mug", name: "Mug" },
      unit: "points",
      cost: 100,
      share: 0.694,
      medianDays: 56.2,
      members: 100,
    },
    returnPercent: 4,
    monthlyCost: 16000,
    currency: "EUR",
    warnings: [],
  },
};

export const checkupEndpoints: Endpoint[] = [
  endpoint({
    method: "post",
    path: "/v1/program/check",
    access: "program:read",
    tag: "Program",
    summary: "Check a document without storing it, and how it would do",
    description:
      "How many members reach a reward in time, what it gives back and costs: by replaying what up " +
      "to 1,000 members bought, or, with fewer than 30 or any assumption in the query, by a typical " +
      "member who orders at random.",
    body: documentSchema,
    query: asked,
    answers: {
      200: z.object({
        valid: z.boolean(),
        errors: z.array(faultSchema),
        summary: summarySchema.nullable(),
        sentences: sentencesSchema,
        checkup: checkupSchema.nullable().describe("null of a document that is not valid."),
      }),
    },
    example: { request: SAMPLE, response: EXAMPLE },
    run: async (ctx, { body, query }) => ok(await checkUp(ctx, body, givenIn(query))),
  }),
];

/** The query, which has no field that it does not say. */
const givenIn = (query: z.output<typeof asked>): Asked => query as Asked;
