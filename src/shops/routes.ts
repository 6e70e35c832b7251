import * as z from "zod";
import { listOf, page, pageOf } from "../core/cursor";
import { duration } from "../core/fields";
import { type Endpoint, endpoint, ok } from "../core/http";
import { toIso } from "../lib/time";
import { deadLettersBefore, deadLetterView, replayDeadLetter } from "./dead-letters";
import * as example from "./examples";
import { changeShop, readShop, setClock } from "./index";
import { createKey, keysAfter, keyView, revokeKey, rotateKey } from "./keys";
import { once } from "./once";
import {
  deadLetterSchema,
  keySchema,
  newKey,
  shopChanges,
  shopSchema,
  shownKeySchema,
} from "./schemas";

const NEVER_AGAIN =
  "The key is in this answer and nowhere else. With an Idempotency-Key a retry makes no second " +
  "key, and answers with `key: null`: lost before it was read, it is revoked and made anew.";

const shopCalls: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/shop",
    access: "program:read",
    tag: "Shop",
    summary: "Read the shop's settings",
    answers: { 200: shopSchema },
    example: { response: example.shop },
    run: async (ctx) => ok(await readShop(ctx)),
  }),
  endpoint({
    method: "patch",
    path: "/v1/shop",
    access: "program:write",
    tag: "Shop",
    summary: "Change the shop's settings",
    description: "The currency stays: every recorded amount is in it.",
    body: shopChanges,
    answers: { 200: shopSchema },
    example: { request: { landingUrl: example.shop.landingUrl }, response: example.shop },
    run: (ctx, { body }) => once(ctx, 200, () => changeShop(ctx, body)),
  }),
  endpoint({
    method: "post",
    path: "/v1/sandbox/clock",
    access: "program:write",
    tag: "Shop",
    summary: "Set the sandbox's clock",
    description:
      "Only for test keys. Timers up to the new time run through the Queue after the answer; " +
      "balances are as of the new time at once. Back in time only while the sandbox is empty.",
    body: z.strictObject({ now: z.iso.datetime({ offset: true }) }),
    answers: { 202: z.object({ clockAt: z.string() }) },
    errors: ["clock_only_in_sandbox", "sandbox_not_empty", "invalid_time"],
    example: {
      request: { now: "2027-01-01T09:00:00Z" },
      response: { clockAt: "2027-01-01T09:00:00Z" },
    },
    run: (ctx, { body }) => {
      const at = Date.parse(body.now);
      return once(ctx, 202, async () => {
        await setClock(ctx, at);
        return { clockAt: toIso(at) };
      });
    },
  }),
];

const keyCalls: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/keys",
    access: "keys:manage",
    tag: "Keys",
    summary: "List the shop's keys",
    query: z.object(page),
    answers: { 200: listOf(keySchema) },
    errors: ["invalid_cursor"],
    example: { response: { data: [example.key], nextCursor: null } },
    run: async (ctx, { query }) =>
      ok(pageOf(await keysAfter(ctx, query), query.limit, keyView, (row) => [row.id])),
  }),
  endpoint({
    method: "post",
    path: "/v1/keys",
    access: "keys:manage",
    tag: "Keys",
    summary: "Make a key",
    description: `It can do at most what the calling key can. ${NEVER_AGAIN}`,
    body: newKey,
    answers: { 201: shownKeySchema },
    example: {
      request: { label: example.key.label, scopes: example.key.scopes, goodwillLimit: 500 },
      response: { ...example.key, key: example.SECRET },
    },
    run: (ctx, { body }) => createKey(ctx, body),
  }),
  endpoint({
    method: "post",
    path: "/v1/keys/:id/rotate",
    access: "keys:manage",
    tag: "Keys",
    summary: "Replace a key",
    description: `A new key with the same rights; the old one ends after \`overlap\`. ${NEVER_AGAIN}`,
    body: z.strictObject({ overlap: duration.default("P7D").describe("At most P90D.") }),
    answers: { 201: shownKeySchema },
    errors: ["not_found"],
    example: {
      request: { overlap: "P1D" },
      response: { ...example.key, key: example.SECRET },
    },
    run: (ctx, { params, body }) => rotateKey(ctx, params.id ?? "", body.overlap),
  }),
  endpoint({
    method: "delete",
    path: "/v1/keys/:id",
    access: "keys:manage",
    tag: "Keys",
    summary: "Revoke a key",
    description: "Refused everywhere within 30 seconds.",
    answers: { 200: keySchema },
    errors: ["not_found"],
    example: { response: { ...example.key, expiresAt: "2026-03-02T08:00:00Z" } },
    run: (ctx, { params }) => revokeKey(ctx, params.id ?? ""),
  }),
];

const deadLetterCalls: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/v1/dead-letters",
    access: "keys:manage",
    tag: "Dead letters",
    summary: "List messages that could not be delivered inside the engine",
    description:
      "Facts and timers that the Queue gave up on. Nothing of the ledger depends on them.",
    query: z.object(page),
    answers: { 200: listOf(deadLetterSchema) },
    errors: ["invalid_cursor"],
    example: { response: { data: [example.deadLetter], nextCursor: null } },
    run: async (ctx, { query }) => {
      const rows = await deadLettersBefore(ctx.env, ctx.shop.id, query);
      return ok(pageOf(rows, query.limit, deadLetterView, (row) => [row.id]));
    },
  }),
  endpoint({
    method: "post",
    path: "/v1/dead-letters/:id/replay",
    access: "keys:manage",
    tag: "Dead letters",
    summary: "Send a dead letter again",
    answers: { 202: deadLetterSchema },
    errors: ["not_found"],
    example: { response: example.deadLetter },
    run: (ctx, { params }) =>
      once(ctx, 202, () => replayDeadLetter(ctx, params.id ?? "", ctx.shop.id)),
  }),
];

export const shopEndpoints: Endpoint[] = [...shopCalls, ...keyCalls, ...deadLetterCalls];
