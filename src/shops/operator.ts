import * as z from "zod";
import type { Context } from "../core/context";
import { listOf, page, pageOf, positionOf } from "../core/cursor";
import { DomainError } from "../core/errors";
import { line } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import { deadLettersBefore, deadLetterView, replayDeadLetter } from "./dead-letters";
import * as example from "./examples";
import { planShop, shopView } from "./index";
import { createKeyFor, revokeAnyKey } from "./keys";
import { once, showOnce } from "./once";
import {
  deadLetterSchema,
  httpUrl,
  keySchema,
  newKey,
  shopSchema,
  shownKeySchema,
} from "./schemas";
import { findShop, shopFrom, shopsAfter } from "./store";

const newShop = z.strictObject({
  name: line(120).min(1),
  currency: z.string().max(3).default("EUR").describe("ISO 4217"),
  timeZone: z.string().max(60).default("Europe/Berlin").describe("IANA name"),
  locale: z.enum(["de", "en"]).default("de"),
  address: z.enum(["du", "sie"]).default("sie"),
  home: httpUrl.nullable().default(null),
  shard: z.string().max(20).default("DB").describe("Binding of the database it lives in."),
});

const pair = z.object({ secret: z.string(), publishable: z.string() });
const newShopAnswer = z.object({
  id: z.string(),
  sandboxId: z.string(),
  keys: z
    .object({ live: pair, test: pair })
    .nullable()
    .describe("Shown this once; null in a replay."),
});

const listedShop = shopSchema.extend({ shard: z.string() });

async function createShopOnce(ctx: Context, body: z.output<typeof newShop>) {
  const { home, ...rest } = body;
  return showOnce(ctx, async () => {
    const { writes, shown } = await planShop(ctx.env, { ...rest, homeUrl: home });
    return { body: shown, kept: { ...shown, keys: null }, writes };
  });
}

async function shopOf(ctx: Context, id: string) {
  const row = await findShop(ctx.env, id);
  if (!row) throw new DomainError("not_found", "There is no such shop.");
  return shopFrom(row);
}

const shopCalls: Endpoint[] = [
  endpoint({
    method: "post",
    path: "/operator/shops",
    access: "operator",
    tag: "Operator",
    summary: "Make a shop and its sandbox, with their keys",
    body: newShop,
    answers: { 201: newShopAnswer },
    example: {
      request: { name: "Café Morgenrot", currency: "EUR", timeZone: "Europe/Berlin" },
      response: {
        id: example.shop.id,
        sandboxId: "shp_01kjx4z8m9e2vrw0q5t7y3n6bf",
        keys: {
          live: { secret: "sk_live_…", publishable: "pk_live_…" },
          test: { secret: "sk_test_…", publishable: "pk_test_…" },
        },
      },
    },
    run: (ctx, { body }) => createShopOnce(ctx, body),
  }),
  endpoint({
    method: "get",
    path: "/operator/shops",
    access: "operator",
    tag: "Operator",
    summary: "List every shop and sandbox",
    query: z.object(page),
    answers: { 200: listOf(listedShop) },
    errors: ["invalid_cursor"],
    example: { response: { data: [{ ...example.shop, shard: "DB" }], nextCursor: null } },
    run: async (ctx, { query }) => {
      const [after] = positionOf(query.cursor, ["string"]) ?? [""];
      const rows = await shopsAfter(ctx.env, `${after ?? ""}`, query.limit + 1);
      const view = (row: (typeof rows)[number]) => ({ ...shopView(row), shard: row.shard });
      return ok(pageOf(rows, query.limit, view, (row) => [row.id]));
    },
  }),
  endpoint({
    method: "post",
    path: "/operator/shops/:id/keys",
    access: "operator",
    tag: "Operator",
    summary: "Make a key for a shop",
    body: newKey,
    answers: { 201: shownKeySchema },
    errors: ["not_found"],
    example: {
      request: { label: example.key.label, scopes: example.key.scopes },
      response: { ...example.key, goodwillLimit: null, key: example.SECRET },
    },
    run: async (ctx, { params, body }) =>
      createKeyFor(ctx, await shopOf(ctx, params.id ?? ""), body),
  }),
  endpoint({
    method: "delete",
    path: "/operator/keys/:id",
    access: "operator",
    tag: "Operator",
    summary: "Revoke a key of any shop",
    answers: { 200: keySchema },
    errors: ["not_found"],
    example: { response: { ...example.key, expiresAt: "2026-03-02T08:00:00Z" } },
    run: (ctx, { params }) => revokeAnyKey(ctx, params.id ?? ""),
  }),
];

const deadLetterCalls: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/operator/dead-letters",
    access: "operator",
    tag: "Operator",
    summary: "List the dead letters of every shop",
    query: z.object(page),
    answers: { 200: listOf(deadLetterSchema) },
    errors: ["invalid_cursor"],
    example: { response: { data: [example.deadLetter], nextCursor: null } },
    run: async (ctx, { query }) => {
      const rows = await deadLettersBefore(ctx.env, null, query);
      return ok(pageOf(rows, query.limit, deadLetterView, (row) => [row.id]));
    },
  }),
  endpoint({
    method: "post",
    path: "/operator/dead-letters/:id/replay",
    access: "operator",
    tag: "Operator",
    summary: "Send any dead letter again",
    answers: { 202: deadLetterSchema },
    errors: ["not_found"],
    example: { response: example.deadLetter },
    run: (ctx, { params }) => once(ctx, 202, () => replayDeadLetter(ctx, params.id ?? "", null)),
  }),
];

export const operatorEndpoints: Endpoint[] = [...shopCalls, ...deadLetterCalls];
