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
import { env, takeSent, type World } from "./world";

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

const AT_ONCE = 25;
/** More rounds than any chain of messages has; what goes on longer goes round in circles. */
const ROUNDS = 1_000;

/**
 * Delivers everything that waits for a shop, and what that leads to, until nothing is left. What
 * asks to be tried again fails the test, unless it expects that.
 */
export async function pump(shop: string, options: Delivery = {}): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const waiting = takeSent(shop);
    if (waiting.length === 0) return;
    for (let i = 0; i < waiting.length; i += AT_ONCE) {
      const { retried } = await deliver(waiting.slice(i, i + AT_ONCE), options);
      if (retried.length > 0) throw new Error("a message was not taken");
    }
  }
  throw new Error("the messages of a shop have no end");
}

/** Sets the sandbox's clock and runs everything up to then. */
export async function advance(world: World, at: string | number): Promise<void> {
  const now = typeof at === "string" ? at : new Date(at).toISOString();
  const { status, body } = await world.test("POST /v1/sandbox/clock", { now });
  if (status !== 202) throw new Error(`the clock refused: ${JSON.stringify(body)}`);
  await pump(world.sandbox);
}
