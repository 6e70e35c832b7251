import { app } from "./app";
import { consume } from "./consumer";
import type { Env, Message } from "./core/env";
import { runJobs } from "./jobs";

/** The three doors: HTTP, the Queue, and cron. Behind each stand the same verbs. */
export default {
  fetch: app.fetch,
  queue: consume,
  scheduled: runJobs,
} satisfies ExportedHandler<Env, Message>;
