import type { Env, Message } from "./env";

/** Most messages of one `sendBatch`; a consumer's batch has as many (wrangler.toml). */
export const BATCH_SIZE = 25;

const FIRST_DELAY_SECONDS = 15;
/** The Queue takes no longer delay than 12 hours. */
const MAX_DELAY_SECONDS = 43_200;

/** How long a message waits before its next try, after `attempts` tries. */
export const backOffSeconds = (attempts: number): number =>
  Math.min(MAX_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** (attempts - 1));

/** Sends any number of messages, batch after batch, each delayed by whole seconds. */
export async function sendAll<M extends Message>(
  env: Env,
  messages: readonly M[],
  delayOf: (message: M) => number = () => 0,
): Promise<void> {
  for (let i = 0; i < messages.length; i += BATCH_SIZE) {
    const batch = messages.slice(i, i + BATCH_SIZE);
    await env.QUEUE.sendBatch(batch.map((body) => ({ body, delaySeconds: delayOf(body) })));
  }
}
