import type { Env, Message } from "./env";

/** Most messages of one `sendBatch`; a consumer's batch has as many (wrangler.toml). */
export const BATCH_SIZE = 25;

const FIRST_DELAY_SECONDS = 15;
/** The Queue takes no longer delay than 12 hours. */
const MAX_DELAY_SECONDS = 43_200;

/** How long a message waits before its next try, after `attempts` tries. */
export const backOffSeconds = (attempts: number): number =>
  Math.min(MAX_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** (attempts - 1));

/** Sends any number of messages, batch after batch. */
export async function sendAll(env: Env, messages: readonly Message[]): Promise<void> {
  for (let i = 0; i < messages.length; i += BATCH_SIZE) {
    await env.QUEUE.sendBatch(messages.slice(i, i + BATCH_SIZE).map((body) => ({ body })));
  }
}
