import * as z from "zod";
import { listOf, page } from "../core/cursor";
import { type Endpoint, endpoint, ok } from "../core/http";
import * as example from "./examples";
import { listTimeline, listTransfers } from "./history";
import { listLots } from "./lots";

const instant = z.string().nullable();
const whole = z.number().int();

export const transferFacts = {
  unit: z.string(),
  amount: whole,
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  cause: z.string(),
  line: z.string().nullable(),
  rule: z.string().nullable(),
  program: whole.nullable(),
  lot: whole.nullable(),
  reverses: z.string().nullable(),
  happenedAt: instant,
  recordedAt: instant,
};
const transfer = z.object({ id: z.string(), ...transferFacts });

const state = z.enum(["pending", "available", "closed"]);
const lot = z.object({
  unit: z.string(),
  lot: whole,
  state,
  amount: whole,
  remaining: whole,
  expired: whole,
  activatesAt: instant,
  expiresAt: instant.describe(
    "What expires after inactivity has no date of its own: that of its wallet, as it is now.",
  ),
  awaits: z.string().optional().describe("On the way until this activity."),
  until: instant.optional().describe("What awaits an activity is lost then."),
  cause: z.string(),
});

const fact = z.object({
  id: z.string(),
  happenedAt: instant,
  recordedAt: instant,
  caller: z.string(),
  facts: z.array(z.looseObject({ type: z.string() })),
});

export const historyEndpoints: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/members/:ref/transfers",
    access: "members:read",
    tag: "Members",
    summary: "Every movement of points, the latest first",
    query: z.strictObject(page),
    answers: { 200: listOf(transfer) },
    errors: ["not_found", "invalid_ref", "invalid_cursor", "invalid_query"],
    example: example.transfers,
    run: async (ctx, { params, query }) => ok(await listTransfers(ctx, params.ref ?? "", query)),
  }),
  endpoint({
    method: "get",
    path: "/v1/members/:ref/lots",
    access: "members:read",
    tag: "Members",
    summary: "The expiry calendar: what becomes available and what expires, when",
    description: "Pending and available lots by their next date; ?state= names one state.",
    query: z.strictObject({ ...page, state: state.optional() }),
    answers: { 200: listOf(lot) },
    errors: ["not_found", "invalid_ref", "invalid_cursor", "invalid_query"],
    example: example.lots,
    run: async (ctx, { params, query }) => {
      const states = query.state ? [query.state] : (["pending", "available"] as const);
      return ok(await listLots(ctx, params.ref ?? "", query, states));
    },
  }),
  endpoint({
    method: "get",
    path: "/v1/members/:ref/timeline",
    access: "members:read",
    tag: "Members",
    summary: "Everything that happened, the latest first",
    query: z.strictObject(page),
    answers: { 200: listOf(fact) },
    errors: ["not_found", "invalid_ref", "invalid_cursor", "invalid_query"],
    example: example.timeline,
    run: async (ctx, { params, query }) => ok(await listTimeline(ctx, params.ref ?? "", query)),
  }),
];
