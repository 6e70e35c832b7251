import * as z from "zod";
import { listOf } from "../core/cursor";
import { line } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import { firstColumn } from "../lib/csv";
import { addCodes, putPool, voidCodes } from "./change";
import * as example from "./examples";
import { listPools, readPool } from "./read";

const whole = z.number().int();
const instant = z.string().nullable();

const pool = z.object({
  id: z.string(),
  name: z.string(),
  imported: whole,
  free: whole.describe("Codes that can still be given; none once they have expired."),
  issued: whole.describe("Given to a member, or held for one."),
  void: whole,
  lowBelow: whole,
  isLow: z.boolean(),
  expiresAt: instant,
  createdAt: instant,
});

/** As many as a body has room for, and few enough for one commit. */
const MAX_CODES = 5_000;
const MAX_POOL = 10_000_000;
const code = line(100);

const fields = z.strictObject({
  name: line(120).min(1).describe("For the shop's staff."),
  lowBelow: whole
    .min(0)
    .max(MAX_POOL)
    .default(0)
    .describe("Fewer free codes than this raise an alarm; 0: never."),
  expiresAt: z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .nullable()
    .default(null)
    .describe("When the codes end, wherever they are used."),
});

const codes = z.union([
  z.strictObject({ codes: z.array(code).min(1).max(MAX_CODES) }),
  z.strictObject({
    csv: z
      .string()
      .transform(firstColumn)
      .pipe(z.array(code).min(1).max(MAX_CODES))
      .describe("The first column is read; a first line `code` is its head."),
  }),
]);

const change = z.object({ committed: z.boolean(), pool });

const idOf = (params: Readonly<Record<string, string>>): string => params.id ?? "";

export const poolEndpoints: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/pools",
    access: "program:read",
    tag: "Code pools",
    summary: "Pools of codes with their counts",
    answers: { 200: listOf(pool) },
    example: example.pools,
    run: async (ctx) => ok(await listPools(ctx)),
  }),
  endpoint({
    method: "get",
    path: "/v1/pools/:id",
    access: "program:read",
    tag: "Code pools",
    summary: "One pool with its counts",
    description: "Which codes it holds is told to nobody but the members who get them.",
    answers: { 200: pool },
    errors: ["not_found"],
    example: { response: example.pool },
    run: async (ctx, { params }) => ok(await readPool(ctx, idOf(params))),
  }),
  endpoint({
    method: "put",
    path: "/v1/pools/:id",
    access: "program:write",
    tag: "Code pools",
    summary: "Make a pool, or change it",
    description:
      "A reward of the kind `code_pool` gives its codes. When it has fewer than `lowBelow` left, " +
      "the fact `pool_low` tells so, once until codes are added.",
    body: fields,
    answers: { 200: change, 201: change },
    errors: ["invalid_ref", "too_many_pools"],
    canDryRun: true,
    example: example.put,
    run: (ctx, { params, body }) => putPool(ctx, idOf(params), body),
  }),
  endpoint({
    method: "post",
    path: "/v1/pools/:id/codes",
    access: "program:write",
    tag: "Code pools",
    summary: "Add codes to a pool, up to 5,000 at once",
    description:
      "As a list, or as the first column of a CSV. A code that the pool knows is not added again, " +
      "whatever became of it.",
    body: codes,
    answers: { 200: change.extend({ added: whole, duplicates: whole }) },
    errors: ["not_found"],
    canDryRun: true,
    example: example.added,
    run: (ctx, { params, body }) =>
      addCodes(ctx, idOf(params), "codes" in body ? body.codes : body.csv),
  }),
  endpoint({
    method: "delete",
    path: "/v1/pools/:id/codes",
    access: "program:write",
    tag: "Code pools",
    summary: "Void the codes that nobody has",
    description: "Those that members got stay theirs.",
    answers: { 200: change.extend({ voided: whole }) },
    errors: ["not_found"],
    canDryRun: true,
    example: example.voided,
    run: (ctx, { params }) => voidCodes(ctx, idOf(params)),
  }),
];
