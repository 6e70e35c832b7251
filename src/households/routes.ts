import * as z from "zod";
import { line, slug } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import { MAX_AMOUNT } from "../lib/numbers";
import { limits } from "../members";
import { closeHousehold } from "./close";
import { openNew } from "./create";
import * as example from "./examples";
import { changeMember, joinHousehold } from "./join";
import { leaveHousehold } from "./leave";
import { moveByHand } from "./move";
import { MOST_MEMBERS } from "./program";
import { readHousehold } from "./read";
import { answer, household, moved, settled } from "./schemas";

const ref = line(300).min(1);
const own = limits
  .refine((all) => all.every(({ per }) => per !== "order"), "Nothing is ordered from a pool.")
  .nullable()
  .optional()
  .describe("null: the program's.");
const ownId = (prefix: string) =>
  line(100)
    .min(1)
    .refine((id) => !id.startsWith(prefix), `Ids that start with ${prefix} are ours to give.`)
    .optional()
    .describe("An id of your own: sent again, it is done once.");
const joining = z.strictObject({
  member: ref,
  role: z.enum(["adult", "child"]).default("adult"),
  limits: own,
});
const moving = z.strictObject({
  id: ownId("hmv_"),
  member: ref,
  unit: slug.default("points"),
  amount: z.number().int().min(1).max(MAX_AMOUNT),
});

const write = { access: "members:write", tag: "Households", canDryRun: true } as const;
const OF_ONE = ["not_found", "household_closed"] as const;
const OF_MOVES = [
  ...OF_ONE,
  "invalid_ref",
  "not_in_household",
  "move_differs",
  "unknown_unit",
  "insufficient_points",
  "amount_too_large",
] as const;

export const householdEndpoints: Endpoint[] = [
  endpoint({
    ...write,
    method: "post",
    path: "/v1/households",
    summary: "Open a household: members with a common pool",
    body: z.strictObject({
      id: ownId("hhd_"),
      owner: ref,
      name: line(100).min(1),
      members: z
        .array(joining)
        .max(MOST_MEMBERS - 1)
        .default([]),
    }),
    answers: { 200: answer, 201: answer },
    errors: [
      "not_found",
      "invalid_ref",
      "member_erased",
      "households_not_allowed",
      "household_full",
      "household_differs",
      "already_in_household",
    ],
    example: example.opened,
    run: (ctx, { body }) => openNew(ctx, body),
  }),
  endpoint({
    method: "get",
    path: "/v1/households/:id",
    access: "members:read",
    tag: "Households",
    summary: "A household's pool and members",
    description: "By our `hhd_…` or by your own id.",
    answers: { 200: household },
    errors: ["not_found"],
    example: example.read,
    run: async (ctx, { params }) => ok(await readHousehold(ctx, params.id ?? "")),
  }),
  endpoint({
    ...write,
    method: "delete",
    path: "/v1/households/:id",
    summary: "Close a household: the pool goes to its members",
    description:
      "As `households.onLeaving` of the program says; what is nobody's own is the owner's.",
    answers: { 200: settled },
    errors: OF_ONE,
    example: example.closed,
    run: (ctx, { params }) => closeHousehold(ctx, params.id ?? ""),
  }),
  endpoint({
    ...write,
    method: "post",
    path: "/v1/households/:id/members",
    summary: "Somebody joins a household",
    body: joining,
    answers: { 201: answer },
    errors: [
      ...OF_ONE,
      "invalid_ref",
      "member_erased",
      "households_not_allowed",
      "household_full",
      "already_in_household",
    ],
    example: example.joined,
    run: (ctx, { params, body }) => joinHousehold(ctx, params.id ?? "", body),
  }),
  endpoint({
    ...write,
    method: "patch",
    path: "/v1/households/:id/members/:ref",
    summary: "Change a member's role or limits, or hand the household over",
    description: "Who becomes its owner takes it over from the one who was.",
    body: z.strictObject({ role: z.enum(["owner", "adult", "child"]).optional(), limits: own }),
    answers: { 200: answer },
    errors: [...OF_ONE, "invalid_ref", "not_in_household", "household_needs_owner"],
    example: example.changed,
    run: (ctx, { params, body }) => changeMember(ctx, params.id ?? "", params.ref ?? "", body),
  }),
  endpoint({
    ...write,
    method: "delete",
    path: "/v1/households/:id/members/:ref",
    summary: "Somebody leaves a household, with what is theirs",
    answers: { 200: settled },
    errors: [...OF_ONE, "invalid_ref", "not_in_household", "household_needs_owner"],
    example: example.left,
    run: (ctx, { params }) => leaveHousehold(ctx, params.id ?? "", params.ref ?? ""),
  }),
  endpoint({
    ...write,
    method: "post",
    path: "/v1/households/:id/contributions",
    access: "rewards:redeem",
    summary: "A member puts something into the pool",
    body: moving,
    answers: { 200: moved, 201: moved },
    errors: [...OF_MOVES, "households_not_allowed"],
    example: example.contributed,
    run: (ctx, { params, body }) => moveByHand(ctx, params.id ?? "", "contribution", body),
  }),
  endpoint({
    ...write,
    method: "post",
    path: "/v1/households/:id/draws",
    access: "rewards:redeem",
    summary: "A member takes something from the pool",
    description: "Within the member's own limits; it pays a debt of theirs first.",
    body: moving,
    answers: { 200: moved, 201: moved },
    errors: [...OF_MOVES, "limit_reached"],
    example: example.drawn,
    run: (ctx, { params, body }) => moveByHand(ctx, params.id ?? "", "draw", body),
  }),
];
