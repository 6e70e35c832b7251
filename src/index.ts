import { app, POLICY } from "./app";
import { consume } from "./consumer";
import type { Env, Message } from "./core/env";
import { runJobs } from "./jobs";
import { newId } from "./lib/ids";
import { codeInUrl, openLink } from "./referrals";
import { registry } from "./registry";

/** What every answer has. */
async function withPolicy(answer: Promise<Response>): Promise<Response> {
  const { headers } = await answer;
  headers.set("X-Request-Id", newId("req"));
  headers.set("RateLimit-Policy", POLICY.server);
  return answer;
}

/** The three doors: HTTP, the Queue, and cron. Behind each stand the same verbs. */
export default {
  fetch(request: Request, env: Env, execution: ExecutionContext) {
    // A referral link comes before the router: it needs nothing of what the other calls need.
    const isRead = request.method === "GET" || request.method === "HEAD";
    const code = isRead ? codeInUrl(request.url) : null;
    if (code === null) return app.fetch(request, env, execution);
    return withPolicy(
      openLink({ env, request, registry, later: (work) => execution.waitUntil(work) }, code),
    );
  },
  queue: consume,
  scheduled: runJobs,
} satisfies ExportedHandler<Env, Message>;
