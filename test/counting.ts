import { env as bindings } from "cloudflare:workers";
import type { Env } from "../src/core/env";
import { wrapEnv } from "./d1-wrapper";

/** What calls cost since the last reset, as D1 itself counts it. */
export interface Counting {
  /** Pass it as `{ env }` of a call. */
  readonly env: Env;
  readonly trips: number;
  readonly statements: number;
  readonly rowsRead: number;
  readonly rowsWritten: number;
  /** SQL and cost of each statement, to see which one is dear. */
  readonly log: readonly { sql: string; read: number; written: number }[];
  reset(): void;
}

/** An environment that counts round trips and rows over all databases. */
export function counting(env: Env = bindings): Counting {
  const log: { sql: string; read: number; written: number }[] = [];
  let trips = 0;
  const wrapped = wrapEnv(env, async (run, sql) => {
    trips += 1;
    const results = await run();
    results.forEach(({ meta }, i) => {
      log.push({ sql: sql[i] ?? "", read: meta.rows_read, written: meta.rows_written });
    });
    return results;
  });
  return {
    env: wrapped,
    log,
    get trips() {
      return trips;
    },
    get statements() {
      return log.length;
    },
    get rowsRead() {
      return log.reduce((total, s) => total + s.read, 0);
    },
    get rowsWritten() {
      return log.reduce((total, s) => total + s.written, 0);
    },
    reset() {
      trips = 0;
      log.length = 0;
    },
  };
}
