import * as z from "zod";
import { listOf, page } from "../core/cursor";
import { line } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import { balanceSchema, briefSchema } from "../members";
import * as example from "./examples";
import { ownId } from "./keys";
import { listMerges } from "./list";
import { mergeMembers } from "./merge";
import { dismissSuggestion, listSuggestions } from "./suggest";
import { undoMerge } from "./undo";

const whole = z.number().int();
const merge = z.object({
  id: z.string(),
  member: z.string().describe("Who stays."),
  from: z.string().describe("Who is an alias of that one, until it is undone."),
  reason: z.string().nullable(),
  mergedAt: z.string(),
  undoneAt: z.string().nullable(),
});
const both = z.object({ member: balanceSchema, from: balanceSchema });
const proof = z
  .array(
    z.object({
      unit: z.string(),
      before: both,
      after: both,
      transfers: z.array(
        z.object({
          account: z.enum(["available", "pending", "held", "owed"]),
          amount: whole,
          member: z.string().describe("The transfer of the one who stays."),
          from: z.string().describe("The transfer of the other, of the same amount."),
        }),
      ),
    }),
  )
  .describe(
    "By unit: the balances of both, and the pairs of transfers that lead from one to the other.",
  );
const member = briefSchema.extend({ wallet: z.record(z.string(), balanceSchema) });
const merged = z.object({
  committed: z.boolean(),
  merge,
  moved: z.record(z.string(), whole).describe("How many rows follow, by table."),
  proof,
  member,
});
const undone = merged.omit({ moved: true }).extend({ from: member });

const suggestion = z.object({
  member: z.string().describe("Whom the strongest identifier named."),
  other: z.string(),
  kind: z.string().describe("Of the identifier that named the other."),
  times: whole,
  seenAt: z.string(),
});

export const mergeEndpoints: Endpoint[] = [
  endpoint({
    method: "post",
    path: "/v1/members/:ref/merge",
    access: "members:write",
    tag: "Members",
    summary: "Two members turn out to be one person",
    description:
      "Everything of `from` goes to the member: points with their dates, orders, vouchers, holds, " +
      "stamps, tiers, what limits counted. Whoever names `from` finds the member from now on. Of " +
      "consents the stricter counts.",
    body: z.strictObject({
      id: ownId.optional().describe("Your own id: the same again is the same merge."),
      from: line(300).min(1).describe("Who becomes an alias: `mem_…`, `ext:…`, `email:…`, …"),
      reason: z
        .string()
        .regex(/^[a-z0-9_ -]{1,80}$/, "Use a–z, 0–9, _, - and spaces, at most 80.")
        .optional(),
    }),
    answers: { 200: merged, 201: merged },
    errors: ["not_found", "invalid_ref", "member_erased", "merge_not_possible", "merge_differs"],
    canDryRun: true,
    example: example.merge,
    run: (ctx, { params, body }) => mergeMembers(ctx, params.ref ?? "", body),
  }),
  endpoint({
    method: "post",
    path: "/v1/merges/:id/undo",
    access: "members:write",
    tag: "Members",
    summary: "Tell two members apart again, once",
    description:
      "What came with the one goes back, as far as it is still there. What was spent meanwhile " +
      "stays spent, and what came after the merge stays with the member.",
    body: z.strictObject({}),
    answers: { 200: undone },
    errors: ["not_found", "member_erased", "merge_not_last"],
    canDryRun: true,
    example: example.undo,
    run: (ctx, { params }) => undoMerge(ctx, params.id ?? ""),
  }),
  endpoint({
    method: "get",
    path: "/v1/members/:ref/merges",
    access: "members:read",
    tag: "Members",
    summary: "Who was merged into a member, the latest first",
    query: z.strictObject(page),
    answers: { 200: listOf(merge) },
    errors: ["not_found", "invalid_ref", "invalid_cursor", "invalid_query"],
    example: example.merges,
    run: async (ctx, { params, query }) => ok(await listMerges(ctx, params.ref ?? "", query)),
  }),
  endpoint({
    method: "get",
    path: "/v1/merges/suggestions",
    access: "members:read",
    tag: "Members",
    summary: "Members who may be one person, as an order named both",
    query: z.strictObject(page),
    answers: { 200: listOf(suggestion) },
    errors: ["invalid_cursor", "invalid_query"],
    example: example.suggestions,
    run: async (ctx, { query }) => ok(await listSuggestions(ctx, query)),
  }),
  endpoint({
    method: "post",
    path: "/v1/merges/suggestions/dismiss",
    access: "members:write",
    tag: "Members",
    summary: "Two members are two persons: suggest them no more",
    body: z.strictObject({ member: line(300).min(1), other: line(300).min(1) }),
    answers: {
      200: z.object({ committed: z.boolean(), member: z.string(), other: z.string() }),
    },
    errors: ["not_found", "invalid_ref"],
    canDryRun: true,
    example: example.dismissed,
    run: (ctx, { body }) => dismissSuggestion(ctx, body),
  }),
];
