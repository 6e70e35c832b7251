import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LOCAL, ROOT } from "./files.ts";

const WRANGLER = path.join(ROOT, "node_modules/wrangler/bin/wrangler.js");
const MIGRATIONS = path.join(ROOT, "migrations");
/** Lies with the data it speaks of, so that whoever deletes the one deletes the other. */
const APPLIED = path.join(LOCAL, "state", "migrations-applied");
export const LOG = path.join(LOCAL, "server.log");

const START_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 5_000;
const POLL_MS = 100;

/** No questions, no telemetry, no look-up of newer versions, no fetch of a sample request. */
const QUIET = {
  ...process.env,
  CI: "1",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_LOG_PATH: path.join(LOCAL, "logs"),
};

/**
 * Brings the local database up to date. Wrangler takes seconds to find out that there is nothing
 * to do, so a note of the migrations applied last saves asking.
 */
export async function applyMigrations(signal: AbortSignal): Promise<void> {
  const wanted = migrationsHash();
  if (existsSync(APPLIED) && readFileSync(APPLIED, "utf8") === wanted) return;
  const child = wrangler("d1", "migrations", "apply", "regulars", "--local");
  const stop = () => void endOf(child);
  signal.addEventListener("abort", stop);
  const code = await exitOf(child);
  signal.removeEventListener("abort", stop);
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`The migrations failed:\n${logTail()}`);
  writeFileSync(APPLIED, wanted);
}

function migrationsHash(): string {
  // The configuration names the database, and with it where the local one lies.
  const hash = createHash("sha256").update(readFileSync(path.join(ROOT, "wrangler.toml")));
  for (const file of readdirSync(MIGRATIONS).sort()) {
    hash.update(file).update(readFileSync(path.join(MIGRATIONS, file)));
  }
  return hash.digest("hex");
}

/** A server that this process started. */
export interface Running {
  /** Resolves when the server has ended, whoever ended it. */
  readonly ended: Promise<unknown>;
  /** Ends it and everything that it started. */
  stop(): Promise<void>;
}

/**
 * Serves on a port and waits until it is healthy.
 *
 * @throws {Error} when the port is taken, or with the end of the log when it does not come up
 */
export async function startServer(
  port: number,
  url: string,
  signal: AbortSignal,
): Promise<Running> {
  if (await isTaken(port)) {
    throw new Error(`Port ${port} is taken. Stop what listens there, or set PORT to another.`);
  }
  // What the Queue sends has no request that would tell where its links begin.
  const vars = ["--var", `PUBLIC_URL:${url}`, "--var", "DEVELOPMENT:true"];
  const where = ["--port", String(port), "--ip", "127.0.0.1", ...vars];
  const child = wrangler("dev", ...where, "--show-interactive-dev-session=false");
  const running = { ended: exitOf(child), stop: () => endOf(child) };
  let hasEnded = false;
  void running.ended.then(() => {
    hasEnded = true;
  });
  const giveUpAt = Date.now() + START_WITHIN_MS;
  while (!(await isHealthy(url))) {
    if (signal.aborted || hasEnded || Date.now() > giveUpAt) {
      await running.stop();
      signal.throwIfAborted();
      throw new Error(`The server did not come up:\n${logTail()}`);
    }
    await sleep(POLL_MS);
  }
  return running;
}

/** Runs wrangler's own script as the head of a process group, so that one signal reaches all. */
function wrangler(...args: string[]): ChildProcess {
  mkdirSync(path.dirname(APPLIED), { recursive: true });
  const log = openSync(LOG, args[0] === "dev" ? "w" : "a");
  const child = spawn(process.execPath, [WRANGLER, ...args], {
    cwd: ROOT,
    env: QUIET,
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  return child;
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve, reject) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    child.once("exit", resolve);
    child.once("error", reject);
  });

async function endOf(child: ChildProcess): Promise<void> {
  signalGroup(child, "SIGTERM");
  const ended = exitOf(child).then(() => true);
  const isGone = await Promise.race([ended, sleep(STOP_WITHIN_MS, false, { ref: false })]);
  // Its own children may outlive it for a moment, or for ever.
  signalGroup(child, "SIGKILL");
  if (!isGone) await ended;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (thrown) {
    // ESRCH: the whole group is gone, which is what was wanted.
    if (Reflect.get(Object(thrown), "code") !== "ESRCH") throw thrown;
  }
}

async function isHealthy(url: string): Promise<boolean> {
  const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(10_000) }).catch(
    () => null,
  );
  return response?.ok ?? false;
}

const isTaken = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });

function logTail(): string {
  return existsSync(LOG) ? readFileSync(LOG, "utf8").split("\n").slice(-25).join("\n") : "";
}
