import * as z from "zod";
import { line } from "../core/fields";
import { FACT_TYPES, type FactType } from "./fact-types";
import { ALL_TYPES } from "./rules";

const instant = z.string();

const endpointFields = {
  id: z.string(),
  url: z.string(),
  types: z.array(z.string()),
  description: z.string(),
  status: z.enum(["enabled", "disabled"]),
  disabledReason: z
    .enum(["by_shop", "failing", "gone"])
    .nullable()
    .describe("`failing`: took nothing for three days; `gone`: answered 410."),
  failingSince: instant.nullable().describe("The first failure since it last took anything."),
  secretNumber: z.number().int().describe("Rises with every rotation."),
  createdAt: instant,
};

export const endpointSchema = z.object(endpointFields).meta({ id: "Webhook" });
export const shownEndpointSchema = z
  .object({ ...endpointFields, secret: z.string().describe("In this answer only: `whsec_…`.") })
  .meta({ id: "ShownWebhook" });

const known = Object.keys(FACT_TYPES) as [FactType, ...FactType[]];
const types = z
  .union([z.tuple([z.literal(ALL_TYPES)]), z.array(z.enum(known)).min(1).max(known.length)])
  .describe('Types of facts, or `["*"]` for all, those to come included.');
const url = z.string().max(500).describe("https, at a public address; redirects are not followed.");
const description = line(200);

export const newEndpoint = z.strictObject({ url, types, description: description.default("") });
export const endpointChanges = z.strictObject({
  url: url.optional(),
  types: types.optional(),
  description: description.optional(),
  status: z.enum(["enabled", "disabled"]).optional(),
});

const STATUSES = ["pending", "delivered", "failed"] as const;

export const deliverySchema = z
  .object({
    factId: z.string().describe("The journal entry and the fact's place in it."),
    type: z.string(),
    status: z.enum(STATUSES),
    attempts: z.number().int(),
    nextAt: instant.nullable(),
    lastStatus: z.number().int().nullable().describe("HTTP status of the last attempt."),
    lastError: z.string().nullable(),
    createdAt: instant,
    deliveredAt: instant.nullable(),
  })
  .meta({ id: "WebhookDelivery" });

export const deliveryStatus = z.enum(STATUSES);

export const testSchema = z.object({
  isDelivered: z.boolean(),
  status: z.number().int().nullable(),
  error: z.string().nullable(),
  tookMs: z.number().int(),
});

export const replayWish = z.strictObject({ since: z.iso.datetime({ offset: true }) });
export const replaySchema = z.object({ endpoint: z.string(), since: instant });
