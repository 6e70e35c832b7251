import type { Context } from "../core/context";
import { firstOf, rowsOf, statement } from "../core/database";
import {
  deleteTimer,
  fireSoon,
  insertTimer,
  type NewTimer,
  type TimerMessage,
} from "../core/timers";
import { read, transact } from "../core/transact";
import { toIso } from "../lib/time";
import { found } from "./endpoints";
import { type DeliveryKey, subjectOf } from "./keys";
import { checkEnabled, restartDeliveries } from "./log";
import { endpointStatement, WEBHOOK } from "./store";
import type { EndpointRow } from "./tables";

export const REPLAY = "webhook_replay";

/** Deliveries started over in one message. */
const PAGE = 50;

/** From where on an endpoint's failed deliveries are sent again. */
interface Place {
  readonly endpoint: string;
  readonly since: number;
  readonly fact: string;
  readonly position: number;
}

const pageTimer = (place: Place, dueAt: number): NewTimer => ({
  dueAt,
  subject: `${place.endpoint} ${place.since} ${place.fact} ${place.position}`,
  kind: REPLAY,
});

function readPlace(subject: string): Place {
  const [endpoint = "", since = "", fact = "", position = ""] = subject.split(" ");
  return { endpoint, since: Number(since), fact, position: Number(position) };
}

/**
 * Sends everything again that failed since an instant, page by page through the Queue.
 *
 * @throws {DomainError} not_found, webhook_disabled
 */
export async function replayFailed(ctx: Context, endpoint: string, since: number) {
  const timer = pageTimer({ endpoint, since, fact: "fct_", position: -1 }, ctx.now);
  const answer = await transact(ctx, {
    load: () => [endpointStatement(ctx, endpoint)],
    decide: (rows) => {
      checkEnabled(found(firstOf<EndpointRow>(rows, 0)));
      const body = { endpoint, since: toIso(since) };
      return { status: 202, body, writes: [insertTimer(ctx, timer)], fact: null };
    },
  });
  fireSoon(ctx, timer);
  return answer;
}

/** One page of a replay; a place in the log behind the last one ends it, whatever fails anew. */
export async function replayPage(ctx: Context, timer: TimerMessage): Promise<void> {
  const place = readPlace(timer.subject);
  const rows = await read(ctx, [
    endpointStatement(ctx, place.endpoint),
    statement(
      `SELECT endpoint, fact, position FROM webhook_deliveries
       WHERE shop = ?1 AND endpoint = ?2 AND status = 'failed' AND (fact, position) > (?3, ?4)
         AND created_at >= ?5
       ORDER BY fact, position LIMIT ?6`,
      ctx.shop.id,
      place.endpoint,
      place.fact,
      place.position,
      place.since,
      PAGE,
    ),
  ]);
  const isEnabled = firstOf<EndpointRow>(rows, 0)?.status === "enabled";
  const keys = isEnabled ? rowsOf<DeliveryKey>(rows, 1) : [];
  const last = keys.at(-1);
  const next = last && keys.length === PAGE ? [pageTimer({ ...place, ...last }, timer.dueAt)] : [];
  const started = keys.map((key) => ({ dueAt: ctx.now, subject: subjectOf(key), kind: WEBHOOK }));
  await read(ctx, [
    ...(last ? restartDeliveries(ctx, place.endpoint, keys, ctx.now) : []),
    ...next.map((t) => insertTimer(ctx, t)),
    deleteTimer(timer),
  ]);
  fireSoon(ctx, ...started, ...next);
}
