import type { Env, Message } from "../src/core/env";
import worker from "../src/index";
import { type Counting, counting } from "../test/counting";
import type { Counted } from "./operations";

/*
 * The Worker behind a counter: each answer says in `x-cost` what the call cost D1. Only for counting,
 * as the counter itself takes time.
 */

const WAKE = "/wake";

export default {
  async fetch(request: Request, env: Env, execution: ExecutionContext): Promise<Response> {
    const cost = counting(env);
    if (new URL(request.url).pathname === WAKE) return wake(request, cost, execution);
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
  const outcome = { status: 500 };
  const message = {
    id: "1",
    timestamp: new Date(),
    body: (await request.json()) as Message,
    attempts: 1,
    ack: () => {
      outcome.status = 200;
    },
    retry: () => undefined,
  };
  const batch = { queue: "regulars", messages: [message] } as unknown as MessageBatch<Message>;
  await worker.queue(batch, cost.env, execution);
  return told(new Response(null, outcome), cost);
}

const SHOWN_SQL = 70;

function told(response: Response, cost: Counting): Response {
  const counted: Counted = {
    trips: cost.trips,
    statements: cost.log.map(({ read, written, sql }) => ({
      read,
      written,
      sql: sql.replace(/\s+/g, " ").slice(0, SHOWN_SQL),
    })),
  };
  const answer = new Response(response.body, response);
  answer.headers.set("x-cost", JSON.stringify(counted));
  return answer;
}
