import { expect, test } from "vitest";
import { shardOf } from "../../context";
import { deliver, pump, rowsIn } from "../../queue";
import { newWorld, takeSent, type World } from "../../world";
import {
  at,
  development,
  enrol,
  firstTimer,
  logOf,
  NOON,
  receiver,
  runTo,
  subscribe,
  timersOf,
  verified,
} from "./receiver";

async function sandboxAtNoon(): Promise<World> {
  const world = await newWorld();
  await runTo(world, NOON);
  return world;
}

const DAY = 86_400_000;

test("a fact is told once, signed, with ids only", async () => {
  const world = await sandboxAtNoon();
  const shop = await receiver();
  const { id, secret } = await subscribe(world, shop.url);
  await enrol(world, "c-1");
  const [heard, ...more] = await shop.heard();
  if (!heard) throw new Error("nothing was told");
  expect(more).toEqual([]);
  const member = expect.stringMatching(/^mem_/);
  expect(verified(heard, secret)).toEqual({
    type: "member_enrolled",
    timestamp: NOON,
    data: {
      shopId: world.sandbox,
      factId: expect.stringMatching(/^fct_/),
      member,
      caller: expect.stringMatching(/^key_/),
      recordedAt: NOON,
      fact: { member },
    },
  });
  expect(heard.headers["webhook-id"]).toMatch(new RegExp(`^fct_\\w+_0_${id}$`));
  expect(heard.headers["content-type"]).toBe("application/json");
  expect(await logOf(world, id)).toMatchObject([
    { type: "member_enrolled", status: "delivered", attempts: 1, lastStatus: 204, nextAt: null },
  ]);
  expect(await timersOf(world)).toEqual([]);
});

test("a fact that the Queue brings twice is told once", async () => {
  const world = await sandboxAtNoon();
  const shop = await receiver();
  await subscribe(world, shop.url);
  await world.test("PUT /v1/members/ext:c-1", {});
  const facts = takeSent(world.sandbox).filter((m) => m.type === "fact");
  await deliver([...facts, ...facts], { env: development });
  const timers = takeSent(world.sandbox);
  await deliver([...timers, ...timers, ...timers], { env: development });
  await deliver([...facts, ...timers], { env: development });
  await pump(world.sandbox, { env: development });
  expect(await shop.heard()).toHaveLength(1);
  expect(await timersOf(world).then((all) => all.length)).toBeLessThanOrEqual(1);
  await runTo(world, at(NOON) + DAY);
  expect(await shop.heard()).toHaveLength(1);
  expect(await timersOf(world)).toEqual([]);
});

test("an endpoint hears what it asked for, and one that asked for all hears all", async () => {
  const world = await sandboxAtNoon();
  const [few, all] = [await receiver(), await receiver()];
  await subscribe(world, few.url, ["points_earned", "order_paid"]);
  const { secret } = await subscribe(world, all.url, ["*"]);
  await world.test("POST /v1/orders", {
    id: "1001",
    source: "shop",
    status: "paid",
    member: { externalId: "c-1" },
    currency: "EUR",
    total: 1000,
    items: [{ id: "1", quantity: 1, total: 1000 }],
  });
  await pump(world.sandbox, { env: development });
  const typesAt = async (heard: Promise<{ body: string }[]>) =>
    (await heard).map(({ body }) => JSON.parse(body).type).sort();
  expect(await typesAt(few.heard())).toEqual(["order_paid", "points_earned"]);
  const heard = await all.heard();
  const told = heard.map((h) => verified(h, secret).type);
  expect(told).toEqual(expect.arrayContaining(["member_enrolled", "order_paid", "points_earned"]));
  expect(new Set(heard.map((h) => h.headers["webhook-id"])).size).toBe(heard.length);
});

test("an import of the past tells nobody", async () => {
  const world = await sandboxAtNoon();
  const shop = await receiver();
  await subscribe(world, shop.url, ["order_paid"]);
  await world.test("POST /v1/orders", {
    id: "old",
    source: "shop",
    status: "paid",
    mode: "history",
    placedAt: "2025-01-01T10:00:00Z",
    member: { externalId: "c-1" },
    currency: "EUR",
    total: 1000,
    items: [{ id: "1", quantity: 1, total: 1000 }],
  });
  await pump(world.sandbox, { env: development });
  expect(await shop.heard()).toEqual([]);
});

