import { env as bindings } from "cloudflare:workers";
import { expect, test } from "vitest";
import { CLOCK_ROUNDS } from "../../../src/clock";
import type { Message } from "../../../src/core/env";
import { backOffSeconds } from "../../../src/core/queue";
import type { TimerRow } from "../../../src/core/tables";
import type { TimerMessage } from "../../../src/core/timers";
import { DAY } from "../../../src/lib/time";
import { shardOf } from "../../context";
import { counting } from "../../counting";
import { order } from "../../orders";
import { deliver, pump, recording, rowsIn } from "../../queue";
import { env, newWorld, type World } from "../../world";

const START = Date.UTC(2030, 0, 10, 12);
const iso = (at: number) => new Date(at).toISOString();

/** A sandbox on 10 January 2030 in which c-1 has 30 points on the way, free on the 28th. */
async function withPending(): Promise<World> {
  const world = await newWorld();
  await setClock(world, START);
  const placed = await world.test("POST /v1/orders", order("1", "c-1", { placedAt: iso(START) }));
  expect(placed.status, JSON.stringify(placed.body)).toBe(201);
  await pump(world.sandbox, { reactions: [] });
  return world;
}

/** By hand, so that no timer runs. */
const setClock = (world: World, at: number) =>
  env.DB.prepare("UPDATE shops SET clock_at = ?2 WHERE id = ?1").bind(world.sandbox, at).run();

const timersOf = (world: World) =>
  rowsIn<TimerRow>(world.sandbox, "SELECT * FROM timers WHERE realm = ?", world.sandbox);

async function messagesOf(world: World): Promise<TimerMessage[]> {
  const shard = await shardOf(world.sandbox);
  return (await timersOf(world)).map((t) => ({
    type: "timer",
    shard,
    realm: t.realm,
    dueAt: t.due_at,
    shop: t.shop,
    subject: t.subject,
    kind: t.kind,
  }));
}

const walletRows = (world: World) =>
  rowsIn<{ available: number; pending: number }>(
    world.sandbox,
    "SELECT available, pending FROM wallets WHERE shop = ?",
    world.sandbox,
  );

test("a timer that fires settles what is due, sets the next one and goes", async () => {
  const world = await withPending();
  const [timer] = await messagesOf(world);
  expect(timer).toBeDefined();
  await setClock(world, (timer?.dueAt ?? 0) + 1);
  expect(await deliver(timer ? [timer] : [])).toMatchObject({ acked: [0], retried: [] });
  expect(await walletRows(world)).toEqual([{ available: 30, pending: 0 }]);
  const left = await timersOf(world);
  expect(left.map((t) => t.due_at)).not.toContain(timer?.dueAt);
  const [member] = await rowsIn<{ wakes_at: number }>(
    world.sandbox,
    "SELECT wakes_at FROM members WHERE shop = ?",
    world.sandbox,
  );
  const next = left.map((t) => t.due_at);
  expect(next).toEqual(
    member && member.wakes_at < Number.MAX_SAFE_INTEGER ? [member.wakes_at] : [],
  );
});

test("a timer that fires twice, and twice at once, changes nothing more", async () => {
  const world = await withPending();
  const [timer] = await messagesOf(world);
  if (!timer) throw new Error("no timer");
  await setClock(world, timer.dueAt);
  expect(await deliver([timer, timer, timer])).toMatchObject({ acked: [0, 1, 2] });
  const state = () =>
    rowsIn(world.sandbox, "SELECT * FROM transfers WHERE shop = ?", world.sandbox);
  const [before, timers] = [await state(), await timersOf(world)];
  await deliver([timer]);
  expect(await state()).toEqual(before);
  expect(await timersOf(world)).toEqual(timers);
});

test("a timer of a clock that was set back stays for later", async () => {
  const world = await withPending();
  const [timer] = await messagesOf(world);
  if (!timer) throw new Error("no timer");
  const before = await timersOf(world);
  expect(await deliver([timer])).toMatchObject({ acked: [0] });
  expect(await timersOf(world)).toEqual(before);
  expect(await walletRows(world)).toEqual([{ available: 0, pending: 30 }]);
});

test("a member with more due than one commit settles is settled whole", async () => {
  const world = await newWorld();
  await setClock(world, START);
  await world.test("PUT /v1/members/ext:c-1", {});
  for (let i = 0; i < 60; i++) {
    const at = START - i * 60_000;
    const placed = await world.test(
      "POST /v1/orders",
      order(`${i}`, "c-1", { placedAt: iso(at), mode: "history", earn: "rules" }),
    );
    expect(placed.status, JSON.stringify(placed.body)).toBe(201);
  }
  await setClock(world, START + 40 * DAY);
  const messages = await messagesOf(world);
  expect(messages.length).toBeGreaterThan(0);
  await deliver(messages);
  expect(await walletRows(world)).toEqual([{ available: 1800, pending: 0 }]);
});

