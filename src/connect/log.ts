import type { Context } from "../core/context";
import { pageOf, positionOf } from "../core/cursor";
import { firstOf, rowsOf, type Statement, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { fireSoon } from "../core/timers";
import { read, transact } from "../core/transact";
import { toIso } from "../lib/time";
import { found } from "./endpoints";
import { type DeliveryKey, factKey, readFactKey, subjectOf } from "./keys";
import { deliveryStatement, endpointStatement, insertTimers, WEBHOOK } from "./store";
import type { DeliveryRow, EndpointRow } from "./tables";

export const deliveryView = (row: DeliveryRow) => ({
  factId: factKey(row),
  type: row.type,
  status: row.status,
  attempts: row.attempts,
  nextAt: toIso(row.next_at),
  lastStatus: row.last_status,
  lastError: row.last_error,
  createdAt: toIso(row.created_at),
  deliveredAt: toIso(row.delivered_at),
});

export interface LogQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly status?: DeliveryRow["status"] | undefined;
}

/** Above every id of a fact. */
const LAST_FACT = "fct_~";

/** A page of an endpoint's deliveries, the newest fact first, which is the order of the key. */
export async function deliveriesOf(ctx: Context, endpoint: string, query: LogQuery) {
  const [fact, position] = positionOf(query.cursor, ["string", "number"]) ?? [LAST_FACT, 0];
  // A literal, one of three, lets the database see that its index of failed ones fits.
  const only = query.status ? `AND status = '${query.status}'` : "";
  const rows = await read(ctx, [
    endpointStatement(ctx, endpoint),
    statement(
      `SELECT * FROM webhook_deliveries
       WHERE shop = ?1 AND endpoint = ?2 AND (fact, position) < (?3, ?4) ${only}
       ORDER BY fact DESC, position DESC LIMIT ?5`,
      ctx.shop.id,
      endpoint,
      fact ?? LAST_FACT,
      position ?? 0,
      query.limit + 1,
    ),
  ]);
  found(firstOf<EndpointRow>(rows, 0));
  return pageOf(rowsOf<DeliveryRow>(rows, 1), query.limit, deliveryView, (row) => [
    row.fact,
    row.position,
  ]);
}

/** Starts an endpoint's deliveries over, as if they had never been tried. */
export const restartDeliveries = (
  ctx: Context,
  endpoint: string,
  keys: readonly DeliveryKey[],
  dueAt: number,
): Statement[] => [
  statement(
    `UPDATE webhook_deliveries SET status = 'pending', attempts = 0, next_at = ?4,
       claimed_at = NULL, delivered_at = NULL
     WHERE shop = ?1 AND endpoint = ?2 AND status <> 'pending'
       AND (fact, position) IN
         (SELECT k.value ->> 'fact', k.value ->> 'position' FROM json_each(?3) k)`,
    ctx.shop.id,
    endpoint,
    JSON.stringify(keys),
    dueAt,
  ),
  insertTimers(ctx, dueAt, keys),
];

/** @throws {DomainError} webhook_disabled */
export function checkEnabled(row: EndpointRow): void {
  if (row.status === "enabled") return;
  throw new DomainError("webhook_disabled", "Switch the webhook on before sending again.");
}

/**
 * Sends one delivery again, whatever became of it; one that waits for its next attempt is left.
 *
 * @throws {DomainError} not_found, webhook_disabled
 */
export async function replayDelivery(ctx: Context, endpoint: string, factId: string) {
  const key = { endpoint, ...(readFactKey(factId) ?? { fact: "", position: 0 }) };
  const answer = await transact(ctx, {
    load: () => [endpointStatement(ctx, endpoint), deliveryStatement(ctx, key)],
    decide: (rows) => {
      checkEnabled(found(firstOf<EndpointRow>(rows, 0)));
      const row = firstOf<DeliveryRow>(rows, 1);
      if (!row) throw new DomainError("not_found", "The webhook has no such delivery.");
      const isWaiting = row.status === "pending";
      const again = { status: "pending", attempts: 0, next_at: ctx.now, delivered_at: null };
      const after = isWaiting ? row : ({ ...row, ...again } as DeliveryRow);
      const writes = isWaiting ? [] : restartDeliveries(ctx, endpoint, [key], ctx.now);
      return { status: 202, body: deliveryView(after), writes, fact: null };
    },
  });
  fireSoon(ctx, { dueAt: ctx.now, subject: subjectOf(key), kind: WEBHOOK });
  return answer;
}