test("what fails is tried ten times over three days, under the same id, then is left", async () => {
  const world = await sandboxAtNoon();
  const shop = await receiver(...Array.from({ length: 20 }, () => ({ status: 500 })));
  const { id, secret } = await subscribe(world, shop.url);
  await enrol(world, "c-1");
  const waits: number[] = [];
  for (let now = at(NOON); ; ) {
    const [timer] = await timersOf(world);
    if (!timer) break;
    waits.push(timer.due_at - now);
    now = timer.due_at;
    await runTo(world, now - 1);
    const before = (await shop.heard()).length;
    await runTo(world, now);
    expect(await shop.heard()).toHaveLength(before + 1);
  }
  const minutes = [1 / 12, 5, 30, 120, 300, 600, 840, 1200, 1440];
  expect(waits).toHaveLength(minutes.length);
  minutes.forEach((wait, i) => {
    expect(waits[i]).toBeGreaterThanOrEqual(wait * 60_000);
    expect(waits[i]).toBeLessThanOrEqual(wait * 66_000);
  });
  const heard = await shop.heard();
  expect(new Set(heard.map((h) => h.headers["webhook-id"])).size).toBe(1);
  expect(new Set(heard.map((h) => h.body)).size).toBe(1);
  for (const each of heard) verified(each, secret);
  expect(await logOf(world, id, "?status=failed")).toMatchObject([
    { attempts: 10, lastStatus: 500, lastError: "status_not_2xx", nextAt: null },
  ]);
}, 120_000);

test("what fails once and is taken then counts as delivered", async () => {
  const world = await sandboxAtNoon();
  const shop = await receiver({ status: 503 });
  const { id } = await subscribe(world, shop.url);
  await enrol(world, "c-1");
  expect(await logOf(world, id)).toMatchObject([{ status: "pending", lastStatus: 503 }]);
  await runTo(world, at(NOON) + 60_000);
  expect(await logOf(world, id)).toMatchObject([{ status: "delivered", attempts: 2 }]);
  expect((await world.test(`GET /v1/webhooks/${id}`)).body.failingSince).toBeNull();
});

test("a receiver that asks for time gets it, a day at most", async () => {
  const world = await sandboxAtNoon();
  const wait = async (status: number, retryAfter: string) => {
    const shop = await receiver({ status, headers: { "retry-after": retryAfter } });
    const { id } = await subscribe(world, shop.url);
    await enrol(world, crypto.randomUUID());
    const [delivery] = await logOf(world, id);
    await world.test(`DELETE /v1/webhooks/${id}`);
    return (at(delivery.nextAt) - at(NOON)) / 1000;
  };
  expect(await wait(429, "600")).toBe(600);
  expect(await wait(503, "9999999")).toBe(86_400);
  expect(await wait(500, "600")).toBeLessThan(6);
});

test("redirects are not followed", async () => {
  const world = await sandboxAtNoon();
  const elsewhere = await receiver();
  const shop = await receiver({ status: 302, headers: { location: elsewhere.url } });
  const { id } = await subscribe(world, shop.url);
  await enrol(world, "c-1");
  expect(await elsewhere.heard()).toEqual([]);
  expect(await logOf(world, id)).toMatchObject([{ lastStatus: 302, lastError: "redirected" }]);
});

test("two at once make one request", async () => {
  const world = await sandboxAtNoon();
  const shop = await receiver({ status: 204, delayMs: 300 });
  await subscribe(world, shop.url);
  await world.test("PUT /v1/members/ext:c-1", {});
  await deliver(takeSent(world.sandbox), { env: development });
  takeSent(world.sandbox);
  const timer = await firstTimer(world, await shardOf(world.sandbox));
  const both = [1, 2].map(() => deliver([timer, timer], { env: development }));
  expect(await Promise.all(both)).toMatchObject([{ retried: [] }, { retried: [] }]);
  expect(await shop.heard()).toHaveLength(1);
});

test("an attempt that ended without a word is made again, after a minute", async () => {
  const world = await sandboxAtNoon();
  const shop = await receiver();
  const { id } = await subscribe(world, shop.url);
  await world.test("PUT /v1/members/ext:c-1", {});
  await deliver(takeSent(world.sandbox), { env: development });
  takeSent(world.sandbox);
  const shard = await shardOf(world.sandbox);
  const timer = await firstTimer(world, shard);
  const claimed = "UPDATE webhook_deliveries SET attempts = 1, claimed_at = ? WHERE shop = ?";
  await rowsIn(world.sandbox, claimed, Date.now() - 10_000, world.sandbox);
  await deliver([timer], { env: development });
  expect(await shop.heard()).toEqual([]);
  await rowsIn(world.sandbox, claimed, Date.now() - 61_000, world.sandbox);
  await deliver([timer], { env: development });
  expect(await logOf(world, id)).toMatchObject([{ status: "delivered", attempts: 2 }]);
});

test("slow receivers leave connections to the others: four are called at once", async () => {
  const world = await sandboxAtNoon();
  const shop = await receiver(...Array.from({ length: 8 }, () => ({ status: 204, delayMs: 200 })));
  await subscribe(world, shop.url);
  for (let i = 0; i < 8; i++) await world.test(`PUT /v1/members/ext:c-${i}`, {});
  await deliver(takeSent(world.sandbox), { env: development });
  const timers = takeSent(world.sandbox);
  expect(timers).toHaveLength(8);
  const startedAt = Date.now();
  await deliver(timers, { env: development });
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(400);
  expect(await shop.heard()).toHaveLength(8);
});
