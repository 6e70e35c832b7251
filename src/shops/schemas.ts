import * as z from "zod";
import { line } from "../core/fields";
import { SCOPES } from "./keys";

export const httpUrl = z.url({ protocol: /^https?$/ }).max(500);
const instant = z.string();

export const shopSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    currency: z.string(),
    timeZone: z.string(),
    locale: z.enum(["de", "en"]),
    address: z.enum(["du", "sie"]),
    homeUrl: z.string().nullable(),
    landingUrl: z.string().nullable(),
    legalSender: z.string().nullable(),
    pictureUrl: z.string().nullable(),
    reportsTo: z.array(z.object({ email: z.string(), locale: z.enum(["de", "en"]) })),
    isSandbox: z.boolean(),
    clockAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: "Shop" });

export const shopChanges = z.strictObject({
  name: line(120).min(1).optional(),
  timeZone: z.string().max(60).optional().describe("IANA name, e.g. `Europe/Berlin`."),
  locale: z.enum(["de", "en"]).optional(),
  address: z.enum(["du", "sie"]).optional().describe("How German texts speak to members."),
  homeUrl: httpUrl.nullable().optional(),
  landingUrl: httpUrl.nullable().optional().describe("Where referral links lead."),
  legalSender: line(300).nullable().optional().describe("Name and postal address for messages."),
  pictureUrl: httpUrl
    .nullable()
    .optional()
    .describe("Shown where a referral link is previewed; an https address."),
  reportsTo: z
    .array(z.strictObject({ email: z.email().max(254), locale: z.enum(["de", "en"]) }))
    .max(10)
    .optional()
    .describe("Staff who get yesterday's numbers by mail each morning."),
});

const keyFields = {
  id: z.string(),
  kind: z.enum(["secret", "publishable"]),
  label: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  origins: z.array(z.string()),
  goodwillLimit: z.number().int().nullable(),
  createdAt: instant,
  expiresAt: instant.nullable(),
};
export const keySchema = z.object(keyFields).meta({ id: "Key" });
export const shownKeySchema = z
  .object({
    ...keyFields,
    key: z.string().nullable().describe("The key itself, this once; null in a replay."),
  })
  .meta({ id: "ShownKey" });

const ORIGIN = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/;
export const newKey = z.strictObject({
  kind: z.enum(["secret", "publishable"]).default("secret"),
  label: line(80).min(1),
  scopes: z.array(z.enum(SCOPES)).max(SCOPES.length).default([]),
  origins: z
    .array(z.string().max(200).regex(ORIGIN, "Use an origin such as https://shop.example."))
    .max(20)
    .default([])
    .describe("Sites a publishable key works from; none means any."),
  goodwillLimit: z
    .number()
    .int()
    .min(0)
    .max(1_000_000_000)
    .nullable()
    .default(null)
    .describe("Points that the key may give away a day by adjustments; null means no limit."),
});

export const deadLetterSchema = z
  .object({
    id: z.string(),
    shopId: z.string(),
    message: z.looseObject({ type: z.string(), shop: z.string() }),
    diedAt: instant,
  })
  .meta({ id: "DeadLetter" });
