import { expect, test } from "vitest";
import { shardNamed } from "../../../src/core/env";
import { DAY } from "../../../src/lib/time";
import { type Counting, counting } from "../../counting";
import { env, newWorld, type World } from "../../world";

const START = Date.now();

/** Gives points in lots of their own that expire so many days from now. */
async function give(world: World, ref: string, amount: number, days: readonly number[]) {
  for (const day of days) {
    const expiresAt = new Date(START + day * DAY).toISOString();
    const body = { amount, reason: "test", expiresAt };
    const given = await world.test(`POST /v1/members/${ref}/adjustments`, body);
    expect(given.status, JSON.stringify(given.body)).toBe(201);
  }
}

async function readWallet(world: World, ref: string): Promise<{ cost: Counting; wallet: object }> {
  const cost = counting();
  const { body } = await world.test(`GET /v1/members/${ref}/wallet`, undefined, { env: cost.env });
  return { cost, wallet: body.wallet.points };
}

/** Sets the sandbox's clock by hand, without running any timer. */
const travel = (world: World, days: number) =>
  env.DB.prepare("UPDATE shops SET clock_at = ?2 WHERE id = ?1")
    .bind(world.sandbox, Date.now() + days * DAY)
    .run();

/** The sandbox's clock is read with the shop's record, on the home database. */
const ofShop = (cost: Counting) => {
  const own = cost.log.filter((s) => !s.sql.includes("FROM shops"));
  return { rows: own.reduce((n, s) => n + s.read, 0), clockTrips: cost.log.length - own.length };
};

test("a wallet costs one trip, four rows and one per unit, whatever the history", async () => {
  const world = await newWorld();
  await world.test("PUT /v1/members/ext:c-1", { name: "Anna" });
  await give(world, "ext:c-1", 10, [30, 40, 50]);
  const first = await readWallet(world, "ext:c-1");
  expect(ofShop(first.cost).rows).toBeLessThanOrEqual(4 + 1);
  expect(first.cost.trips - ofShop(first.cost).clockTrips).toBe(1);
  await give(world, "ext:c-1", 10, [60, 60, 60, 70, 80, 90, 100, 110, 120]);
  const later = await readWallet(world, "ext:c-1");
  expect(ofShop(later.cost).rows).toBe(ofShop(first.cost).rows);
  const { body } = await world.test("GET /v1/members/ext:c-1");
  const byId = await readWallet(world, body.id);
  // An id may be an alias for another member, as a customer id may be: either is looked up.
  expect(ofShop(byId.cost).rows).toBeLessThanOrEqual(4);
});

test("a live wallet is one round trip in all", async () => {
  const { call } = await newWorld();
  await call("PUT /v1/members/ext:c-1", { name: "Anna" });
  await call("POST /v1/members/ext:c-1/adjustments", { amount: 5, reason: "test" });
  const cost = counting();
  await call("GET /v1/members/ext:c-1/wallet", undefined, { env: cost.env });
  expect(cost.trips).toBe(1);
  expect(cost.rowsWritten).toBe(0);
});

test("a second unit costs one row more", async () => {
  const world = await newWorld();
  const made = await world.test("PUT /v1/members/ext:c-1", { name: "Anna" });
  await give(world, "ext:c-1", 10, [30]);
  const one = await readWallet(world, "ext:c-1");
  const row = await env.DB.prepare("SELECT shard FROM shops WHERE id = ?1")
    .bind(world.sandbox)
    .first<{ shard: string }>();
  await shardNamed(env, row?.shard ?? "DB")
    .prepare(
      `INSERT INTO wallets (shop, member, unit, available, pending, held, owed, earned, spent)
       VALUES (?1, ?2, 'stars', 0, 0, 0, 0, 0, 0)`,
    )
    .bind(world.sandbox, made.body.member.id)
    .run();
  const two = await readWallet(world, "ext:c-1");
  expect(ofShop(two.cost).rows).toBe(ofShop(one.cost).rows + 1);
});

test("overdue lots cost one row each, and the lots of the date that follows", async () => {
  const world = await newWorld();
  await world.test("PUT /v1/members/ext:c-1", { name: "Anna" });
  await give(world, "ext:c-1", 10, [10, 11, 12, 40, 40, 50, 60]);
  const before = await readWallet(world, "ext:c-1");
  await travel(world, 20);
  const after = await readWallet(world, "ext:c-1");
  const [overdue, next] = [3, 2];
  // Finding the next date is a row, and so is seeing that its lots end.
  expect(ofShop(after.cost).rows).toBeLessThanOrEqual(
    ofShop(before.cost).rows + overdue + next + 2,
  );
  expect(after.wallet).toMatchObject({ available: 40, nextExpiry: { amount: 20 } });
});

test("what became available meanwhile counts towards the next expiry", async () => {
  const world = await newWorld();
  await world.test("PUT /v1/members/ext:c-1", { name: "Anna" });
  const placed = await world.test("POST /v1/orders", {
    id: "1",
    source: "web",
    channel: "online",
    status: "paid",
    member: { externalId: "c-1" },
    currency: "EUR",
    total: 1000,
    items: [{ id: "1", quantity: 1, total: 1000 }],
    placedAt: new Date().toISOString(),
  });
  const [earned] = placed.body.effects;
  expect(earned).toMatchObject({ state: "pending", amount: 10 });
  const sameDay = { amount: 5, reason: "test", expiresAt: earned.expiresAt };
  await world.test("POST /v1/members/ext:c-1/adjustments", sameDay);
  const before = await readWallet(world, "ext:c-1");
  expect(before.wallet).toMatchObject({ nextExpiry: { at: earned.expiresAt, amount: 5 } });
  await travel(world, 60);
  const after = await readWallet(world, "ext:c-1");
  expect(after.wallet).toMatchObject({
    available: 15,
    pending: 0,
    nextExpiry: { at: earned.expiresAt, amount: 15 },
    nextActivation: null,
  });
});
