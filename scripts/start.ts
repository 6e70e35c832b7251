import { setTimeout as sleep } from "node:timers/promises";
import { run, wholeNumber } from "./lib/cli.ts";
import { isDue, runCron, schedules } from "./lib/cron.ts";
import { ensureDemo, type ShownDemo } from "./lib/demo.ts";
import { ensureDevVars, writeDemo } from "./lib/files.ts";
import { applyMigrations, LOG, type Running, startServer } from "./lib/server.ts";

const USAGE = `npm start

Serves Regulars on http://localhost:8787, with a demo shop that is made on the first start.

PORT=…   serve on another port`;

const MINUTE_MS = 60_000;
/** Once after the start, what was due while nothing ran is caught up with. */
const CATCH_UP_MS = 5_000;

const stopped = new AbortController();
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
  process.on(signal, () => stopped.abort());
}
watchParent();

await run(USAGE, async () => {
  try {
    return await serve();
  } catch (thrown) {
    // Being asked to stop is no failure, whatever it interrupted.
    if (stopped.signal.aborted) return 0;
    throw thrown;
  }
});

async function serve(): Promise<number> {
  const port = wholeNumber(process.env.PORT || "8787", "PORT", 1, 65_535);
  const url = `http://localhost:${port}`;
  ensureDevVars();
  console.log("Starting Regulars …");
  await applyMigrations(stopped.signal);
  const server = await startServer(port, url, stopped.signal);
  try {
    const demo = await ensureDemo(url, stopped.signal);
    const { shopId, keys } = demo;
    console.log(welcome(url, demo));
    writeDemo({ url, shopId, keys });
    return await keepServing(url, server);
  } finally {
    await server.stop();
  }
}

/** Until asked to stop, which is success, or until the server ends by itself, which is not. */
async function keepServing(url: string, server: Running): Promise<number> {
  void tickEveryMinute(url);
  const asked = new Promise<true>((resolve) => {
    stopped.signal.addEventListener("abort", () => resolve(true));
    if (stopped.signal.aborted) resolve(true);
  });
  const wasAsked = await Promise.race([asked, server.ended.then(() => false)]);
  if (wasAsked) return 0;
  stopped.abort();
  console.error(`The server ended by itself; see ${LOG}`);
  return 1;
}

/** Wrangler runs no cron locally: each schedule is called at its own minutes, as in production. */
async function tickEveryMinute(url: string): Promise<void> {
  await pause(CATCH_UP_MS);
  for (const cron of schedules()) await tick(url, cron);
  for (let minute = Date.now(); !stopped.signal.aborted; ) {
    // A timer may fire a little early: the minute it was set for is not the next one.
    minute = Math.floor(Math.max(minute, Date.now()) / MINUTE_MS + 1) * MINUTE_MS;
    await pause(minute - Date.now());
    if (stopped.signal.aborted) return;
    for (const cron of schedules().filter((each) => isDue(each, new Date(minute)))) {
      void tick(url, cron);
    }
  }
}

/** Being stopped while asleep leaves nothing to do. */
async function pause(ms: number): Promise<void> {
  await sleep(ms, undefined, { signal: stopped.signal }).catch(() => undefined);
}

/** A tick that fails leaves nothing to do either: the next catches up. */
async function tick(url: string, cron: string): Promise<void> {
  const { signal } = stopped;
  if (signal.aborted) return;
  await runCron(url, cron, signal).catch(() => undefined);
}

/** npm's shell may die of a signal without passing it on; then this process is an orphan. */
function watchParent(): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stopped.abort();
  }, 500).unref();
}

function welcome(url: string, { shopId, keys, card, referral }: ShownDemo): string {
  const order = {
    id: "1001",
    source: "shop",
    channel: "store",
    status: "paid",
    member: { externalId: "c-42", name: "Anna", locale: "de" },
    currency: "EUR",
    total: 2490,
    items: [{ id: "1", name: "Espresso 1 kg", quantity: 1, total: 2490 }],
  };
  return `
Regulars is serving the demo shop.

  Overview     ${url}/
  A card       ${card}
  Joining      ${url}/join/${shopId}?source=poster
  A poster     ${url}/join/${shopId}/poster?source=poster&store=altstadt
  Share link   ${referral}
  Outbox       ${url}/outbox
  Reference    ${url}/docs

  API          ${url}
  Secret key   ${keys.secret}
  Public key   ${keys.publishable}
  Log          ${LOG}

An order, and what it earns:

  curl ${url}/v1/orders \\
    -H 'Authorization: Bearer ${keys.secret}' \\
    -H 'Content-Type: application/json' \\
    -d '${JSON.stringify(order)}'

Ctrl-C stops it; the data stay.
`;
}
