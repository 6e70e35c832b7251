import { openDatabase, rowsOf, statement } from "./core/database";
import { type Env, type Message, shardNamed } from "./core/env";
import { log } from "./core/log";
import { dueTimers, sendDueTimers, type TimerMessage } from "./core/timers";
import { DAY } from "./lib/time";
import type { ShopRow } from "./shops";

type ClockMessage = Extract<Message, { type: "clock" }>;

/** What follows from facts needs a moment before time goes on. */
const PAUSE_SECONDS = 1;
/** Far more than the days of any leap; what cannot end must not go on for ever. */
export const CLOCK_ROUNDS = 50_000;
/** Timers of one message: a second or two of work. */
const STEP = 100;
/** Kinds that wait for somebody else's server; time does not stand still for them. */
const ELSEWHERE: readonly string[] = ["webhook", "webhook_alarm"];

/**
 * Runs a sandbox's timers up to its clock that was set, in the order of time and a day a message:
 * what a day's facts lead to comes before the next day, as it would have. Looks again until nothing
 * is left; then come the metrics. Where the sandbox follows real time, its timers go to the Queue
 * like those of live shops.
 *
 * @param fire calls a timer's verb, as of when it was due
 */
export async function runClock(
  env: Env,
  { id, shard, clock_at }: ShopRow,
  message: ClockMessage,
  fire: (timer: TimerMessage) => Promise<void>,
): Promise<void> {
  if (clock_at === null) {
    await sendDueTimers(env, shard, id, Date.now());
    return;
  }
  const { round = 1, from = 0, hasFired = false } = message;
  const goOn = (next: Partial<ClockMessage>, delaySeconds = 0) =>
    env.QUEUE.send({ ...message, ...next, round: round + 1 }, { delaySeconds });
  if (round >= CLOCK_ROUNDS) {
    log("error", "clock_has_no_end", { shop: id });
  } else if (await hasUnseenFacts(env, shard, id)) {
    await goOn({}, PAUSE_SECONDS);
    return;
  } else {
    const day = await fireDay(env, { shard, realm: id, until: clock_at }, from, fire);
    if (day) {
      await goOn({ from: day.next, hasFired: hasFired || day.hasFired });
      return;
    }
    if (hasFired) {
      // Reactions, and what was tried elsewhere, may have set timers for days that were passed.
      await goOn({ from: 0, hasFired: false }, PAUSE_SECONDS);
      return;
    }
  }
  await env.QUEUE.send({ type: "metrics", shard, shop: id });
}

async function hasUnseenFacts(env: Env, shard: string, shop: string): Promise<boolean> {
  const db = openDatabase(shardNamed(env, shard), "first-primary");
  const found = await db.batch([statement("SELECT 1 FROM outbox WHERE shop = ?1 LIMIT 1", shop)]);
  return rowsOf(found, 0).length > 0;
}

/**
 * Fires the timers of a day from the first that is due on, one at a time: what a timer sets comes
 * before what was set for later. One that fails is the Queue's, which tries again.
 *
 * @returns where to go on; null when nothing was due
 */
async function fireDay(
  env: Env,
  range: { shard: string; realm: string; until: number },
  from: number,
  fire: (timer: TimerMessage) => Promise<void>,
): Promise<{ next: number; hasFired: boolean } | null> {
  let [timer] = await dueTimers(env, range, { dueAt: from }, 1);
  if (!timer) return null;
  const until = Math.min(range.until, timer.dueAt + DAY);
  let hasFired = false;
  for (let fired = 0; timer; fired++) {
    if (fired === STEP) return { next: timer.dueAt, hasFired };
    const isElsewhere = ELSEWHERE.includes(timer.kind);
    const isDone = !isElsewhere && (await succeeds(fire(timer)));
    if (!isDone) await env.QUEUE.send(timer);
    hasFired ||= isDone || isElsewhere;
    [timer] = await dueTimers(env, { ...range, until }, timer, 1);
  }
  return { next: until + 1, hasFired };
}

const succeeds = (work: Promise<void>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );
