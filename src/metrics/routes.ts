import * as z from "zod";
import type { Context } from "../core/context";
import { type Endpoint, endpoint, ok } from "../core/http";
import type { Answer } from "../core/idempotency";
import { csvOf } from "../lib/csv";
import * as example from "./examples";
import { readDaily, readLifecycle, readRetention } from "./read";
import { recomputeMetrics } from "./recompute";
import { daily, daysQuery, lifecycleDay, periodsQuery, retentionPeriod } from "./schemas";

const about = { currency: z.string(), timeZone: z.string() };

const WHEN =
  "Days are the shop's local ones. They are computed after local midnight; what is recorded later " +
  "for a past day (a late order, a refund dated back) corrects that day the next night. ";

const told = (
  ctx: Context,
  name: string,
  format: "json" | "csv",
  data: readonly object[],
): Answer | Response => {
  const { currency, timeZone } = ctx.shop;
  if (format === "json") return ok({ currency, timeZone, data });
  return new Response(csvOf(data), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${name}.csv"`,
    },
  });
};

export const metricsEndpoints: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/metrics/daily",
    access: "reports:read",
    tag: "Metrics",
    summary: "Numbers of each day",
    description:
      `${WHEN}Every day of the range is there, with zeros where nothing happened. ` +
      "Orders and revenue are those of the day on which they were paid, refunded or cancelled; " +
      "customers are counted by the day on which their kept orders were placed.",
    query: daysQuery,
    answers: { 200: z.object({ ...about, data: z.array(daily) }) },
    example: { response: example.daily },
    run: async (ctx, { query }) =>
      told(ctx, "daily", query.format, await readDaily(ctx, query.from, query.to)),
  }),
  endpoint({
    method: "get",
    path: "/v1/metrics/lifecycle",
    access: "reports:read",
    tag: "Metrics",
    summary: "Members by stage and activity at the end of each day",
    description:
      `${WHEN}Stage and activity are those that a member's own record shows, by kept orders ` +
      "(paid, not cancelled, not wholly returned) and the program's thresholds in force that day.",
    query: daysQuery,
    answers: { 200: z.object({ ...about, data: z.array(lifecycleDay) }) },
    example: { response: example.lifecycle },
    run: async (ctx, { query }) =>
      told(ctx, "lifecycle", query.format, await readLifecycle(ctx, query.from, query.to)),
  }),
  endpoint({
    method: "get",
    path: "/v1/metrics/retention",
    access: "reports:read",
    tag: "Metrics",
    summary: "Who stayed, from month to month or quarter to quarter",
    description:
      "Every month or quarter that the range touches, whole. Customers are members with a kept " +
      "order placed in the period. Retention and churn add up to 100; `retentionByCount` also " +
      "counts those who returned after a pause, so that it is higher.",
    query: periodsQuery,
    answers: { 200: z.object({ ...about, data: z.array(retentionPeriod) }) },
    example: { response: example.retention },
    run: async (ctx, { query: { from, to, format, period } }) =>
      told(ctx, "retention", format, await readRetention(ctx, from, to, period)),
  }),
  endpoint({
    method: "post",
    path: "/v1/metrics/recompute",
    access: "program:write",
    tag: "Metrics",
    summary: "Make all numbers anew",
    description:
      "From facts and orders, after the answer. The numbers come out as they were; until then " +
      "days are told as not complete.",
    body: z.strictObject({}),
    answers: { 202: z.object({ isStarted: z.boolean() }) },
    example: { request: {}, response: { isStarted: true } },
    run: (ctx) => recomputeMetrics(ctx),
  }),
];
