import type { Context } from "../core/context";
import { firstOf, rowsOf, type Statement } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import type { Answer } from "../core/idempotency";
import { read, transact } from "../core/transact";
import { newId } from "../lib/ids";
import { toIso } from "../lib/time";
import { forgetListeners, typesOf } from "./cache";
import { TEST_TYPE } from "./fact-types";
import { secretOf } from "./secret";
import { faultOf, post } from "./send";
import {
  deleteEndpoint,
  endpointStatement,
  endpointsStatement,
  insertEndpoint,
  updateEndpoint,
} from "./store";
import type { EndpointRow } from "./tables";

/** A fact may become as many requests; the constraint of the table holds the same number. */
const MAX_ENDPOINTS = 20;
const TOO_MANY = `A shop has at most ${MAX_ENDPOINTS}; delete one first.`;

export const endpointView = (row: EndpointRow) => ({
  id: row.id,
  url: row.url,
  types: typesOf(row),
  description: row.description,
  status: row.status,
  disabledReason: row.disabled_reason,
  failingSince: toIso(row.failing_since),
  secretNumber: row.secret_number,
  createdAt: toIso(row.created_at),
});

type View = ReturnType<typeof endpointView>;

/** @throws {DomainError} not_found, of another shop's id too */
export function found(row: EndpointRow | null): EndpointRow {
  if (!row) throw new DomainError("not_found", "The shop has no such webhook.");
  return row;
}

export const readEndpoint = async (ctx: Context, id: string): Promise<EndpointRow> =>
  found(firstOf<EndpointRow>(await read(ctx, [endpointStatement(ctx, id)]), 0));

interface Change {
  readonly status: number;
  readonly type: string;
  readonly row: EndpointRow;
  readonly writes: readonly Statement[];
}

/** Changes one endpoint, with a fact of it; other isolates see it within 30 seconds. */
async function change(
  ctx: Context,
  id: string,
  decide: (row: EndpointRow | null, count: number) => Change,
): Promise<Answer> {
  const factId = newId("fct");
  const answer = await transact(ctx, {
    load: () => [endpointStatement(ctx, id), endpointsStatement(ctx)],
    decide: (rows) => {
      const count = rowsOf(rows, 1).length;
      const { status, type, row, writes } = decide(firstOf<EndpointRow>(rows, 0), count);
      const facts = [{ type, endpoint: id }];
      const fact = { id: factId, member: null, memberVersion: null, happenedAt: ctx.now, facts };
      return { status, body: endpointView(row), writes, fact };
    },
  });
  forgetListeners(ctx.shop.id);
  return answer;
}

/** Adds the secret after the answer was kept: it is derived again for a retry, and never stored. */
async function withSecret(ctx: Context, answer: Answer): Promise<Answer> {
  const view = answer.body as View;
  const secret = await secretOf(ctx.env, { shop: ctx.shop.id, id: view.id }, view.secretNumber);
  return { ...answer, body: { ...view, secret } };
}

const FAULTS: Readonly<Record<string, string>> = {
  invalid_url: "Use an absolute URL.",
  not_https: "Use https.",
  has_credentials: "Leave user and password out of the URL; the signature proves who sends.",
  private_address: "Use an address that the whole internet can reach.",
  port_not_allowed: "Use port 443, or one from 1024 on.",
  own_address: "Use an address of your own, not ours.",
};

function checkUrl(ctx: Context, url: string): void {
  const fault = faultOf(ctx, url);
  if (fault) throw refuse("webhook_address_refused", "/url", FAULTS[fault] ?? fault);
}

export interface NewEndpoint {
  readonly url: string;
  readonly types: readonly string[];
  readonly description: string;
}

/** @throws {DomainError} webhook_address_refused, too_many_webhooks */
export async function createEndpoint(ctx: Context, wanted: NewEndpoint): Promise<Answer> {
  checkUrl(ctx, wanted.url);
  const row: EndpointRow = {
    shop: ctx.shop.id,
    id: newId("end"),
    version: 1,
    ordinal: 0,
    url: wanted.url,
    types: JSON.stringify([...new Set(wanted.types)]),
    description: wanted.description,
    status: "enabled",
    disabled_reason: null,
    failing_since: null,
    failures: 0,
    secret_number: 1,
    rotated_at: null,
    created_at: ctx.now,
  };
  const created = await change(ctx, row.id, (_, count) => {
    if (count >= MAX_ENDPOINTS) throw new DomainError("too_many_webhooks", TOO_MANY);
    return { status: 201, type: "webhook_created", row, writes: [insertEndpoint(row)] };
  });
  return withSecret(ctx, created);
}

export interface EndpointChanges {
  readonly url?: string | undefined;
  readonly types?: readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly status?: EndpointRow["status"] | undefined;
}

/** Switched on again it starts with a clean record; nothing is sent again by itself. */
export function changeEndpoint(ctx: Context, id: string, changes: EndpointChanges) {
  if (changes.url !== undefined) checkUrl(ctx, changes.url);
  return change(ctx, id, (before) => {
    const old = found(before);
    const status = changes.status ?? old.status;
    const isSwitched = status !== old.status;
    const row: EndpointRow = {
      ...old,
      url: changes.url ?? old.url,
      types: changes.types ? JSON.stringify([...new Set(changes.types)]) : old.types,
      description: changes.description ?? old.description,
      ...(isSwitched ? switched(status) : {}),
    };
    const writes = [updateEndpoint(row, isSwitched)];
    return { status: 200, type: "webhook_changed", row, writes };
  });
}

const switched = (status: EndpointRow["status"]) => ({
  status,
  disabled_reason: status === "disabled" ? ("by_shop" as const) : null,
  failing_since: null,
  failures: 0,
});

/** A new secret; for a day the one before signs too. */
export async function rotateSecret(ctx: Context, id: string): Promise<Answer> {
  const rotated = await change(ctx, id, (before) => {
    const old = found(before);
    const row = { ...old, secret_number: old.secret_number + 1, rotated_at: ctx.now };
    return { status: 200, type: "webhook_changed", row, writes: [updateEndpoint(row, false)] };
  });
  return withSecret(ctx, rotated);
}

/** What was not delivered yet is dropped; the log is cleared by the hourly upkeep. */
export const removeEndpoint = (ctx: Context, id: string): Promise<Answer> =>
  change(ctx, id, (before) => ({
    status: 200,
    type: "webhook_deleted",
    row: found(before),
    writes: [deleteEndpoint(ctx, id)],
  }));

/** Sends a test now, once, and tells what came of it; the log does not keep it. */
export async function testEndpoint(ctx: Context, id: string) {
  const row = await readEndpoint(ctx, id);
  const body = JSON.stringify({
    type: TEST_TYPE,
    timestamp: toIso(ctx.now),
    data: { shopId: ctx.shop.id, endpoint: id },
  });
  const startedAt = Date.now();
  const outcome = await post(ctx, row, { id: `test_${ctx.requestId}`, body });
  return {
    isDelivered: outcome.error === null,
    status: outcome.status,
    error: outcome.error,
    tookMs: Date.now() - startedAt,
  };
}
