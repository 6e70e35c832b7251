import { runClock } from "./clock";
import { openDatabase } from "./core/database";
import { type Env, type Message, shardNamed } from "./core/env";
import { describe, log } from "./core/log";
import { deleteOutbox } from "./core/outbox";
import { backOffSeconds } from "./core/queue";
import type { TimerMessage } from "./core/timers";
import { TIMERS } from "./jobs";
import { newId } from "./lib/ids";
import { computeMetrics, sendReports, yesterdayOf } from "./metrics";
import { type FactMessage, type Reactions, react, reactions } from "./reactions";
import { recordClicks } from "./referrals";
import { registry } from "./registry";
import { bury, contextForShop, type ShopRow, setMetricsDay, shopsById } from "./shops";

/** Dead letters come to the same Worker under this queue's name. */
const DEAD_QUEUE = "regulars-dead";
type Delivery = MessageBatch<Message>["messages"][number];

interface Tick {
  readonly env: Env;
  readonly shops: ReadonlyMap<string, ShopRow>;
  readonly later: (work: Promise<unknown>) => void;
  readonly reactions: Reactions;
}

/** The Queue's door. Each message is acknowledged or retried by itself. */
export async function consume(
  batch: MessageBatch<Message>,
  env: Env,
  execution: Pick<ExecutionContext, "waitUntil">,
  table: Reactions = reactions,
): Promise<void> {
  if (batch.queue === DEAD_QUEUE) {
    await Promise.all(batch.messages.map((m) => attempt(m, () => bury(env, m.body))));
    return;
  }
  const facts = batch.messages.filter((m) => m.body.type === "fact");
  const clicks = batch.messages.filter((m) => m.body.type === "clicks");
  const outward = batch.messages.filter(isOutward);
  const others = batch.messages.filter(
    (m) => !["fact", "clicks"].includes(m.body.type) && !isOutward(m),
  );
  const tick: Tick = {
    env,
    shops: await shopsById(env, [...new Set(batch.messages.map((m) => m.body.shop))]),
    later: (work) => execution.waitUntil(work),
    reactions: table,
  };
  await Promise.all([
    takeFacts(tick, facts),
    takeClicks(tick, clicks),
    ...others.map((m) => attempt(m, () => take(tick, m.body))),
    ...inLanes(outward, (m) => attempt(m, () => take(tick, m.body))),
  ]);
}

/** Timers whose verb waits for somebody else's server, as metrics do that end in a report. */
const OUTWARD: readonly string[] = [
  "consent_mail",
  "join_mail",
  "message",
  "webhook",
  "webhook_alarm",
];
const isOutward = ({ body }: Delivery): boolean =>
  body.type === "metrics" || (body.type === "timer" && OUTWARD.includes(body.kind));

/** A Worker has six connections at once: slow servers leave two to all that is ours. */
const LANES = 4;

/** Takes the next whenever one is done, a few at a time. */
function inLanes(deliveries: readonly Delivery[], run: (delivery: Delivery) => Promise<void>) {
  const waiting = deliveries.values();
  const lane = async () => {
    for (const delivery of waiting) await run(delivery);
  };
  return Array.from({ length: LANES }, lane);
}

async function take(tick: Tick, message: Message): Promise<void> {
  switch (message.type) {
    case "timer":
      return fire(tick, message);
    case "clock":
      return runClock(tick.env, shopOf(tick, message.shop), message, (timer) => fire(tick, timer));
    case "fact":
      return reactTo(tick, message);
    case "metrics":
      return bringUpMetrics(tick, message);
    case "clicks":
      return recordClicks(contextOf(tick, message.shop), [message]);
    default:
      throw new Error("a message of unknown type");
  }
}

function shopOf({ shops }: Tick, id: string): ShopRow {
  const row = shops.get(id);
  if (!row) throw new Error("a message of an unknown shop");
  return row;
}

function contextOf(tick: Tick, shop: string, dueAt?: number) {
  const row = shopOf(tick, shop);
  const around = { registry, requestId: newId("req"), later: tick.later };
  // A clock that was set runs what lies before it as of when that was due, as time would have.
  const isBeforeClock = dueAt !== undefined && row.clock_at !== null && dueAt <= row.clock_at;
  return contextForShop(tick.env, row, isBeforeClock ? { ...around, at: dueAt } : around);
}

async function fire(tick: Tick, timer: TimerMessage): Promise<void> {
  const verb = TIMERS[timer.kind];
  if (!verb) throw new Error("a timer of unknown kind");
  await verb(contextOf(tick, timer.shop, timer.dueAt), timer);
}

/** A message does a part of what is missing; another goes on where it ended. */
async function bringUpMetrics(tick: Tick, message: Extract<Message, { type: "metrics" }>) {
  const ctx = contextOf(tick, message.shop);
  if (!(await computeMetrics(ctx))) {
    await tick.env.QUEUE.send(message);
    return;
  }
  await setMetricsDay(tick.env, ctx.shop.id, yesterdayOf(ctx));
  await sendReports(ctx);
}

async function reactTo(tick: Tick, message: FactMessage): Promise<void> {
  await react(contextOf(tick, message.shop), message, tick.reactions);
}

/** Facts that were seen leave the outbox, those of a shard in one statement. */
async function takeFacts(tick: Tick, deliveries: readonly Delivery[]): Promise<void> {
  const seen = new Map<string, { delivery: Delivery; outbox: number }[]>();
  for (const delivery of deliveries) {
    const message = delivery.body;
    if (message.type !== "fact") continue;
    try {
      await reactTo(tick, message);
      const ofShard = seen.get(message.shard) ?? [];
      seen.set(message.shard, [...ofShard, { delivery, outbox: message.outbox }]);
    } catch (error) {
      later(delivery, error);
    }
  }
  await Promise.all([...seen].map(([shard, of]) => leaveOutbox(tick.env, shard, of)));
}

/** Clicks of a shop are added in one batch. */
async function takeClicks(tick: Tick, deliveries: readonly Delivery[]): Promise<void> {
  const byShop = Map.groupBy(deliveries, (delivery) => delivery.body.shop);
  await Promise.all([...byShop].map(([shop, of]) => takeClicksOf(tick, shop, of)));
}

async function takeClicksOf(tick: Tick, shop: string, deliveries: readonly Delivery[]) {
  try {
    const clicks = deliveries.flatMap(({ body }) => (body.type === "clicks" ? [body] : []));
    await recordClicks(contextOf(tick, shop), clicks);
    for (const delivery of deliveries) delivery.ack();
  } catch (error) {
    for (const delivery of deliveries) later(delivery, error);
  }
}

async function leaveOutbox(
  env: Env,
  shard: string,
  seen: readonly { delivery: Delivery; outbox: number }[],
): Promise<void> {
  try {
    const db = openDatabase(shardNamed(env, shard), "first-primary");
    await db.batch([deleteOutbox(seen.map((s) => s.outbox))]);
    for (const { delivery } of seen) delivery.ack();
  } catch (error) {
    for (const { delivery } of seen) later(delivery, error);
  }
}

async function attempt(delivery: Delivery, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    delivery.ack();
  } catch (error) {
    later(delivery, error);
  }
}

function later(delivery: Delivery, error: unknown): void {
  log("error", "message_failed", {
    type: delivery.body.type,
    attempts: delivery.attempts,
    error: describe(error),
  });
  delivery.retry({ delaySeconds: backOffSeconds(delivery.attempts) });
}
