import type { Context } from "./core/context";
import { openDatabase, rowsOf, statement } from "./core/database";
import { type Env, type Message, shardNamed, shardNames } from "./core/env";
import { describe, log } from "./core/log";
import { sweepOutbox } from "./core/outbox";
import { sendAll } from "./core/queue";
import { realmsWithDue, sendDueTimers, type TimerMessage } from "./core/timers";
import { deleteOldAnswers } from "./core/upkeep";
import { checkDay } from "./ledger";
import { newId } from "./lib/ids";
import { addDays, DAY, localDay, MINUTE } from "./lib/time";
import { wake } from "./members";
import { sendMessage } from "./messages";
import { registry } from "./registry";
import {
  contextForShop,
  homeOf,
  type ShopRow,
  sandboxesAfter,
  setCheckedDay,
  shopsAfter,
} from "./shops";

interface Job {
  readonly name: string;
  readonly cron: string;
  /** Looks at what is there, not at when it ran last, so that it catches up by itself. */
  run(tick: Tick): Promise<void>;
}

interface Tick {
  readonly env: Env;
  /** The time that cron meant, ms since epoch. */
  readonly scheduledAt: number;
  readonly later: (work: Promise<unknown>) => void;
}

/** Every schedule, in UTC; the triggers in wrangler.toml name the same. */
const EVERY_5_MINUTES = "*/5 * * * *";
const HOURLY = "17 * * * *";

export const JOBS: readonly Job[] = [
  { name: "due-timers", cron: EVERY_5_MINUTES, run: fireLiveTimers },
  { name: "due-sandbox-timers", cron: EVERY_5_MINUTES, run: fireSandboxTimers },
  { name: "outbox-sweep", cron: EVERY_5_MINUTES, run: sweepOutboxes },
  { name: "answers-upkeep", cron: HOURLY, run: deleteAnswers },
  { name: "job-runs-upkeep", cron: HOURLY, run: deleteJobRuns },
  { name: "ledger-check", cron: HOURLY, run: checkLedgers },
];

/** What a timer's kind calls. Each looks at the state when it fires, and may be called twice. */
export const TIMERS: Readonly<
  Record<string, (ctx: Context, timer: TimerMessage) => Promise<void>>
> = {
  wake,
  message: sendMessage,
};

/** Cron's door: runs what is scheduled, each job once for each scheduled time. */
export async function runJobs(
  controller: Pick<ScheduledController, "cron" | "scheduledTime">,
  env: Env,
  execution: Pick<ExecutionContext, "waitUntil">,
): Promise<void> {
  const tick: Tick = {
    env,
    scheduledAt: controller.scheduledTime,
    later: (work) => execution.waitUntil(work),
  };
  for (const job of JOBS.filter((j) => j.cron === controller.cron)) {
    if (!(await claim(tick, job))) continue;
    try {
      await job.run(tick);
    } catch (error) {
      // The next run catches up; the other jobs of this one must not wait for it.
      log("error", "job_failed", { job: job.name, error: describe(error) });
    }
  }
}

/** Whether this run is the first for its scheduled time: cron may call twice. */
async function claim({ env, scheduledAt }: Tick, job: Job): Promise<boolean> {
  const claimed = await homeOf(env).batch([
    statement(
      `INSERT INTO job_runs (job, scheduled_at, started_at) VALUES (?1, ?2, ?3)
       ON CONFLICT DO NOTHING RETURNING job`,
      job.name,
      scheduledAt,
      Date.now(),
    ),
  ]);
  return rowsOf(claimed, 0).length > 0;
}

async function fireLiveTimers({ env }: Tick): Promise<void> {
  for (const shard of shardNames(env)) await sendDueTimers(env, shard, "live", Date.now());
}

const PAGE = 250;

/** Sandboxes that follow real time; the others' timers run when their clock is set. */
async function fireSandboxTimers({ env }: Tick): Promise<void> {
  for await (const page of pages((last) => sandboxesAfter(env, last?.sandbox_of ?? "", PAGE))) {
    const following = page.filter((row) => row.clock_at === null);
    for (const [shard, ids] of byShard(following)) {
      const db = openDatabase(shardNamed(env, shard), "first-primary");
      const due = rowsOf<{ realm: string }>(await db.batch([realmsWithDue(ids, Date.now())]), 0);
      const messages = due.map(({ realm }): Message => ({ type: "clock", shard, shop: realm }));
      await sendAll(env, messages);
    }
  }
}

function byShard(rows: readonly ShopRow[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const row of rows) ids.set(row.shard, [...(ids.get(row.shard) ?? []), row.id]);
  return ids;
}

async function* pages(
  next: (last: ShopRow | undefined) => Promise<ShopRow[]>,
): AsyncGenerator<ShopRow[]> {
  let last: ShopRow | undefined;
  do {
    const page = await next(last);
    yield page;
    last = page.length === PAGE ? page.at(-1) : undefined;
  } while (last);
}

const allShops = (env: Env) => pages((last) => shopsAfter(env, last?.id ?? "", PAGE));

/** The Queue takes a fact within seconds; what is older was not sent, or was lost. */
const OUTBOX_PATIENCE_MS = 2 * MINUTE;

async function sweepOutboxes({ env }: Tick): Promise<void> {
  const before = Date.now() - OUTBOX_PATIENCE_MS;
  for (const shard of shardNames(env)) await sweepOutbox(env, shard, before);
}

const KEPT_MS = 30 * DAY;

/** Each shop's answers are walked once a day, in the hour that its id falls on. */
async function deleteAnswers({ env, scheduledAt }: Tick): Promise<void> {
  const hour = new Date(scheduledAt).getUTCHours();
  const before = Date.now() - KEPT_MS;
  // The operator's answers belong to no shop and lie in the home database.
  if (hour === 0) await deleteOldAnswers(homeOf(env), "", before);
  for await (const page of allShops(env)) {
    for (const row of page.filter((r) => hourOf(r.id) === hour)) {
      const db = openDatabase(shardNamed(env, row.shard), "first-primary");
      await deleteOldAnswers(db, row.id, before);
    }
  }
}

export const hourOf = (id: string): number =>
  [...id].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % 24;

async function deleteJobRuns({ env }: Tick): Promise<void> {
  const sql = "DELETE FROM job_runs WHERE job = ?1 AND scheduled_at < ?2";
  const before = Date.now() - KEPT_MS;
  await homeOf(env).batch(JOBS.map((job) => statement(sql, job.name, before)));
}

/** Every shop's yesterday, once; what is off raises a fact. */
async function checkLedgers({ env, later }: Tick): Promise<void> {
  for await (const page of allShops(env)) {
    for (const row of page) {
      const ctx = contextForShop(env, row, { registry, requestId: newId("req"), later });
      const yesterday = addDays(localDay(ctx.now, ctx.shop.timeZone), -1);
      if (row.checked_day !== null && row.checked_day >= yesterday) continue;
      try {
        await checkDay(ctx, yesterday);
        await setCheckedDay(env, row.id, yesterday);
      } catch (error) {
        log("error", "ledger_check_failed", { shop: row.id, error: describe(error) });
      }
    }
  }
}
