import type { Env } from "../../../src/core/env";
import worker from "../../../src/index";
import { counting } from "../../counting";
import { env } from "../../world";

const PERSON = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Safari/604.1";

export interface Visited {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Until the answer. */
  readonly trips: number;
  readonly reads: number;
  /** KV writes, after the answer too. */
  readonly puts: number;
}

interface Visiting {
  readonly agent?: string | null;
  readonly method?: string;
  readonly origin?: string;
  readonly headers?: Record<string, string>;
  /** What KV answers, instead of the real one. */
  readonly kv?: Partial<KVNamespace>;
}

/** Follows a link through the Worker's own door, and counts what it cost until the answer. */
export async function visit(path: string, how: Visiting = {}): Promise<Visited> {
  const cost = counting(env);
  const kv = countedKv(how.kv ?? {});
  const after: Promise<unknown>[] = [];
  const execution = { waitUntil: (work: Promise<unknown>) => void after.push(work) };
  const agent = how.agent === undefined ? PERSON : how.agent;
  const request = new Request(`${how.origin ?? "https://bonus.example"}${path}`, {
    method: how.method ?? "GET",
    redirect: "manual",
    headers: { ...(agent === null ? {} : { "user-agent": agent }), ...how.headers },
  });
  const bindings = { ...cost.env, KV: kv.namespace } as Env;
  const answer = await worker.fetch(request, bindings, execution as unknown as ExecutionContext);
  const [trips, reads] = [cost.trips, kv.reads()];
  const text = await answer.text();
  // Work that is done after the answer may add more of it.
  for (let i = 0; i < after.length; i++) await after[i];
  return { status: answer.status, headers: answer.headers, text, trips, reads, puts: kv.puts() };
}

function countedKv(stub: Partial<KVNamespace>) {
  let [reads, puts] = [0, 0];
  const real = env.KV;
  const namespace = {
    get: (...args: unknown[]) => {
      reads += 1;
      return Reflect.apply(stub.get ?? real.get, real, args);
    },
    getWithMetadata: (...args: unknown[]) => {
      reads += 1;
      return Reflect.apply(stub.getWithMetadata ?? real.getWithMetadata, real, args);
    },
    put: (...args: unknown[]) => {
      puts += 1;
      return Reflect.apply(stub.put ?? real.put, real, args);
    },
  };
  return { namespace, reads: () => reads, puts: () => puts };
}
