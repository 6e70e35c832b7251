import { env } from "cloudflare:workers";
import type { Env } from "../src/core/env";
import { wrapEnv } from "./d1-wrapper";

/** What D1 says when a call may be tried again; the batch may or may not have happened. */
export const LOST_MESSAGES = [
  "D1_ERROR: Network connection lost.",
  "D1_ERROR: D1 DB storage operation exceeded; storage caused object to be reset.",
  "D1_ERROR: D1 DB reset because its code was updated.",
  "D1_ERROR: Cannot resolve D1 DB due to transient issue on remote node.",
  "D1_ERROR: client disconnected",
];

export const OVERLOADED_MESSAGES = [
  "D1_ERROR: D1 DB is overloaded. Requests queued for too long.",
  "D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.",
];

/**
 * An environment whose n-th call to D1 fails with a message, before or after the real call; every
 * other call is real.
 */
export function failing(nth: number, when: "before" | "after", message: string): Env {
  let calls = 0;
  return wrapEnv(env, async (run) => {
    calls += 1;
    if (calls !== nth) return run();
    if (when === "before") throw new Error(message);
    await run();
    throw new Error(message);
  });
}

/** An environment in which every call to D1 fails by chance, before or after, all the time. */
export function flaky(share: number): Env {
  return wrapEnv(env, async (run) => {
    const message = LOST_MESSAGES[Math.floor(Math.random() * LOST_MESSAGES.length)];
    if (Math.random() < share) throw new Error(message);
    const results = await run();
    if (Math.random() < share) throw new Error(message);
    return results;
  });
}
