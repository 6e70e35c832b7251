import { settleVolume } from "./companies";
import { deliverWebhook, replayPage, tellStaff } from "./connect";
import { sendConfirmation } from "./consent";
import type { Context } from "./core/context";
import { rowsOf, statement } from "./core/database";
import type { Env } from "./core/env";
import { describe, log } from "./core/log";
import type { TimerMessage } from "./core/timers";
import { nudge } from "./journeys";
import { DAY } from "./lib/time";
import { wake } from "./members";
import { sendMessage } from "./messages";
import { endHeldCart } from "./orders/held-carts";
import { fireReferral } from "./orders/referral";
import { walkPlan } from "./plans";
import { endPendingJoin, sendJoinMail } from "./portal";
import {
  checkLedgers,
  deleteAnswers,
  deleteDeliveries,
  deleteMails,
  deletePlans,
  fireLiveTimers,
  fireSandboxTimers,
  sendMetrics,
  sweepOutboxes,
  type Tick,
} from "./rounds";
import { homeOf } from "./shops";
import { countHistory, walkHistory } from "./tiers";

interface Job {
  readonly name: string;
  readonly cron: string;
  /** Looks at what is there, not at when it ran last, so that it catches up by itself. */
  run(tick: Tick): Promise<void>;
}

/** Every schedule, in UTC; the triggers in wrangler.toml name the same. */
const EVERY_5_MINUTES = "*/5 * * * *";
const HOURLY = "17 * * * *";

export const JOBS: readonly Job[] = [
  { name: "outbox-sweep", cron: EVERY_5_MINUTES, run: sweepOutboxes },
  { name: "due-timers", cron: EVERY_5_MINUTES, run: fireLiveTimers },
  { name: "due-sandbox-timers", cron: EVERY_5_MINUTES, run: fireSandboxTimers },
  { name: "answers-upkeep", cron: HOURLY, run: deleteAnswers },
  { name: "job-runs-upkeep", cron: HOURLY, run: deleteJobRuns },
  { name: "mails-upkeep", cron: HOURLY, run: deleteMails },
  { name: "ledger-check", cron: HOURLY, run: checkLedgers },
  { name: "daily-metrics", cron: HOURLY, run: sendMetrics },
  { name: "webhook-upkeep", cron: HOURLY, run: deleteDeliveries },
  { name: "plans-upkeep", cron: HOURLY, run: deletePlans },
];

/** What a timer's kind calls. Each looks at the state when it fires, and may be called twice. */
export const TIMERS: Readonly<
  Record<string, (ctx: Context, timer: TimerMessage) => Promise<void>>
> = {
  wake,
  consent_mail: sendConfirmation,
  message: sendMessage,
  join_mail: sendJoinMail,
  join_end: endPendingJoin,
  nudge,
  referral: fireReferral,
  checkout: endHeldCart,
  webhook: deliverWebhook,
  webhook_replay: replayPage,
  webhook_alarm: tellStaff,
  plan: walkPlan,
  tier_walk: walkHistory,
  tier_history: countHistory,
  volume: settleVolume,
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

/** How long it is known which jobs ran. */
const KEPT_MS = 30 * DAY;

async function deleteJobRuns({ env }: Tick): Promise<void> {
  const sql = "DELETE FROM job_runs WHERE job = ?1 AND scheduled_at < ?2";
  const before = Date.now() - KEPT_MS;
  await homeOf(env).batch(JOBS.map((job) => statement(sql, job.name, before)));
}
