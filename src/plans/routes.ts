import * as z from "zod";
import { listOf, page } from "../core/cursor";
import { type Endpoint, endpoint, ok } from "../core/http";
import * as example from "./examples";
import { planProgram } from "./plan";
import { cancelPlan, listPlans, readPlan } from "./read";
import { planBody, planBriefSchema, planSchema } from "./schemas";

const common = { access: "program:read", tag: "Program" } as const;

export const planEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: "post",
    path: "/v1/program/plan",
    summary: "What a draft would have brought, on what is recorded",
    description:
      "Replays the orders and activities of a span under a document or the stored draft, and under " +
      "the programs as they were. Nothing of the members is changed. A large shop is answered 202 " +
      "at once and looked at page by page: ask for the plan again.",
    body: planBody,
    answers: { 200: planSchema, 202: planSchema },
    errors: ["no_draft", "invalid_program", "invalid_time", "too_many_plans"],
    example: example.asked,
    run: (ctx, { body }) => planProgram(ctx, body),
  }),
  endpoint({
    ...common,
    method: "get",
    path: "/v1/program/plans",
    summary: "List plans of the last 30 days, the latest first",
    query: z.object(page),
    answers: { 200: listOf(planBriefSchema) },
    errors: ["invalid_cursor"],
    example: example.list,
    run: async (ctx, { query }) => ok(await listPlans(ctx, query.limit, query.cursor)),
  }),
  endpoint({
    ...common,
    method: "get",
    path: "/v1/program/plans/:plan",
    summary: "Read a plan: how far it is, and what it found so far",
    answers: { 200: planSchema },
    errors: ["not_found"],
    example: { response: example.plan },
    run: async (ctx, { params }) => ok(await readPlan(ctx, params.plan ?? "")),
  }),
  endpoint({
    ...common,
    method: "post",
    path: "/v1/program/plans/:plan/cancel",
    summary: "End a plan that is under way",
    description: "What it found so far stays. One that has ended stays as it is.",
    answers: { 200: planSchema },
    errors: ["not_found"],
    example: { response: { ...example.plan, status: "cancelled" } },
    run: (ctx, { params }) => cancelPlan(ctx, params.plan ?? ""),
  }),
];