test("waking a member costs two round trips, ten rows written, thirty read", async () => {
  const world = await withPending();
  const [timer] = await messagesOf(world);
  if (!timer) throw new Error("no timer");
  await setClock(world, timer.dueAt);
  const cost = counting(recording().env);
  await deliver([timer], { env: cost.env });
  // One trip more a batch of messages, for its shops.
  const own = cost.log.filter((s) => !s.sql.includes("shops"));
  expect(cost.trips).toBe(3);
  expect(own.reduce((n, s) => n + s.written, 0)).toBeLessThanOrEqual(10);
  expect(own.reduce((n, s) => n + s.read, 0)).toBeLessThanOrEqual(30);
});

test("a timer of a shop or kind that is unknown is tried again and harms no other", async () => {
  const world = await withPending();
  const [timer] = await messagesOf(world);
  if (!timer) throw new Error("no timer");
  await setClock(world, timer.dueAt);
  const bad = [
    { ...timer, shop: "shp_none" },
    { ...timer, kind: "dance" },
  ];
  const outcome = await deliver([...bad, timer]);
  expect(outcome).toEqual({ acked: [2], retried: [0, 1] });
});

test("setting the clock runs every timer up to it", async () => {
  const world = await newWorld();
  await setClock(world, START);
  for (let i = 0; i < 30; i++) {
    await world.test("POST /v1/orders", order(`${i}`, `c-${i}`, { placedAt: iso(START) }));
  }
  await pump(world.sandbox, { reactions: [] });
  const now = START + 60 * DAY;
  const queue = recording();
  const set = await world.test("POST /v1/sandbox/clock", { now: iso(now) }, { env: queue.env });
  expect(set.status).toBe(202);
  expect(queue.sentFor(world.sandbox)).toMatchObject([{ type: "clock", shop: world.sandbox }]);
  for (let round = 0; queue.batches.length > 0 && round < 200; round++) {
    const batch = queue.batches.shift() ?? [];
    expect(batch.length).toBeLessThanOrEqual(25);
    await deliver(batch, { env: queue.env });
  }
  const wallets = await walletRows(world);
  expect(wallets).toHaveLength(30);
  expect(new Set(wallets.map((w) => w.pending))).toEqual(new Set([0]));
  const due = (await timersOf(world)).filter((t) => t.due_at <= now);
  expect(due).toEqual([]);
  expect((await world.test("GET /v1/ledger/check")).body.findings).toEqual([]);
});

test("a timer that cannot fire keeps no sandbox's clock running for ever", async () => {
  const world = await withPending();
  const [timer] = await messagesOf(world);
  if (!timer) throw new Error("no timer");
  const clock = { type: "clock" as const, shard: timer.shard, shop: world.sandbox };
  await rowsIn(
    world.sandbox,
    "UPDATE timers SET kind = 'dance', due_at = 1 WHERE shop = ?",
    world.sandbox,
  );
  await setClock(world, timer.dueAt);
  const types = async (message: Message) => {
    const queue = recording();
    await deliver([message], { env: queue.env });
    return queue.sentFor(world.sandbox).map((m) => m.type);
  };
  expect(await types(clock)).toEqual(["timer", "clock"]);
  expect(await types({ ...clock, round: CLOCK_ROUNDS })).toEqual(["metrics"]);
  // Where time runs by itself, every tick sends a message: none may beget another.
  await env.DB.prepare("UPDATE shops SET clock_at = NULL WHERE id = ?").bind(world.sandbox).run();
  expect(await types(clock)).toEqual(["timer"]);
});

test("the real Queue runs a sandbox's timers after its clock was set", {
  timeout: 60_000,
}, async () => {
  const world = await withPending();
  const now = iso(START + 60 * DAY);
  await world.test("POST /v1/sandbox/clock", { now }, { env: bindings });
  await expect
    .poll(() => walletRows(world), { timeout: 30_000, interval: 500 })
    .toEqual([{ available: 30, pending: 0 }]);
});

test("a message waits longer each time, and never longer than the Queue allows", () => {
  const waits = [1, 2, 3, 5, 30, 100].map(backOffSeconds);
  expect(waits).toEqual([15, 30, 60, 240, 43_200, 43_200]);
});
