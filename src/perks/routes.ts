import * as z from "zod";
import { listOf } from "../core/cursor";
import { line, slug } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import * as example from "./examples";
import { reversePerkUse } from "./give-back";
import { listPerks } from "./read";
import { usePerk } from "./use";

const instant = z.string().nullable();
const whole = z.number().int();

const perk = z.object({
  key: z.string(),
  name: z.string(),
  held: z.boolean(),
  usable: z.boolean().describe("Held, and something is left of it and of its limits."),
  from: instant.describe("Since when, where that is known; of one on its way, from when."),
  until: instant.describe("null: as long as can be foreseen."),
  source: z.enum(["tier", "grant"]).nullable().describe("What the next use is taken from."),
  level: z.string().nullable().describe("Of the tier that brings it."),
  usesLeft: whole.nullable().describe("Of a perk with so many uses; null: of any other."),
  limits: z.array(
    z.object({
      per: z.enum(["day", "week", "month", "year", "lifetime"]),
      times: whole,
      used: whole,
      left: whole,
    }),
  ),
  availableAgainAt: instant.describe("Where it is not usable: when it will be, if ever."),
});

const used = z.object({
  id: z.string(),
  status: z.enum(["used", "reversed"]),
  committed: z.boolean(),
  member: z.object({ id: z.string() }),
  perk: perk.describe("As it stood after that."),
  storeId: z.string().nullable(),
  usedAt: z.string(),
  reversedAt: instant,
});

const body = z.strictObject({
  id: line(255)
    .min(1)
    .refine((id) => !id.startsWith("use_"), "Ids that start with use_ are ours to give.")
    .optional()
    .describe("Your own id: the same again is the same use."),
  member: line(300).min(1),
  key: slug.describe("Of a perk of the program."),
  storeId: line(100).min(1).nullable().optional(),
  occurredAt: z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .optional()
    .describe("When it was used, if not now: limits count it then."),
});

export const perkEndpoints: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/members/:ref/perks",
    access: "members:read",
    tag: "Perks",
    summary: "Perks a member holds, and whether they can be used now",
    description:
      "With `?key=` the one perk, held or not: what a storefront's gate asks. A key that the " +
      "program does not have is refused.",
    query: z.strictObject({ key: line(100).optional() }),
    answers: { 200: listOf(perk) },
    errors: ["not_found", "invalid_ref", "invalid_query", "member_erased", "unknown_perk"],
    example: example.perks,
    run: async (ctx, { params, query }) => ok(await listPerks(ctx, params.ref ?? "", query.key)),
  }),
  endpoint({
    method: "post",
    path: "/v1/perks/use",
    access: "rewards:redeem",
    tag: "Perks",
    summary: "Use a perk",
    description:
      "Once for each id, however often it is sent. `perk_exhausted` says in its detail when the " +
      "perk can be used again.",
    body,
    answers: { 200: used, 201: used },
    errors: [
      "not_found",
      "invalid_ref",
      "member_erased",
      "unknown_perk",
      "perk_not_held",
      "perk_exhausted",
      "perk_use_differs",
      "invalid_time",
    ],
    canDryRun: true,
    example: example.used,
    run: (ctx, { body }) => usePerk(ctx, body),
  }),
  endpoint({
    method: "post",
    path: "/v1/perks/use/:id/reverse",
    access: "rewards:redeem",
    tag: "Perks",
    summary: "Give a use back that was a mistake, once",
    body: z.strictObject({}),
    answers: { 200: used },
    errors: ["not_found", "member_erased"],
    canDryRun: true,
    example: example.reversed,
    run: (ctx, { params }) => reversePerkUse(ctx, params.id ?? ""),
  }),
];
