import { expect, test } from "vitest";
import type { Env } from "../../../src/core/env";
import { counting } from "../../counting";
import { advance } from "../../queue";
import { env, newWorld, type Reply, type World } from "../../world";
import { withLatency } from "../../world-latency";
import { faultsOf, memberWith, useProgram } from "../rewards/points";
import { codes, factsOf, fill, poolOf, put } from "./shop";

const TICKET = {
  id: "ticket",
  kind: "code_pool",
  pool: "cinema",
  name: { de: "Kinokarte", en: "Cinema ticket" },
  cost: { points: 100 },
};

async function shopWith(count: number, more: object = {}, reward: object = {}): Promise<World> {
  const world = await newWorld();
  await useProgram(world.shop, { rewards: [{ ...TICKET, ...reward }] });
  await put(world, "cinema", more);
  if (count > 0) await fill(world, "cinema", codes(0, count));
  return world;
}

const redeem = (world: World, member: string, more: object = {}, at: Env = env) =>
  world.call("POST /v1/redemptions", { rewardId: "ticket", member, ...more }, { env: at });

const step = (world: World, id: string, what: string) =>
  world.call(`POST /v1/redemptions/${id}/${what}`);

const LATENCIES = [
  { name: "at no latency", env },
  { name: "at 10–30 ms", env: withLatency(env, 10, 30) },
];

const pointsOf = async (world: World, member: string): Promise<number> =>
  (await world.call(`GET /v1/members/${member}/wallet`)).body.wallet.points.available;

const crowd = await shopWith(0);
const crowded = await Promise.all(
  Array.from({ length: 40 }, (_, i) => memberWith(crowd, `m${i}`, 200)),
);
const pointsOfCrowd = async () =>
  (await Promise.all(crowded.map((m) => pointsOf(crowd, m)))).reduce((sum, n) => sum + n, 0);

test.each(LATENCIES)(
  "of 40 members 30 get a code each, of their own, and 10 keep their points $name",
  async (at) => {
    const known = (await poolOf(crowd, "cinema")).imported;
    const before = await pointsOfCrowd();
    await fill(crowd, "cinema", codes(known, 30));
    const replies = await Promise.all(crowded.map((m) => redeem(crowd, m, {}, at.env)));
    const given = replies.filter((r) => r.status === 201).map((r) => r.body.code.code);
    expect(given.sort()).toEqual(codes(known, 30));
    const refused = replies.filter((r) => r.status !== 201);
    expect(refused.map((r) => r.body.code)).toEqual(Array(10).fill("reward_out_of_stock"));
    expect(await poolOf(crowd, "cinema")).toMatchObject({ free: 0, issued: known + 30 });
    expect(await pointsOfCrowd()).toBe(before - 30 * 100);
    expect(await faultsOf(crowd.shop)).toEqual([]);
  },
);

const outcomes = (replies: Reply[]) => replies.map((r) => r.status).sort();

test("of members at once the one who leaves too few raises the alarm, and no other", async () => {
  const world = await shopWith(10, { lowBelow: 8 });
  const members = await Promise.all(
    Array.from({ length: 6 }, (_, i) => memberWith(world, `m${i}`, 100)),
  );
  const replies = await Promise.all(members.map((m) => redeem(world, m)));
  expect(outcomes(replies)).toEqual(Array(6).fill(201));
  const low = (await factsOf(world)).filter((f) => f.type === "pool_low");
  expect(low).toEqual([{ type: "pool_low", pool: "cinema", free: 7, lowBelow: 8 }]);
});

test("one id 20 times in parallel is one code with equal answers", async () => {
  const world = await shopWith(5);
  const member = await memberWith(world, "a", 1000);
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => redeem(world, member, { id: "same" })),
  );
  expect(outcomes(replies)).toEqual([...Array(19).fill(200), 201]);
  expect(new Set(replies.map((r) => JSON.stringify(r.body))).size).toBe(1);
  expect(await poolOf(world, "cinema")).toMatchObject({ free: 4, issued: 1 });
});

test("a code is told to its member, again and again, and to nobody else", async () => {
  const world = await shopWith(1, { expiresAt: "2099-12-31T22:59:59Z" });
  const member = await memberWith(world, "a", 100);
  const given = await redeem(world, member, { id: "till-1" });
  const code = { code: "CODE-000000", expiresAt: "2099-12-31T22:59:59Z" };
  expect(given.body).toMatchObject({ status: "captured", voucher: null, given: null, code });
  expect((await world.call("GET /v1/redemptions/till-1")).body.code).toEqual(code);
  const replayed = await redeem(world, member, { id: "till-1" });
  expect(replayed.body).toEqual(given.body);
  const journal = JSON.stringify(await factsOf(world));
  expect(journal).toContain("reward_redeemed");
  expect(journal).not.toContain("CODE-");
});

