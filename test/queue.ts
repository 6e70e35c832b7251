import {
  createExecutionContext,
  createMessageBatch,
  getQueueResult,
  waitOnExecutionContext,
} from "cloudflare:test";
import { consume } from "../src/consumer";
import type { Env, Message } from "../src/core/env";
import { shardNamed } from "../src/core/env";
import type { Reactions } from "../src/reactions";
import { shardOf } from "./context";
import { env } from "./world";

interface Delivery {
  readonly env?: Env;
  readonly queue?: string;
  readonly attempts?: number;
  readonly reactions?: Reactions;
}

/** Hands messages to the consumer as the Queue does; tells what became of each, by its place. */
export async function deliver(messages: readonly Message[], options: Delivery = {}) {
  const batch = createMessageBatch<Message>(
    options.queue ?? "regulars",
    messages.map((body, i) => ({
      id: `${i}`,
      timestamp: new Date(),
      attempts: options.attempts ?? 1,
      body,
    })),
  );
  const execution = createExecutionContext();
  await consume(batch, options.env ?? env, execution, options.reactions);
  await waitOnExecutionContext(execution);
  const result = await getQueueResult(batch, execution);
  return {
    acked: result.explicitAcks.map(Number).sort((a, b) => a - b),
    retried: result.retryMessages.map((m) => Number(m.msgId)).sort((a, b) => a - b),
  };
}

/** An environment whose Queue only remembers what it was sent, batch by batch. */
export function recording(bindings: Env = env) {
  const batches: Message[][] = [];
  const queue = {
    send: async (body: Message) => void batches.push([body]),
    sendBatch: async (messages: Iterable<{ body: Message }>) =>
      void batches.push([...messages].map((m) => m.body)),
  };
  const recorded: Env = { ...bindings, QUEUE: queue as unknown as Env["QUEUE"] };
  return {
    env: recorded,
    batches,
    /** What was sent for a shop: the databases are shared with every other test. */
    sentFor: (shop: string) => batches.flat().filter((m) => m.shop === shop),
  };
}

/** Rows of the shard that a shop lives on. */
export async function rowsIn<T>(shop: string, sql: string, ...params: unknown[]): Promise<T[]> {
  const d1 = shardNamed(env, await shardOf(shop));
  const found = await d1
    .prepare(sql)
    .bind(...params)
    .all();
  return found.results as T[];
}
