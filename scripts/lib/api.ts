import { setTimeout as sleep } from "node:timers/promises";

/** A running server and the key it is called with. */
export interface Server {
  readonly url: string;
  readonly key: string;
}

export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: scripts look into answers freely.
  readonly body: any;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  /** 1 for a call that must not be repeated while its outcome is unknown. */
  readonly maxTries?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Tries of one call while the server is busy, restarting or sheds load. */
const MAX_TRIES = 12;
const TIMEOUT_MS = 60_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Calls the API. What the server asks to send again (429, 503) and what never arrived is sent
 * again, after as long as the server says.
 *
 * @throws {Error} when the server stays away
 */
export async function call(server: Server, request: string, options: CallOptions = {}) {
  const { maxTries = MAX_TRIES } = options;
  for (let attempt = 1; ; attempt++) {
    const outcome = await callOnce(server, request, options).catch((cause: unknown) => {
      if (options.signal?.aborted || attempt >= maxTries) {
        throw new Error(`${server.url} does not answer: ${reasonOf(cause)}`, { cause });
      }
      return null;
    });
    const isBusy = outcome === null || outcome.status === 429 || outcome.status === 503;
    if (!isBusy || attempt >= maxTries) return outcome as Reply;
    const growing = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
    const pauseMs = outcome?.retryAfterMs ?? growing * (0.5 + Math.random() / 2);
    await sleep(pauseMs, undefined, { signal: options.signal });
  }
}

async function callOnce(server: Server, request: string, options: CallOptions) {
  const [method = "GET", path = "/"] = request.split(" ");
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(new URL(path, server.url), {
    method,
    headers: {
      authorization: `Bearer ${server.key}`,
      "content-type": "application/json",
      ...(options.idempotencyKey ? { "idempotency-key": options.idempotencyKey } : {}),
    },
    signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  const after = Number(response.headers.get("retry-after") ?? Number.NaN);
  return {
    status: response.status,
    body: isJson ? (JSON.parse(text) as unknown) : text,
    retryAfterMs: Number.isFinite(after) ? after * 1_000 : undefined,
  };
}

/**
 * The body of a call that has to succeed.
 *
 * @throws {Error} that says what the server refused and why
 */
export async function expectOk(server: Server, request: string, options: CallOptions = {}) {
  const reply = await call(server, request, options);
  if (reply.status >= 200 && reply.status < 300) return reply.body;
  throw new Error(`${request}: ${refusalOf(reply)}`);
}

/** A problem in one line: status, code, what is wrong and where. */
export function refusalOf(reply: Reply): string {
  const { code, detail, errors } = Object(reply.body) as Record<string, unknown>;
  if (typeof code !== "string") return `status ${reply.status}`;
  const faults = Array.isArray(errors)
    ? errors.map((e: { pointer?: string; detail?: string }) => `${e.pointer} ${e.detail ?? ""}`)
    : [];
  return [`${reply.status} ${code}: ${String(detail)}`, ...faults].join("; ");
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause;
  return inner instanceof Error ? inner.message || inner.name : cause.message;
}
