import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { expect, test } from "vitest";
import { type Env, shardNamed } from "../../../src/core/env";
import { sendDueTimers } from "../../../src/core/timers";
import { JOBS, runJobs } from "../../../src/jobs";
import { addDays, DAY, HOUR, localDay, MINUTE } from "../../../src/lib/time";
import { hourOf } from "../../../src/rounds";
import wrangler from "../../../wrangler.toml?raw";
import { shardOf } from "../../context";
import { recording, rowsIn } from "../../queue";
import { env, newWorld, type World } from "../../world";

const [FIVE, HOURLY] = ["*/5 * * * *", "17 * * * *"];
/** Each run of a test is at a time of its own, as a job runs once for each. */
let scheduled = Date.UTC(2020, 0, 1) + Math.floor(Math.random() * 1e9) * 1000;

async function tick(cron: string, options: { env?: Env; at?: number } = {}): Promise<void> {
  scheduled += HOUR;
  const execution = createExecutionContext();
  const controller = { cron, scheduledTime: options.at ?? scheduled };
  await runJobs(controller, options.env ?? env, execution);
  await waitOnExecutionContext(execution);
}

async function inShard(shop: string, sql: string, ...params: unknown[]): Promise<void> {
  await shardNamed(env, await shardOf(shop))
    .prepare(sql)
    .bind(...params)
    .run();
}

const TIMER = "INSERT INTO timers (realm, due_at, shop, subject, kind) VALUES (?, ?, ?, ?, 'wake')";

test("every schedule of a job is a trigger, and every trigger has a job", () => {
  const crons = /crons = \[(.*)\]/.exec(wrangler)?.[1] ?? "";
  const triggers = [...crons.matchAll(/"([^"]+)"/g)].map(([, cron]) => cron);
  expect(new Set(JOBS.map((job) => job.cron))).toEqual(new Set(triggers));
  expect(new Set(JOBS.map((job) => job.name)).size).toBe(JOBS.length);
});

test("due timers of live shops are sent, 25 a batch, and what is not due is not", async () => {
  const { shop } = await newWorld();
  const now = Date.now();
  const due = Array.from({ length: 60 }, (_, i) => [`mem_${i}`, now - i * MINUTE] as const);
  for (const [member, at] of due) await inShard(shop, TIMER, "live", at, shop, member);
  await inShard(shop, TIMER, "live", now + HOUR, shop, "mem_later");
  const queue = recording();
  await tick(FIVE, { env: queue.env });
  const sent = queue.sentFor(shop).map((m) => (m.type === "timer" ? m.subject : m.type));
  expect(new Set(sent)).toEqual(new Set(due.map(([member]) => member)));
  expect(sent).toHaveLength(60);
  expect(Math.max(...queue.batches.map((b) => b.length))).toBeLessThanOrEqual(25);
  await inShard(shop, "DELETE FROM timers WHERE shop = ?", shop);
});

test("a sandbox that follows real time fires; one with a clock waits for it", async () => {
  const [following, fixed] = [await newWorld(), await newWorld()];
  await env.DB.prepare("UPDATE shops SET clock_at = ? WHERE id = ?")
    .bind(Date.now() - DAY, fixed.sandbox)
    .run();
  for (const { sandbox } of [following, fixed]) {
    await inShard(sandbox, TIMER, sandbox, Date.now() - MINUTE, sandbox, "mem_1");
  }
  const queue = recording();
  await tick(FIVE, { env: queue.env });
  expect(queue.sentFor(following.sandbox)).toMatchObject([{ type: "clock" }]);
  expect(queue.sentFor(fixed.sandbox)).toEqual([]);
});

test("facts that nobody has seen for two minutes are sent again", async () => {
  const { shop } = await newWorld();
  const insert = "INSERT INTO outbox (shop, local_day, fact, recorded_at) VALUES (?, ?, ?, ?)";
  const now = Date.now();
  await inShard(shop, insert, shop, "2026-01-01", "fct_old", now - 3 * MINUTE);
  await inShard(shop, insert, shop, "2026-01-01", "fct_young", now);
  const queue = recording();
  await tick(FIVE, { env: queue.env });
  expect(queue.sentFor(shop)).toMatchObject([{ type: "fact", id: "fct_old", day: "2026-01-01" }]);
  await inShard(shop, "DELETE FROM outbox WHERE shop = ?", shop);
});

test("cron that calls twice for one time runs each job once", async () => {
  const { shop } = await newWorld();
  await inShard(shop, TIMER, "live", Date.now() - MINUTE, shop, "mem_1");
  const queue = recording();
  const at = scheduled + HOUR / 2;
  await Promise.all([tick(FIVE, { env: queue.env, at }), tick(FIVE, { env: queue.env, at })]);
  expect(queue.sentFor(shop)).toHaveLength(1);
  await inShard(shop, "DELETE FROM timers WHERE shop = ?", shop);
});

