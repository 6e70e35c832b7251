import type { Context } from "../core/context";
import { firstOf } from "../core/database";
import type { Fact } from "../core/facts";
import type { FactRow } from "../core/tables";
import { deleteTimer, fireSoon, insertTimer, type TimerMessage } from "../core/timers";
import { read } from "../core/transact";
import { MINUTE, SECOND, toIso } from "../lib/time";
import { disable } from "./disable";
import { type DeliveryKey, messageId, readSubject } from "./keys";
import { isGivenUp, MAX_ATTEMPTS, type Outcome, waitAfter } from "./rules";
import { post } from "./send";
import {
  claimDelivery,
  countFailure,
  deliveryStatement,
  endpointStatement,
  entryStatement,
  recover,
  settleDelivery,
  WEBHOOK,
} from "./store";
import type { DeliveryRow, EndpointRow } from "./tables";

/** An attempt that has not ended by then never will: whoever made it is gone. */
const CLAIM_MS = MINUTE;
/** A wait below this is left to the Queue, as the tick comes every five minutes only. */
const SHORT_MS = 30 * SECOND;

/** One attempt at one delivery; the timer row stays until the attempt is written down. */
export async function deliverWebhook(ctx: Context, timer: TimerMessage): Promise<void> {
  // The Queue may hand over a little early; the row is still there for the tick.
  if (ctx.now < timer.dueAt) return;
  const key = readSubject(timer.subject);
  const state = key && (await load(ctx, key));
  if (!state || !isWaiting(state.delivery, timer.dueAt)) {
    await read(ctx, [deleteTimer(timer)]);
    return;
  }
  const { endpoint, entry, delivery } = state;
  if (!endpoint || !entry || endpoint.status === "disabled") {
    return giveUp(ctx, timer, delivery, "endpoint_disabled");
  }
  if (delivery.attempts >= MAX_ATTEMPTS) {
    const isOpen = delivery.claimed_at !== null && delivery.claimed_at > Date.now() - CLAIM_MS;
    return isOpen ? undefined : giveUp(ctx, timer, delivery, "interrupted");
  }
  const attempts = await claim(ctx, delivery, timer.dueAt);
  if (attempts === null) return;
  const message = { id: messageId(delivery), body: bodyOf(entry, delivery.position) };
  const outcome = await post(ctx, endpoint, message);
  await settle(ctx, timer, delivery, outcome, attempts);
}

const isWaiting = ({ status, next_at }: DeliveryRow, dueAt: number): boolean =>
  status === "pending" && next_at === dueAt;

interface State {
  readonly delivery: DeliveryRow;
  readonly endpoint: EndpointRow | null;
  readonly entry: FactRow | null;
}

async function load(ctx: Context, key: DeliveryKey): Promise<State | null> {
  const found = await read(ctx, [
    deliveryStatement(ctx, key),
    endpointStatement(ctx, key.endpoint),
    entryStatement(ctx, key),
  ]);
  const delivery = firstOf<DeliveryRow>(found, 0);
  const [endpoint, entry] = [firstOf<EndpointRow>(found, 1), firstOf<FactRow>(found, 2)];
  return delivery && { delivery, endpoint, entry };
}

/** How many attempts this one makes; null where somebody else is at it. */
async function claim(ctx: Context, key: DeliveryKey, dueAt: number): Promise<number | null> {
  const now = Date.now();
  const claimed = await ctx.db.batch([
    claimDelivery(ctx, key, dueAt, { now, staleBefore: now - CLAIM_MS }),
  ]);
  return firstOf<{ attempts: number }>(claimed, 0)?.attempts ?? null;
}

/** A fact as Standard Webhooks has it; the same bytes in every attempt. */
export function bodyOf(entry: FactRow, position: number): string {
  const { type = "", ...fact } = (JSON.parse(entry.facts) as Fact[])[position] ?? {};
  return JSON.stringify({
    type,
    timestamp: toIso(entry.happened_at),
    data: {
      shopId: entry.shop,
      factId: entry.id,
      member: entry.member,
      caller: entry.caller,
      recordedAt: toIso(entry.recorded_at),
      fact,
    },
  });
}

async function giveUp(
  ctx: Context,
  timer: TimerMessage,
  key: DeliveryKey,
  error: "endpoint_disabled" | "interrupted",
): Promise<void> {
  const ended = settleDelivery(ctx, key, { status: null, error }, null);
  await read(ctx, [ended, deleteTimer(timer)]);
}

async function settle(
  ctx: Context,
  timer: TimerMessage,
  key: DeliveryKey,
  outcome: Outcome,
  attempts: number,
): Promise<void> {
  const wait = waitAfter(attempts, outcome.retryAfterMs, Math.random());
  const isOver = outcome.error === null || outcome.error === "gone" || wait === null;
  const next = isOver ? null : { dueAt: ctx.now + wait, subject: timer.subject, kind: WEBHOOK };
  const isTaken = outcome.error === null;
  const settled = await read(ctx, [
    isTaken ? recover(ctx, key.endpoint) : countFailure(ctx, key.endpoint, attempts === 1),
    settleDelivery(ctx, key, outcome, next?.dueAt ?? null),
    deleteTimer(timer),
    ...(next ? [insertTimer(ctx, next)] : []),
  ]);
  if (next && next.dueAt - ctx.now <= SHORT_MS) fireSoon(ctx, next);
  const endpoint = firstOf<EndpointRow>(settled, 0);
  if (!endpoint || isTaken) return;
  if (outcome.error === "gone") await disable(ctx, endpoint.id, "gone");
  else if (isGivenUp(endpoint.failing_since, endpoint.failures, ctx.now)) {
    await disable(ctx, endpoint.id, "failing");
  }
}
