import { env as bindings } from "cloudflare:workers";
import { app } from "../src/app";
import { type Env, type Message, shardNames } from "../src/core/env";
import { createShop, forgetKeys, type NewShop } from "../src/shops";
import { expectContract } from "./contract";

/** What was sent to the Queue and is not delivered yet, by shop. */
const sent = new Map<string, Message[]>();

const hold = (message: Message): void => {
  sent.set(message.shop, [...(sent.get(message.shop) ?? []), message]);
};

/**
 * The bindings, all of them real but the Queue, which holds what it is sent until `pump` of
 * `test/queue.ts` delivers it: so nothing happens behind a test's back.
 */
export const env: Env & typeof bindings = {
  ...bindings,
  QUEUE: {
    send: async (body: Message) => hold(body),
    sendBatch: async (messages: Iterable<{ body: Message }>) => {
      for (const { body } of messages) hold(body);
    },
  } as unknown as Env["QUEUE"],
};

/** Takes what waits for delivery to a shop. */
export function takeSent(shop: string): Message[] {
  const messages = sent.get(shop) ?? [];
  sent.delete(shop);
  return messages;
}

/** A shop of its own for each test, so tests share databases and never a row. */
export interface World {
  readonly shop: string;
  readonly sandbox: string;
  readonly keys: { live: Keys; test: Keys };
  /** Calls the API as the live shop's owner. */
  readonly call: Call;
  /** Calls the API as the sandbox's owner. */
  readonly test: Call;
}

interface Keys {
  readonly secret: string;
  readonly publishable: string;
}

export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely.
  readonly body: any;
  readonly headers: Headers;
}

export interface CallOptions {
  readonly key?: string;
  readonly headers?: Record<string, string>;
  readonly env?: Env;
}

export type Call = (request: string, body?: unknown, options?: CallOptions) => Promise<Reply>;

let made = 0;

export async function newWorld(settings: Partial<NewShop> = {}): Promise<World> {
  const shards = shardNames(env);
  const shard = shards[made++ % shards.length] ?? "DB";
  const created = await createShop(env, {
    name: "Café Morgenrot",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    locale: "en",
    address: "sie",
    homeUrl: "https://shop.example",
    shard,
    ...settings,
  });
  const keys = created.keys as { live: Keys; test: Keys };
  return {
    shop: created.id,
    sandbox: created.sandboxId,
    keys,
    call: callAs(keys.live.secret),
    test: callAs(keys.test.secret),
  };
}

/** `call("POST /v1/orders", body)`: the Worker's own front door, in this isolate. */
export function callAs(key: string): Call {
  return async (request, body, options = {}) => {
    const [method = "GET", path = "/"] = request.split(" ");
    const init: RequestInit = {
      method,
      headers: {
        authorization: `Bearer ${options.key ?? key}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...options.headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    };
    const after: Promise<unknown>[] = [];
    const execution = {
      waitUntil: (work: Promise<unknown>) => void after.push(work),
      passThroughOnException: () => undefined,
    } as unknown as ExecutionContext;
    const request_ = new Request(`http://localhost${path}`, init);
    const response = await app.fetch(request_, options.env ?? env, execution);
    const text = await response.text();
    await Promise.all(after);
    const isJson = response.headers.get("content-type")?.includes("json");
    const answer = isJson ? JSON.parse(text) : text;
    expectContract(request, response.status, answer);
    return { status: response.status, body: answer, headers: response.headers };
  };
}

export { forgetKeys };
