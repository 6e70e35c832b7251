import type { Env, Message } from "../src/core/env";
import { BATCH_SIZE } from "../src/core/queue";
import { sendDueTimers } from "../src/core/timers";
import worker from "../src/index";
import { type Counting, counting } from "../test/counting";
import type { Counted } from "./operations";

/*
 * The Worker behind a counter: each answer says in `x-cost` what the call cost D1. Only for counting,
 * as the counter itself takes time.
 */

const WAKE = "/wake";
const TICK = "/tick";

export default {
  async fetch(request: Request, env: Env, execution: ExecutionContext): Promise<Response> {
    const cost = counting(env);
    const { pathname } = new URL(request.url);
    if (pathname === WAKE) return wake(request, cost, execution);
    if (pathname === TICK) return tick(cost, execution);
    return told(await worker.fetch(request, cost.env, execution), cost);
  },
  queue: worker.queue,
};

/** Delivers one timer through the Queue's door; the answer fails when it would be sent again. */
async function wake(
  request: Request,
  cost: Counting,
  execution: ExecutionContext,
): Promise<Response> {
  const acked = await deliver([(await request.json()) as Message], cost.env, execution);
  return told(new Response(null, { status: acked === 1 ? 200 : 500 }), cost);
}

/** Hands messages to the Worker as the Queue does; tells how many it took. */
async function deliver(bodies: readonly Message[], env: Env, execution: ExecutionContext) {
  let acked = 0;
  const messages = bodies.map((body, i) => ({
    ...{ id: `${i}`, timestamp: new Date(), body, attempts: 1 },
    ack: () => {
      acked += 1;
    },
    retry: () => undefined,
  }));
  const batch = { queue: "regulars", messages } as unknown as MessageBatch<Message>;
  await worker.queue(batch, env, execution);
  return acked;
}

/** Cron finds the live timers that are due and the Queue delivers them; the cost of each. */
async function tick(cost: Counting, execution: ExecutionContext): Promise<Response> {
  const sent: Message[] = [];
  const queue = {
    send: async () => undefined,
    sendBatch: async (batch: Iterable<{ body: Message }>) => {
      for (const { body } of batch) sent.push(body);
    },
  };
  const env: Env = { ...cost.env, QUEUE: queue as unknown as Env["QUEUE"] };
  await sendDueTimers(env, "DB", "live", Date.now());
  let acked = 0;
  for (let i = 0; i < sent.length; i += BATCH_SIZE) {
    acked += await deliver(sent.slice(i, i + BATCH_SIZE), env, execution);
  }
  const isDone = acked === sent.length && acked > 0;
  const body = JSON.stringify({ due: sent.length });
  const answer = new Response(body, { status: isDone ? 200 : 500 });
  answer.headers.set("x-cost", JSON.stringify(perTimer(cost, sent.length)));
  return answer;
}

/** What a tick cost, shared out among its timers; each statement once, as its costs together. */
function perTimer({ trips, log }: Counting, timers: number): Counted {
  const statements = new Map<string, Counted["statements"][number]>();
  for (const { read, written, sql } of log) {
    const known = statements.get(shown(sql)) ?? { sql: shown(sql), read: 0, written: 0 };
    const sum = { read: known.read + read / timers, written: known.written + written / timers };
    statements.set(shown(sql), { ...known, ...sum });
  }
  return { trips: trips / timers, statements: [...statements.values()] };
}

const SHOWN_SQL = 70;
const shown = (sql: string): string => sql.replace(/\s+/g, " ").slice(0, SHOWN_SQL);

function told(response: Response, cost: Counting): Response {
  const counted: Counted = {
    trips: cost.trips,
    statements: cost.log.map(({ read, written, sql }) => ({
      read,
      written,
      sql: shown(sql),
    })),
  };
  const answer = new Response(response.body, response);
  answer.headers.set("x-cost", JSON.stringify(counted));
  return answer;
}
