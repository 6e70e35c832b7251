import type { Env } from "../src/core/env";
import { wrapEnv } from "./d1-wrapper";

/**
 * An environment in which every call to D1 waits a random time on its way there and again on its
 * way back, as over a network: requests in parallel then meet between load and commit.
 */
export function withLatency(env: Env, minMs: number, maxMs: number): Env {
  const wait = () =>
    new Promise<void>((resolve) => setTimeout(resolve, minMs + Math.random() * (maxMs - minMs)));
  return wrapEnv(env, async (run) => {
    await wait();
    const results = await run();
    await wait();
    return results;
  });
}
