import * as z from "zod";
import { type Endpoint, endpoint, ok } from "../core/http";
import * as example from "./examples";
import { setManual } from "./manual";
import { tierMoves } from "./moves";
import { readTiers } from "./read";
import { manualBody, movesBody, movesSchema, toldTierSchema } from "./schemas";

const tiers = z.object({ data: z.array(toldTierSchema) });
const changed = tiers.extend({ committed: z.boolean() });

export const tierEndpoints: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/members/:ref/tiers",
    access: "members:read",
    tag: "Tiers",
    summary: "Where a member stands in every set of tiers",
    description: "With what is missing to the next level, and what keeps this one until when.",
    answers: { 200: tiers },
    errors: ["not_found", "invalid_ref"],
    example: example.tiers,
    run: async (ctx, { params }) => ok(await readTiers(ctx, params.ref ?? "")),
  }),
  endpoint({
    method: "put",
    path: "/v1/members/:ref/tiers/:set",
    access: "members:write",
    tag: "Tiers",
    summary: "Give a member a level by hand",
    description:
      "The better of it and what is earned is held, so it never puts anybody lower. It has the level's perks and rates, but brings nothing on entry.",
    body: manualBody,
    answers: { 200: changed },
    errors: ["not_found", "invalid_ref", "unknown_level", "invalid_time", "member_erased"],
    example: example.given,
    canDryRun: true,
    run: (ctx, { params, body }) => setManual(ctx, params.ref ?? "", params.set ?? "", body),
  }),
  endpoint({
    method: "delete",
    path: "/v1/members/:ref/tiers/:set",
    access: "members:write",
    tag: "Tiers",
    summary: "Take back a level that was given by hand",
    answers: { 200: changed },
    errors: ["not_found", "invalid_ref", "member_erased"],
    example: example.takenBack,
    canDryRun: true,
    run: (ctx, { params }) =>
      setManual(ctx, params.ref ?? "", params.set ?? "", { level: null, reason: "taken back" }),
  }),
  endpoint({
    method: "post",
    path: "/v1/program/tier-moves",
    access: "program:read",
    tag: "Program",
    summary: "Who would move between tiers under a document, a page of members at a time",
    description:
      "Of a document or the stored draft, against the program in force. Applied, members move when they are next opened; reads show it at once.",
    body: movesBody,
    answers: { 200: movesSchema },
    errors: ["invalid_program", "no_draft", "invalid_cursor"],
    example: example.moves,
    run: async (ctx, { body }) => ok(await tierMoves(ctx, body)),
  }),
];
