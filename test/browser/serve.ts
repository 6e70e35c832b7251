import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { type Bundle, build } from "../../bench/build.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const OPERATOR_SECRET = "the-browser-tests-make-their-own-shops";
const SIGNING_SECRET = "signs-nothing-that-outlives-the-tests";

export interface Served {
  readonly url: string;
  readonly operator: string;
  /** Runs what a schedule of wrangler.toml runs. */
  cron(schedule: string): Promise<void>;
  stop(): Promise<void>;
}

/** The built Worker on a port of its own, with fresh data in a temporary folder. */
export async function serveBuilt(bindings: Record<string, string> = {}): Promise<Served> {
  const folder = mkdtempSync(path.join(tmpdir(), "regulars-browser-"));
  const [port, bundle] = [await freePort(), await build(folder)];
  const url = `http://localhost:${port}`;
  const vars = { OPERATOR_SECRET, SIGNING_SECRET, LOG_LEVEL: "error", PUBLIC_URL: url };
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      cf: false,
      log: new Log(LogLevel.ERROR),
      logRequests: false,
      telemetry: { enabled: false },
      unsafeObservability: false,
      unsafeLocalExplorer: false,
      resourcePersistencePath: folder,
      workers: [worker(bundle, { ...vars, ...bindings }, port)],
    }),
  );
  await miniflare.ready;
  await migrate(await miniflare.getD1Database("DB"));
  return {
    url,
    operator: OPERATOR_SECRET,
    cron: async (cron) => {
      const fetcher = await miniflare.getWorker();
      await fetcher.scheduled({ cron });
    },
    stop: async () => {
      await miniflare.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const worker = (bundle: Bundle, bindings: Record<string, string>, port: number) => ({
  name: "regulars",
  modules: bundle.modules.map((module) => ({ ...module })),
  // That of wrangler.toml.
  compatibilityDate: "2026-11-01",
  bindings,
  d1Databases: { DB: "browser" },
  kvNamespaces: { KV: "browser" },
  queueProducers: { QUEUE: { queueName: "regulars" } },
  // Soon, as a person waits for the mail.
  queueConsumers: { regulars: { maxBatchSize: 25, maxBatchTimeout: 0.1, maxRetries: 5 } },
  unsafeDirectSockets: [{ host: "127.0.0.1", port }],
});

type D1 = Awaited<ReturnType<Miniflare["getD1Database"]>>;

async function migrate(database: D1): Promise<void> {
  const folder = path.join(ROOT, "migrations");
  for (const file of readdirSync(folder).sort()) {
    for (const sql of statementsIn(readFileSync(path.join(folder, file), "utf8"))) {
      await database.prepare(sql).run();
    }
  }
}

/** The statements of a migration; a trigger ends with `END;`, everything else with `;`. */
function statementsIn(sql: string): string[] {
  const lines = sql.split("\n").map((line) => line.replace(/--.*$/, "").trimEnd());
  const statements: string[] = [];
  let current = "";
  for (const line of lines) {
    current += `${line}\n`;
    const isTrigger = /^\s*CREATE TRIGGER/i.test(current);
    if (isTrigger ? /^END;$/.test(line) : line.endsWith(";")) {
      statements.push(current);
      current = "";
    }
  }
  return statements.filter((s) => s.trim() !== "");
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
