import * as z from "zod";
import { listOf } from "../core/cursor";
import { line } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import { isDate } from "../lib/dates";
import { isTimeZone } from "../lib/time";
import { adjustmentEndpoints } from "./adjust-routes";
import { eraseMember } from "./erase";
import * as example from "./examples";
import { historyEndpoints } from "./history-routes";
import { readMember, readWallet } from "./read";
import { briefSchema, noteSchema, stageSchema as stage, walletSchema } from "./schemas";
import { searchMembers } from "./search";
import { readSummary } from "./summary";
import { writeMember } from "./upsert";

const fields = z.strictObject({
  externalId: line(255).optional(),
  email: line(255).optional(),
  phone: line(50).optional(),
  card: line(100).optional(),
  name: line(200).nullable().optional(),
  birthday: z.string().refine(isDate, "Use a date such as 1990-05-17.").nullable().optional(),
  locale: z.enum(["de", "en"]).nullable().optional(),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, "Use an IANA time zone such as Europe/Berlin.")
    .nullable()
    .optional()
    .describe("null: the shop's."),
  attributes: z
    .record(z.string().max(40), z.union([line(500), z.number(), z.boolean(), z.null()]))
    .optional(),
});

const activity = z.enum(["none", "active", "slipping", "lapsed", "lost", "won_back"]);
const instant = z.string().nullable();
export const memberSchema = z.object({
  id: z.string(),
  externalId: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  card: z.string().nullable(),
  identifiers: z.array(z.object({ kind: z.string(), value: z.string() })),
  name: z.string().nullable(),
  birthday: z.string().nullable(),
  locale: z.enum(["de", "en"]).nullable(),
  timeZone: z.string().nullable(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  stage,
  activity,
  reason: z.object({
    keptOrders: z.number().int(),
    lastOrderAt: instant,
    intervalDays: z.number(),
    isOwnInterval: z.boolean(),
    daysSinceLastOrder: z.number().int().nullable(),
  }),
  tier: z.string().nullable().describe("Of the first set of tiers."),
  orders: z.object({ kept: z.number().int(), total: z.number().int(), firstAt: instant }),
  createdAt: instant,
  erasedAt: instant,
});
const written = z.object({ committed: z.boolean(), member: memberSchema });

const found = z.object({
  id: z.string(),
  name: z.string().nullable(),
  externalId: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  card: z.string().nullable(),
  stage,
  activity,
  keptOrders: z.number().int(),
  tier: z.null().describe("Lists do not tell it: read the member."),
});

const refusals = [
  "invalid_body",
  "invalid_ref",
  "identifier_taken",
  "birthday_locked",
  "member_erased",
] as const;

export const memberEndpoints: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/members",
    access: "members:read",
    tag: "Members",
    summary: "Find members by name, mail, phone, card, order number or any id",
    description: "At most 20; every typed word must begin a word of the name.",
    query: z.strictObject({ q: line(100).trim().min(2) }),
    answers: { 200: listOf(found) },
    errors: ["invalid_query"],
    example: example.search,
    run: async (ctx, { query }) => ok(await searchMembers(ctx, query.q)),
  }),
  endpoint({
    method: "get",
    path: "/v1/members/:ref",
    access: "members:read",
    tag: "Members",
    summary: "Read a member",
    answers: { 200: memberSchema },
    errors: ["not_found", "invalid_ref"],
    example: example.read,
    run: async (ctx, { params }) => ok(await readMember(ctx, params.ref ?? "")),
  }),
  endpoint({
    method: "put",
    path: "/v1/members/:ref",
    access: "members:write",
    tag: "Members",
    summary: "Make a member, or change what is given",
    description: "Finds the member by the ref, else by any identifier of the body.",
    body: fields,
    answers: { 200: written, 201: written },
    errors: refusals,
    canDryRun: true,
    example: example.upsert,
    run: (ctx, { params, body }) => writeMember(ctx, params.ref ?? "", body, true),
  }),
  endpoint({
    method: "patch",
    path: "/v1/members/:ref",
    access: "members:write",
    tag: "Members",
    summary: "Change a member",
    body: fields,
    answers: { 200: written },
    errors: ["not_found", ...refusals],
    canDryRun: true,
    example: example.change,
    run: (ctx, { params, body }) => writeMember(ctx, params.ref ?? "", body, false),
  }),
  endpoint({
    method: "get",
    path: "/v1/members/:ref/wallet",
    access: "members:read",
    tag: "Members",
    summary: "Balances as of now, per unit",
    description: "With where the member stands in tiers, stamp cards, perks and causes.",
    answers: { 200: z.looseObject({ member: briefSchema, wallet: walletSchema }) },
    errors: ["not_found", "invalid_ref"],
    example: example.balances,
    run: async (ctx, { params }) => ok(await readWallet(ctx, params.ref ?? "")),
  }),
  endpoint({
    method: "get",
    path: "/v1/members/:ref/summary",
    access: "members:read",
    tag: "Members",
    summary: "Everything for the person at the desk, in one read",
    answers: {
      200: z.looseObject({
        member: memberSchema,
        wallet: walletSchema,
        notes: z.array(noteSchema),
      }),
    },
    errors: ["not_found", "invalid_ref"],
    example: example.summary,
    run: async (ctx, { params }) => ok(await readSummary(ctx, params.ref ?? "")),
  }),
  endpoint({
    method: "delete",
    path: "/v1/members/:ref",
    access: "members:write",
    tag: "Members",
    summary: "Erase who a member is; the ledger stays",
    description: "The member stays readable under mem_…, without name, attributes or identifiers.",
    answers: {
      200: z.object({ committed: z.boolean(), id: z.string(), erasedAt: z.string() }),
    },
    errors: ["not_found", "invalid_ref"],
    canDryRun: true,
    example: example.erased,
    run: (ctx, { params }) => eraseMember(ctx, params.ref ?? ""),
  }),
  ...historyEndpoints,
  ...adjustmentEndpoints,
];
