import * as z from "zod";
import { type Endpoint, endpoint, ok } from "../core/http";
import { appliedExample, appliedSchema, documentSchema, fromSchema } from "../program";
import { applyPreset, listPresets, readPreset } from "./index";

const tradeSchema = z.object({
  orderValue: z.number().int(),
  ordersPerMonth: z.number(),
  channel: z.string(),
  nights: z.number().int().optional(),
  productValue: z.number().int().optional(),
});

const presetSchema = z.object({
  id: z.string(),
  name: z.string(),
  fits: z.string(),
  doesNotFit: z.string(),
  trade: tradeSchema.describe("What kind of shop it was made for."),
  summary: z.string(),
  sentences: z.array(z.object({ ruleId: z.string(), text: z.string() })),
});

const EXAMPLE = {
  id: "bakery",
  name: "Bakery (stamps only)",
  fits: "Fits where the queue must move: a stamp for each purchase, and the tenth brings a free loaf.",
  doesNotFit: "Does not fit where purchases differ much in size: a stamp knows no amount.",
  trade: { orderValue: 550, ordersPerMonth: 8, channel: "store", productValue: 400 },
  summary: "You get a stamp for every purchase in the shop of €3 or more.",
  sentences: [
    {
      ruleId: "earning.visit",
      text: "You get a stamp for every purchase in the shop of €3 or more.",
    },
  ],
};

const locale = z.enum(["de", "en"]).optional();

export const presetEndpoints: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/presets",
    access: "program:read",
    tag: "Program",
    summary: "Programs to begin with, one for each kind of shop",
    query: z.object({ locale }),
    answers: { 200: z.object({ data: z.array(presetSchema), nextCursor: z.null() }) },
    example: { response: { data: [EXAMPLE], nextCursor: null } },
    run: async (ctx) => ok({ data: listPresets(ctx), nextCursor: null }),
  }),
  endpoint({
    method: "get",
    path: "/v1/presets/:preset",
    access: "program:read",
    tag: "Program",
    summary: "Read a preset with its document",
    query: z.object({ locale }),
    answers: { 200: presetSchema.extend({ document: documentSchema }) },
    errors: ["not_found"],
    example: { response: { ...EXAMPLE, document: { earning: { base: { points: 0 } } } } },
    run: async (ctx, { params }) => ok(readPreset(ctx, params.preset ?? "")),
  }),
  endpoint({
    method: "post",
    path: "/v1/presets/:preset/apply",
    access: "program:write",
    tag: "Program",
    summary: "Make a preset the shop's program",
    description:
      "`changes` is a JSON merge patch (RFC 7396) on the preset's document: null removes a field, " +
      "a list replaces the whole list. Pointers of refusals lead into the patched document.",
    body: z.strictObject({
      from: fromSchema,
      changes: z.record(z.string().regex(/^[a-zA-Z]{1,40}$/), z.unknown()).optional(),
    }),
    answers: { 201: appliedSchema },
    errors: ["not_found", "invalid_program", "invalid_time"],
    example: {
      request: { changes: { earning: { base: { points: 2 } } } },
      response: appliedExample,
    },
    canDryRun: true,
    run: (ctx, { body, params }) =>
      applyPreset(
        ctx,
        params.preset ?? "",
        body.changes ?? {},
        body.from ? Date.parse(body.from) : null,
      ),
  }),
];
