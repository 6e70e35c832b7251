import { type Context, realmOf } from "../core/context";
import { type Statement, statement } from "../core/database";
import { type DeliveryKey, subjectOf } from "./keys";
import type { Outcome } from "./rules";
import type { EndpointRow } from "./tables";

export const WEBHOOK = "webhook";

export const endpointsStatement = (ctx: Context): Statement =>
  statement("SELECT * FROM webhook_endpoints WHERE shop = ?1 ORDER BY id", ctx.shop.id);

export const endpointStatement = (ctx: Context, id: string): Statement =>
  statement("SELECT * FROM webhook_endpoints WHERE shop = ?1 AND id = ?2", ctx.shop.id, id);

/** Its ordinal is counted in the commit itself: two at once cannot both be the twentieth. */
export const insertEndpoint = (row: EndpointRow): Statement =>
  statement(
    `INSERT INTO webhook_endpoints (shop, id, version, ordinal, url, types, description, status,
       failures, secret_number, created_at)
     SELECT ?1, ?2, 1, 1 + (SELECT count(*) FROM webhook_endpoints WHERE shop = ?1), ?3, ?4, ?5, ?6,
       0, ?7, ?8`,
    row.shop,
    row.id,
    row.url,
    row.types,
    row.description,
    row.status,
    row.secret_number,
    row.created_at,
  );

/** A row changed by another commit meanwhile gets version -1, which CHECK stale_read refuses. */
const GUARDED = "version = CASE WHEN version = ?3 THEN version + 1 ELSE -1 END";

/** `row` is what was read, changed; its health is left to the deliveries unless it starts anew. */
export const updateEndpoint = (row: EndpointRow, startsAnew: boolean): Statement =>
  statement(
    `UPDATE webhook_endpoints SET ${GUARDED}, url = ?4, types = ?5, description = ?6, status = ?7,
       disabled_reason = ?8, secret_number = ?9, rotated_at = ?10
       ${startsAnew ? ", failing_since = NULL, failures = 0" : ""}
     WHERE shop = ?1 AND id = ?2`,
    row.shop,
    row.id,
    row.version,
    row.url,
    row.types,
    row.description,
    row.status,
    row.disabled_reason,
    row.secret_number,
    row.rotated_at,
  );

/** Guarded, so that of two that give an endpoint up at once only one tells of it. */
export const disableEndpoint = (row: EndpointRow, reason: "failing" | "gone"): Statement =>
  statement(
    `UPDATE webhook_endpoints SET ${GUARDED}, status = 'disabled', disabled_reason = ?4
     WHERE shop = ?1 AND id = ?2`,
    row.shop,
    row.id,
    row.version,
    reason,
  );

/** A fact of an entry for an endpoint that wants it. */
export interface Wanted {
  readonly endpoint: string;
  readonly position: number;
  readonly type: string;
}

interface Entry {
  readonly id: string;
  readonly local_day: string;
  readonly recorded_at: number;
}

/** Deliveries of an entry's facts, each once; tells which are new. */
export const insertDeliveries = (ctx: Context, entry: Entry, wanted: readonly Wanted[]) =>
  statement(
    `INSERT INTO webhook_deliveries (shop, endpoint, fact, position, local_day, type, status,
       attempts, next_at, created_at)
     SELECT ?1, w.value ->> 'endpoint', ?2, w.value ->> 'position', ?3, w.value ->> 'type',
       'pending', 0, ?4, ?5
     FROM json_each(?6) w WHERE true
     ON CONFLICT DO NOTHING RETURNING endpoint, fact, position`,
    ctx.shop.id,
    entry.id,
    entry.local_day,
    entry.recorded_at,
    ctx.now,
    JSON.stringify(wanted),
  );

