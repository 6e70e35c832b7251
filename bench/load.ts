import { Agent, request } from "node:http";

/** One call, as a client would send it. */
export interface Shot {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Load {
  readonly url: string;
  readonly connections: number;
  readonly ms: number;
  /** The next call of a connection; a connection has one under way at a time. */
  shot(connection: number): Shot;
}

export interface Slice {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly calls: number;
  /** What was answered instead of success, the first few. */
  readonly failures: readonly string[];
}

const TIMEOUT_MS = 10_000;
const SHOWN_FAILURES = 3;

/** Calls for so long on so many kept-alive connections, each waiting for its answer. */
export async function drive({ url, connections, ms, shot }: Load): Promise<Slice> {
  const { hostname, port } = new URL(url);
  if (hostname !== "127.0.0.1") throw new Error("Load goes to this machine only.");
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const took: number[] = [];
  const failures: string[] = [];
  const startedAt = performance.now();
  const until = startedAt + ms;
  const lane = async (connection: number) => {
    while (performance.now() < until) {
      const sentAt = performance.now();
      const failure = await send(agent, { hostname, port }, shot(connection));
      took.push(performance.now() - sentAt);
      if (failure !== null && failures.length < SHOWN_FAILURES) failures.push(failure);
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, i) => lane(i)));
  const seconds = (performance.now() - startedAt) / 1_000;
  agent.destroy();
  took.sort((a, b) => a - b);
  return {
    perSecond: took.length / seconds,
    p50Ms: took[Math.floor(took.length / 2)] ?? 0,
    calls: took.length,
    failures,
  };
}

/** null, or why it was no success. */
function send(
  agent: Agent,
  at: { hostname: string; port: string },
  { method, path, headers, body }: Shot,
): Promise<string | null> {
  return new Promise((resolve) => {
    const length = body ? { "content-length": Buffer.byteLength(body) } : {};
    const options = { ...at, agent, method, path, headers: { ...headers, ...length } };
    const sent = request({ ...options, timeout: TIMEOUT_MS }, (response) => {
      const isOk = response.statusCode !== undefined && response.statusCode < 400;
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => {
        if (!isOk) chunks.push(chunk);
      });
      response.on("error", (error) => resolve(error.message));
      response.on("end", () => {
        resolve(isOk ? null : `${method} ${path}: ${response.statusCode} ${Buffer.concat(chunks)}`);
      });
    });
    sent.on("timeout", () => sent.destroy(new Error(`${method} ${path}: no answer in time`)));
    sent.on("error", (error) => resolve(error.message));
    sent.end(body);
  });
}
