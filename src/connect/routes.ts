import * as z from "zod";
import { listOf, page } from "../core/cursor";
import { rowsOf } from "../core/database";
import { type Endpoint, endpoint, ok } from "../core/http";
import { read } from "../core/transact";
import {
  changeEndpoint,
  createEndpoint,
  endpointView,
  readEndpoint,
  removeEndpoint,
  rotateSecret,
  testEndpoint,
} from "./endpoints";
import * as example from "./examples";
import { deliveriesOf, replayDelivery } from "./log";
import { replayFailed } from "./replay";
import {
  deliverySchema,
  deliveryStatus,
  endpointChanges,
  endpointSchema,
  newEndpoint,
  replaySchema,
  replayWish,
  shownEndpointSchema,
  testSchema,
} from "./schemas";
import { endpointsStatement } from "./store";
import type { EndpointRow } from "./tables";

const common = { access: "keys:manage", tag: "Webhooks" } as const;

const endpointCalls: Endpoint[] = [
  endpoint({
    ...common,
    method: "post",
    path: "/v1/webhooks",
    summary: "Be told of facts",
    description:
      "At most 20 a shop. Messages are signed by Standard Webhooks with the secret of the answer, " +
      "which is shown here and when it is rotated; a retry with the same Idempotency-Key shows it " +
      "again.",
    body: newEndpoint,
    answers: { 201: shownEndpointSchema },
    errors: ["webhook_address_refused", "too_many_webhooks"],
    example: {
      request: { url: example.webhook.url, types: example.webhook.types },
      response: { ...example.webhook, secret: example.SECRET },
    },
    run: (ctx, { body }) => createEndpoint(ctx, body),
  }),
  endpoint({
    ...common,
    method: "get",
    path: "/v1/webhooks",
    summary: "List the shop's webhooks",
    answers: { 200: listOf(endpointSchema) },
    example: { response: { data: [example.webhook], nextCursor: null } },
    run: async (ctx) => {
      const rows = rowsOf<EndpointRow>(await read(ctx, [endpointsStatement(ctx)]), 0);
      return ok({ data: rows.map(endpointView), nextCursor: null });
    },
  }),
  endpoint({
    ...common,
    method: "get",
    path: "/v1/webhooks/:id",
    summary: "Read a webhook",
    answers: { 200: endpointSchema },
    errors: ["not_found"],
    example: { response: example.webhook },
    run: async (ctx, { params }) => ok(endpointView(await readEndpoint(ctx, params.id ?? ""))),
  }),
  endpoint({
    ...common,
    method: "patch",
    path: "/v1/webhooks/:id",
    summary: "Change a webhook, or switch it off and on",
    description: "Switched on again it is told what happens from then on; the log can be replayed.",
    body: endpointChanges,
    answers: { 200: endpointSchema },
    errors: ["not_found", "webhook_address_refused"],
    example: { request: { status: "enabled" }, response: example.webhook },
    run: (ctx, { params, body }) => changeEndpoint(ctx, params.id ?? "", body),
  }),
  endpoint({
    ...common,
    method: "delete",
    path: "/v1/webhooks/:id",
    summary: "Delete a webhook",
    description: "What was not delivered yet is dropped.",
    answers: { 200: endpointSchema },
    errors: ["not_found"],
    example: { response: example.webhook },
    run: (ctx, { params }) => removeEndpoint(ctx, params.id ?? ""),
  }),
  endpoint({
    ...common,
    method: "post",
    path: "/v1/webhooks/:id/rotate",
    summary: "Replace a webhook's secret",
    description: "For 24 hours messages carry the signatures of both secrets.",
    answers: { 200: shownEndpointSchema },
    errors: ["not_found"],
    example: { response: { ...example.webhook, secretNumber: 2, secret: example.SECRET } },
    run: (ctx, { params }) => rotateSecret(ctx, params.id ?? ""),
  }),
  endpoint({
    ...common,
    method: "post",
    path: "/v1/webhooks/:id/test",
    summary: "Send a test message now",
    description: "Type `webhook_test`, sent once, also where the webhook is disabled.",
    answers: { 200: testSchema },
    errors: ["not_found"],
    example: { response: { isDelivered: true, status: 204, error: null, tookMs: 120 } },
    run: async (ctx, { params }) => ok(await testEndpoint(ctx, params.id ?? "")),
  }),
];

const deliveryCalls: Endpoint[] = [
  endpoint({
    ...common,
    method: "get",
    path: "/v1/webhooks/:id/deliveries",
    summary: "Read a webhook's log",
    description: "The newest facts first; kept 30 days.",
    query: z.strictObject({ ...page, status: deliveryStatus.optional() }),
    answers: { 200: listOf(deliverySchema) },
    errors: ["not_found", "invalid_cursor", "invalid_query"],
    example: { response: { data: [example.delivery], nextCursor: null } },
    run: async (ctx, { params, query }) => ok(await deliveriesOf(ctx, params.id ?? "", query)),
  }),
  endpoint({
    ...common,
    method: "post",
    path: "/v1/webhooks/:id/deliveries/:factId/replay",
    summary: "Send one message again",
    description: "Under the same `webhook-id`, by which receivers know it.",
    answers: { 202: deliverySchema },
    errors: ["not_found", "webhook_disabled"],
    example: {
      response: { ...example.delivery, status: "pending", attempts: 0, deliveredAt: null },
    },
    run: (ctx, { params }) => replayDelivery(ctx, params.id ?? "", params.factId ?? ""),
  }),
  endpoint({
    ...common,
    method: "post",
    path: "/v1/webhooks/:id/replay",
    summary: "Send everything again that failed",
    description: "What was noted since then and failed, page by page after the answer.",
    body: replayWish,
    answers: { 202: replaySchema },
    errors: ["not_found", "webhook_disabled"],
    example: {
      request: { since: "2026-03-01T10:00:00Z" },
      response: { endpoint: example.webhook.id, since: "2026-03-01T10:00:00Z" },
    },
    run: (ctx, { params, body }) => replayFailed(ctx, params.id ?? "", Date.parse(body.since)),
  }),
];

export const webhookEndpoints: Endpoint[] = [...endpointCalls, ...deliveryCalls];