test("a job that fails neither stops the others nor the next run", async () => {
  const { shop } = await newWorld();
  await inShard(shop, TIMER, "live", Date.now() - MINUTE, shop, "mem_1");
  const insert = "INSERT INTO outbox (shop, local_day, fact, recorded_at) VALUES (?, ?, ?, ?)";
  await inShard(shop, insert, shop, "2026-01-01", "fct_old", Date.now() - 3 * MINUTE);
  const queue = recording();
  const sendBatch = async (messages: { body: { type: string } }[]) => {
    if (messages.some((m) => m.body.type === "timer")) throw new Error("queue is full");
    return queue.env.QUEUE.sendBatch(messages as never);
  };
  const full = { ...queue.env, QUEUE: { ...queue.env.QUEUE, sendBatch } as never };
  await tick(FIVE, { env: full });
  expect(queue.sentFor(shop)).toMatchObject([{ type: "fact" }]);
  await tick(FIVE, { env: queue.env });
  expect(queue.sentFor(shop).map((m) => m.type)).toContain("timer");
  await inShard(shop, "DELETE FROM timers WHERE shop = ?", shop);
  await inShard(shop, "DELETE FROM outbox WHERE shop = ?", shop);
});

const hourFor = (world: World): number =>
  Date.UTC(2021, 0, 1 + Math.floor(Math.random() * 300), hourOf(world.shop), 17);

test("answers older than 30 days go, once a day; the others stay and still replay", async () => {
  const world = await newWorld();
  for (const key of ["a", "b", "c"]) {
    await world.call("PUT /v1/program/draft", {}, { headers: { "idempotency-key": key } });
  }
  await inShard(
    world.shop,
    "UPDATE answers SET created_at = ? WHERE shop = ? AND key = 'b'",
    Date.now() - 31 * DAY,
    world.shop,
  );
  const keys = async () =>
    (
      await rowsIn<{ key: string }>(
        world.shop,
        "SELECT key FROM answers WHERE shop = ? ORDER BY key",
        world.shop,
      )
    ).map((row) => row.key);
  await tick(HOURLY, { at: hourFor(world) + 5 * HOUR });
  expect(await keys()).toEqual(["a", "b", "c"]);
  await tick(HOURLY, { at: hourFor(world) });
  expect(await keys()).toEqual(["a", "c"]);
});

test("answers are walked over many pages", async () => {
  const world = await newWorld();
  const old = Date.now() - 40 * DAY;
  const rows = JSON.stringify(Array.from({ length: 2_500 }, (_, i) => i));
  await inShard(
    world.shop,
    `INSERT INTO answers SELECT ?1, 'key_' || (value % 7), value, '', 200, '{}', NULL,
       iif(value % 2 = 0, ?2, ?3) FROM json_each(?4)`,
    world.shop,
    old,
    Date.now(),
    rows,
  );
  await tick(HOURLY, { at: hourFor(world) });
  const [left] = await rowsIn<{ count: number; oldest: number }>(
    world.shop,
    "SELECT count(*) AS count, min(created_at) AS oldest FROM answers WHERE shop = ?",
    world.shop,
  );
  expect(left?.count).toBe(1_250);
  expect(left?.oldest).toBeGreaterThan(old);
});

test("runs of jobs are remembered for 30 days", async () => {
  const old = Date.now() - 31 * DAY - Math.floor(Math.random() * 1e9);
  await env.DB.prepare("INSERT INTO job_runs VALUES ('outbox-sweep', ?, 0)").bind(old).run();
  await tick(HOURLY);
  const left = await env.DB.prepare("SELECT 1 FROM job_runs WHERE scheduled_at = ?")
    .bind(old)
    .all();
  expect(left.results).toEqual([]);
});

test("the ledger of a shop's yesterday is checked once a local day", async () => {
  const { shop } = await newWorld({ timeZone: "Pacific/Auckland" });
  const day = async () =>
    (
      await env.DB.prepare("SELECT checked_day FROM shops WHERE id = ?")
        .bind(shop)
        .first<{ checked_day: string | null }>()
    )?.checked_day;
  expect(await day()).toBeNull();
  await tick(HOURLY);
  expect(await day()).toBe(addDays(localDay(Date.now(), "Pacific/Auckland"), -1));
});

test("a ledger that is off raises one fact, however often cron runs", async () => {
  const { shop, call } = await newWorld();
  await call("PUT /v1/members/ext:c-1", {});
  await call("POST /v1/members/ext:c-1/adjustments", { amount: 5, reason: "test" });
  const yesterday = addDays(localDay(Date.now(), "Europe/Berlin"), -1);
  await inShard(shop, "UPDATE facts SET local_day = ? WHERE shop = ?", yesterday, shop);
  await inShard(shop, "UPDATE wallets SET available = 6 WHERE shop = ?", shop);
  await tick(HOURLY);
  await tick(HOURLY);
  const facts = await rowsIn<{ facts: string }>(
    shop,
    "SELECT facts FROM facts WHERE shop = ? AND facts LIKE '%ledger_off%'",
    shop,
  );
  expect(facts).toHaveLength(1);
  expect(JSON.parse(facts[0]?.facts ?? "[]")).toMatchObject([{ day: yesterday }]);
});

test("a tick hands over the 5,000 oldest timers, not a longer queue each time", async () => {
  const { shop } = await newWorld();
  const many = `INSERT INTO timers (realm, due_at, shop, subject, kind)
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5300)
    SELECT ?1, i, ?1, 'mem_1', 'wake' FROM n`;
  await inShard(shop, many, shop);
  const queue = recording();
  expect(await sendDueTimers(queue.env, await shardOf(shop), shop, Date.now())).toBe(5_000);
  const dueAt = queue.sentFor(shop).map((m) => (m.type === "timer" ? m.dueAt : 0));
  expect(Math.max(...dueAt)).toBe(5_000);
  await inShard(shop, "DELETE FROM timers WHERE shop = ?", shop);
});