/** Timers of deliveries, due at once; those that are set already stay. */
export const insertTimers = (ctx: Context, dueAt: number, keys: readonly DeliveryKey[]) =>
  statement(
    `INSERT INTO timers (realm, due_at, shop, subject, kind)
     SELECT ?1, ?2, ?3, s.value, ?4 FROM json_each(?5) s WHERE true ON CONFLICT DO NOTHING`,
    realmOf(ctx.shop),
    dueAt,
    ctx.shop.id,
    WEBHOOK,
    JSON.stringify(keys.map(subjectOf)),
  );

const BY_KEY = "shop = ?1 AND endpoint = ?2 AND fact = ?3 AND position = ?4";

export const deliveryStatement = (ctx: Context, key: DeliveryKey): Statement =>
  statement(
    `SELECT * FROM webhook_deliveries WHERE ${BY_KEY}`,
    ctx.shop.id,
    key.endpoint,
    key.fact,
    key.position,
  );

/** The journal entry that a delivery tells of. */
export const entryStatement = (ctx: Context, key: DeliveryKey): Statement =>
  statement(
    `SELECT f.* FROM webhook_deliveries d CROSS JOIN facts f
       ON f.shop = d.shop AND f.local_day = d.local_day AND f.id = d.fact
     WHERE d.shop = ?1 AND d.endpoint = ?2 AND d.fact = ?3 AND d.position = ?4`,
    ctx.shop.id,
    key.endpoint,
    key.fact,
    key.position,
  );

/** Takes a delivery for one attempt: of two at once only one gets it. Both times are real. */
export const claimDelivery = (
  ctx: Context,
  key: DeliveryKey,
  dueAt: number,
  at: { readonly now: number; readonly staleBefore: number },
): Statement =>
  statement(
    `UPDATE webhook_deliveries SET attempts = attempts + 1, claimed_at = ?6
     WHERE ${BY_KEY} AND status = 'pending' AND next_at = ?5
       AND (claimed_at IS NULL OR claimed_at < ?7)
     RETURNING attempts`,
    ctx.shop.id,
    key.endpoint,
    key.fact,
    key.position,
    dueAt,
    at.now,
    at.staleBefore,
  );

/** Writes down how an attempt ended; `nextAt` null: it was the last. */
export const settleDelivery = (
  ctx: Context,
  key: DeliveryKey,
  { status, error }: Pick<Outcome, "status" | "error">,
  nextAt: number | null,
): Statement => {
  const isPending = error !== null && nextAt !== null;
  return statement(
    `UPDATE webhook_deliveries SET status = ?5, next_at = ?6, claimed_at = NULL, last_status = ?7,
       last_error = ?8, delivered_at = ?9
     WHERE ${BY_KEY} AND status = 'pending'`,
    ctx.shop.id,
    key.endpoint,
    key.fact,
    key.position,
    error === null ? "delivered" : isPending ? "pending" : "failed",
    isPending ? nextAt : null,
    status,
    error,
    error === null ? ctx.now : null,
  );
};

/** A healthy endpoint that takes a message costs no write. */
export const recover = (ctx: Context, id: string): Statement =>
  statement(
    `UPDATE webhook_endpoints SET failing_since = NULL, failures = 0
     WHERE shop = ?1 AND id = ?2 AND failing_since IS NOT NULL RETURNING *`,
    ctx.shop.id,
    id,
  );

/** Counts a failure; of a delivery's attempts only the first is counted. */
export const countFailure = (ctx: Context, id: string, isFirst: boolean): Statement =>
  statement(
    `UPDATE webhook_endpoints SET failing_since = coalesce(failing_since, ?3),
       failures = failures + ?4
     WHERE shop = ?1 AND id = ?2 RETURNING *`,
    ctx.shop.id,
    id,
    ctx.now,
    isFirst ? 1 : 0,
  );

export const deleteEndpoint = (ctx: Context, id: string): Statement =>
  statement("DELETE FROM webhook_endpoints WHERE shop = ?1 AND id = ?2", ctx.shop.id, id);
