import * as z from "zod";
import { listOf, page } from "../core/cursor";
import { type Endpoint, endpoint, ok } from "../core/http";
import * as example from "./examples";
import { activityBody } from "./input";
import { listActivities, readActivity } from "./read";
import { recordActivity } from "./record";
import { reverseActivity } from "./reverse";
import { activitySchema, recorded } from "./schemas";

const write = {
  method: "post",
  access: "orders:write",
  tag: "Activities",
  canDryRun: true,
} as const;
const read = { method: "get", access: "members:read", tag: "Activities" } as const;

export const activityEndpoints: readonly Endpoint[] = [
  endpoint({
    ...write,
    path: "/v1/activities",
    summary: "A member did something besides ordering",
    description:
      "Earns by the program's rules on activities, and frees what was on the way until it. " +
      "Idempotent by its id: the same again gets the same answer, other content 409. A type that " +
      "the program does not know is recorded and earns nothing.",
    body: activityBody,
    answers: { 200: recorded, 201: recorded },
    errors: [
      "invalid_ref",
      "not_found",
      "member_erased",
      "activity_differs",
      "activity_data_differs",
      "invalid_time",
    ],
    example: example.record,
    run: (ctx, { body }) => recordActivity(ctx, body),
  }),
  endpoint({
    ...write,
    path: "/v1/activities/:id/reverse",
    summary: "Undo an activity: what it gave is taken back",
    description: "Once; what was on the way until it stays available.",
    answers: { 200: recorded },
    errors: ["not_found"],
    example: example.reverse,
    run: (ctx, { params }) => reverseActivity(ctx, params.id ?? ""),
  }),
  endpoint({
    ...read,
    path: "/v1/activities",
    summary: "A member's activities, the latest first",
    query: z.strictObject({ member: z.string().max(300), ...page }),
    answers: { 200: listOf(activitySchema) },
    errors: ["invalid_ref", "not_found", "invalid_cursor"],
    example: example.list,
    run: async (ctx, { query }) => ok(await listActivities(ctx, query)),
  }),
  endpoint({
    ...read,
    path: "/v1/activities/:id",
    summary: "Read an activity and what it gave",
    answers: { 200: activitySchema },
    errors: ["not_found"],
    example: example.one,
    run: async (ctx, { params }) => ok(await readActivity(ctx, params.id ?? "")),
  }),
];
