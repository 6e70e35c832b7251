import { expect, test } from "vitest";
import { shardOf } from "../../context";
import { faultsOf } from "../../invariants";
import { order } from "../../orders";
import { advance, rowsIn } from "../../queue";
import { newWorld, type World } from "../../world";

const DAY = 86_400_000;
const START = Date.parse("2026-03-01T10:00:00Z");
const MUG = {
  ...{ id: "mug", kind: "free_product", cost: { points: 10 } },
  name: { de: "Tasse", en: "Mug" },
};
const PROGRAM = { expiry: { policy: "inactivity", after: "P60D" }, rewards: [MUG] };
const MEMBER = "/v1/members/ext:c";

const day = (n: number): string => new Date(START + n * DAY).toISOString();
const iso = (n: number): string => day(n).replace(".000Z", "Z");

async function shop(program: object = PROGRAM): Promise<World> {
  const world = await newWorld();
  await advance(world, START);
  await world.test("PUT /v1/program", program);
  return world;
}

const buy = (world: World, id: string) =>
  world.test("POST /v1/orders", order(id, "c", { channel: "store" }));

const points = async (world: World) =>
  (await world.test(`GET ${MEMBER}/wallet`)).body.wallet.points;

async function expectClean(world: World): Promise<void> {
  expect(await faultsOf(await shardOf(world.sandbox), world.sandbox)).toEqual([]);
  expect((await world.test("GET /v1/ledger/check")).body.findings).toEqual([]);
}

test("earning and spending put the whole wallet's date off; without them all of it expires", async () => {
  const world = await shop();
  const first = await buy(world, "1");
  expect(first.body.effects[0]).toMatchObject({ state: "available", expiresAt: null });
  expect((await points(world)).nextExpiry).toEqual({ at: iso(60), amount: 30 });
  await advance(world, day(20));
  await buy(world, "2");
  expect((await points(world)).nextExpiry).toEqual({ at: iso(80), amount: 60 });
  await advance(world, day(50));
  await world.test("POST /v1/redemptions", { rewardId: "mug", member: "ext:c" });
  expect((await points(world)).nextExpiry).toEqual({ at: iso(110), amount: 50 });
  await world.test(`POST ${MEMBER}/adjustments`, { amount: 5, reason: "apology" });
  expect((await points(world)).nextExpiry).toEqual({ at: iso(110), amount: 55 });
  await expectClean(world);
  await advance(world, day(111));
  expect(await points(world)).toMatchObject({ available: 0, nextExpiry: null });
  const { data } = (await world.test(`GET ${MEMBER}/transfers`)).body;
  expect(data[0]).toMatchObject({ reason: "expire", amount: 55, happenedAt: iso(110), lot: null });
  const why = await world.test(`GET /v1/explain/${data[0].id}?locale=de`);
  expect(why.body.text).toContain("weil so lange nichts gesammelt oder eingelöst worden war");
  await expectClean(world);
});

test("a hold renews once it is captured, and what is released late is gone", async () => {
  const world = await shop();
  await buy(world, "1");
  const hold = { rewardId: "mug", member: "ext:c", hold: true, ttl: "P1D" };
  await advance(world, day(10));
  await world.test("POST /v1/redemptions", { ...hold, id: "h-1" });
  expect((await points(world)).nextExpiry).toEqual({ at: iso(60), amount: 20 });
  await advance(world, day(10.5));
  await world.test("POST /v1/redemptions/h-1/capture");
  expect((await points(world)).nextExpiry).toEqual({ at: iso(70.5), amount: 20 });
  await advance(world, day(70));
  await world.test("POST /v1/redemptions", { ...hold, id: "h-2" });
  expect((await points(world)).nextExpiry).toEqual({ at: iso(70.5), amount: 10 });
  await advance(world, day(70.75));
  expect(await points(world)).toMatchObject({ available: 0, held: 10 });
  await world.test("POST /v1/redemptions/h-2/release");
  expect(await points(world)).toMatchObject({ available: 0, held: 0 });
  await expectClean(world);
});

test("what has lapsed is shown so before any timer has come to it, and taken back without a debt", async () => {
  const world = await shop();
  await buy(world, "1");
  await buy(world, "2");
  const late = `dryRun=true&at=${day(61)}`;
  const tried = await world.test(`POST ${MEMBER}/adjustments?${late}`, { amount: 1, reason: "x" });
  expect(tried.body.member.wallet.points.available).toBe(1);
  // The clock is set and nothing that follows has run yet.
  await world.test("POST /v1/sandbox/clock", { now: day(61) });
  expect(await points(world)).toMatchObject({ available: 0, nextExpiry: null });
  const lots = await world.test(`GET ${MEMBER}/lots?state=available`);
  expect(lots.body.data).toEqual([]);
  const back = await world.test("POST /v1/orders/1/cancel");
  expect(back.body.member.wallet.points).toEqual({ available: 0, pending: 0, held: 0 });
  await buy(world, "3");
  expect((await points(world)).nextExpiry).toEqual({ at: iso(121), amount: 30 });
  await expectClean(world);
});

test("many lots lapse by one transfer", async () => {
  const world = await shop();
  await Promise.all(Array.from({ length: 30 }, (_, i) => buy(world, `o-${i}`)));
  expect((await points(world)).nextExpiry).toEqual({ at: iso(60), amount: 900 });
  await advance(world, day(61));
  expect((await points(world)).available).toBe(0);
  const expiries = await rowsIn<{ amount: number }>(
    world.sandbox,
    "SELECT amount FROM transfers WHERE shop = ?1 AND to_account = 'expired'",
    world.sandbox,
  );
  expect(expiries).toEqual([{ amount: 900 }]);
  await expectClean(world);
});

test("a program that changes leaves what was promised as it was", async () => {
  const world = await shop();
  await buy(world, "1");
  await world.test("PUT /v1/program", { ...PROGRAM, expiry: { policy: "never" } });
  await advance(world, day(10));
  await buy(world, "2");
  expect((await points(world)).nextExpiry).toEqual({ at: iso(70), amount: 30 });
  await world.test("PUT /v1/program", {
    ...PROGRAM,
    expiry: { policy: "fixed_dates", dates: ["04-30"] },
  });
  await buy(world, "3");
  // 30 April ends in Berlin at 22:00 UTC.
  expect((await points(world)).nextExpiry).toEqual({ at: "2026-04-30T22:00:00Z", amount: 30 });
  await advance(world, day(71));
  expect(await points(world)).toMatchObject({ available: 30, nextExpiry: null });
  await expectClean(world);
});