test("a code that was taken back is void, and never anybody else's", async () => {
  const world = await shopWith(1);
  const member = await memberWith(world, "a", 100);
  const { body } = await redeem(world, member);
  const reversed = await step(world, body.id, "reverse");
  expect(reversed.body.status).toBe("reversed");
  expect(reversed.body.code).toBeUndefined();
  expect(await pointsOf(world, member)).toBe(100);
  expect(await poolOf(world, "cinema")).toMatchObject({ free: 0, issued: 0, void: 1 });
  expect((await redeem(world, member)).body.code).toBe("reward_out_of_stock");
});

test("a hold keeps a code and shows it once it is captured", async () => {
  const world = await shopWith(1);
  const [a, b] = [await memberWith(world, "a", 100), await memberWith(world, "b", 100)];
  const held = await redeem(world, a, { hold: true });
  expect(held.body).toMatchObject({ status: "held", given: null });
  expect(JSON.stringify(held.body)).not.toContain("CODE-");
  expect((await redeem(world, b)).body.code).toBe("reward_out_of_stock");
  const captured = await step(world, held.body.id, "capture");
  expect(captured.body.code).toEqual({ code: "CODE-000000", expiresAt: null });
  expect(await poolOf(world, "cinema")).toMatchObject({ free: 0, issued: 1 });
});

test("a code that was only held is free again, released or timed out", async () => {
  const world = await newWorld();
  await useProgram(world.sandbox, { rewards: [{ ...TICKET, cost: { points: 0 } }] });
  await world.test("PUT /v1/pools/cinema", { name: "Cinema" });
  await world.test("POST /v1/pools/cinema/codes", { codes: ["ONLY"] });
  await world.test("PUT /v1/members/ext:a", {});
  const now = Date.parse("2027-03-01T09:00:00Z");
  await advance(world, now);
  const hold = () =>
    world.test("POST /v1/redemptions", { rewardId: "ticket", member: "ext:a", hold: true });
  const first = await hold();
  expect(first.status, JSON.stringify(first.body)).toBe(201);
  await world.test(`POST /v1/redemptions/${first.body.id}/release`);
  expect((await world.test("GET /v1/pools/cinema")).body).toMatchObject({ free: 1, issued: 0 });
  expect((await hold()).status).toBe(201);
  expect((await hold()).body.code).toBe("reward_out_of_stock");
  await advance(world, now + 16 * 60_000);
  expect((await world.test("GET /v1/pools/cinema")).body).toMatchObject({ free: 1, void: 0 });
  const last = await world.test("POST /v1/redemptions", { rewardId: "ticket", member: "ext:a" });
  expect(last.body.code.code).toBe("ONLY");
});

test("the catalogue counts what is left, of the pool and of the reward's own stock", async () => {
  const world = await shopWith(3, {}, { stock: 2 });
  const offer = async () => {
    const { data } = (await world.call("GET /v1/rewards")).body;
    return [data[0].stock, data[0].available, data[0].sentence];
  };
  const sentence = "Cinema ticket: a code for 100 points, while stocks last.";
  expect(await offer()).toEqual([2, true, sentence]);
  await redeem(world, await memberWith(world, "a", 300));
  expect(await offer()).toEqual([1, true, sentence]);
  await world.call("DELETE /v1/pools/cinema/codes");
  expect(await offer()).toEqual([0, false, sentence]);
  await put(world, "cinema", { expiresAt: "2020-01-01T00:00:00Z" });
  await fill(world, "cinema", codes(10, 5));
  expect(await offer()).toEqual([0, false, sentence]);
  expect((await redeem(world, "ext:a")).body.code).toBe("reward_out_of_stock");
  await useProgram(world.shop, { rewards: [{ ...TICKET, pool: "nowhere" }] });
  expect((await redeem(world, "ext:a")).body.code).toBe("reward_out_of_stock");
});

test("a code costs one round trip more, and a few rows, however many there are", async () => {
  const world = await shopWith(0);
  for (let page = 0; page < 20; page++) await fill(world, "cinema", codes(page * 5000, 5000));
  const member = await memberWith(world, "a", 1000);
  await redeem(world, member);
  const meter = counting(env);
  await redeem(world, member, {}, meter.env);
  expect(meter.trips).toBe(3);
  expect(meter.rowsWritten).toBeLessThanOrEqual(16);
  expect(meter.rowsRead).toBeLessThanOrEqual(200);
});
