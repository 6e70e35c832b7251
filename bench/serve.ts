import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
  convertV4MiniflareOptions,
  Log,
  LogLevel,
  Miniflare,
  type V4MiniflareOptions,
  type V4WorkerOptions as WorkerOptions,
} from "miniflare";
import type { Bundle } from "./build.ts";

/** Lets the bench make shops in its own server, which nobody else can reach and which is thrown away. */
export const OPERATOR_SECRET = "the-bench-makes-its-own-shop-here";
const SIGNING_SECRET = "signs-nothing-that-outlives-the-bench";

export type WorkerName = "regulars" | "bare";

export interface Served {
  url(name: WorkerName): Promise<string>;
  /** The database that all Workers share, from outside. */
  database(): Promise<D1>;
  stop(): Promise<void>;
}

/** Variables and secrets, for every Worker. */
export type Bindings = NonNullable<WorkerOptions["bindings"]>;

export type D1 = Awaited<ReturnType<Miniflare["getD1Database"]>>;

/**
 * Serves Workers in one workerd, each on a socket of its own without a proxy in front, with the
 * bindings of wrangler.toml on data in `folder`. Nothing is logged, inspected or looked up.
 */
export async function serve(
  folder: string,
  workers: Partial<Record<WorkerName, Bundle>>,
  bindings: Bindings = {},
): Promise<Served> {
  const options: V4MiniflareOptions = {
    host: "127.0.0.1",
    port: 0,
    cf: false,
    log: new Log(LogLevel.ERROR),
    logRequests: false,
    // A line a call is the Worker's own; what went wrong is to be seen.
    handleStructuredLogs: ({ level, message }) => {
      if (level === "error" || level === "warn") console.error(message);
    },
    telemetry: { enabled: false },
    unsafeObservability: false,
    unsafeLocalExplorer: false,
    resourcePersistencePath: folder,
    workers: Object.entries(workers).map(([name, bundle]) => workerOptions(name, bundle, bindings)),
  };
  const miniflare = new Miniflare(convertV4MiniflareOptions(options));
  await miniflare.ready;
  return {
    url: async (name) => String(await miniflare.unsafeGetDirectURL(name)).replace(/\/$/, ""),
    database: () => miniflare.getD1Database("DB"),
    stop: () => miniflare.dispose(),
  };
}

function workerOptions(name: string, bundle: Bundle, bindings: Bindings) {
  const queues = {
    queueProducers: { QUEUE: { queueName: "regulars" } },
    queueConsumers: {
      regulars: { maxBatchSize: 25, maxBatchTimeout: 1, maxRetries: 5 },
    },
  };
  return {
    name,
    modules: bundle.modules.map((module) => ({ ...module })),
    // That of wrangler.toml.
    compatibilityDate: "2026-11-01",
    // No rate limits: what is a counter in the machine on the platform is a call to another
    // service here, a millisecond that no shop pays. No line a request: the bare Worker has none.
    bindings: { OPERATOR_SECRET, SIGNING_SECRET, LOG_LEVEL: "error", ...bindings },
    d1Databases: { DB: "bench" },
    kvNamespaces: { KV: "bench" },
    ...(name === "regulars" ? queues : {}),
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
  };
}

const MIGRATIONS = path.resolve(import.meta.dirname, "../migrations");

/** The database file of a server that does not run, opened to be filled quickly. */
export function openFile(folder: string): DatabaseSync {
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => /d1/i.test(file) && file.endsWith(".sqlite") && !file.endsWith("metadata.sqlite"),
  );
  const [file] = found;
  if (!file || found.length > 1) throw new Error(`Expected one database, found ${found}.`);
  const database = new DatabaseSync(path.join(folder, file));
  // A crash would cost the file, which is made anew in that case.
  database.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144");
  return database;
}

/** Makes the database of a folder, with every table. */
export async function makeDatabase(folder: string, bundle: Bundle): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const server = await serve(folder, { regulars: bundle });
  await (await server.database()).prepare("SELECT 1").run();
  await server.stop();
  const database = openFile(folder);
  for (const file of readdirSync(MIGRATIONS).sort()) {
    database.exec(readFileSync(path.join(MIGRATIONS, file), "utf8"));
  }
  closeFile(database);
}

/** Leaves the file as the engine keeps its own. */
export function closeFile(database: DatabaseSync): void {
  database.exec("PRAGMA journal_mode = WAL");
  database.close();
}
