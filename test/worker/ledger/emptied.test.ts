import { expect, test } from "vitest";
import { shardOf } from "../../context";
import { faultsOf } from "../../invariants";
import { newWorld, type World } from "../../world";

const rule = (id: string, after: string) => ({
  id,
  give: { type: "points", amount: 10, each: "line" },
  expiry: { policy: "rolling", after },
});

/** An order fills a lot for each of its expiries. */
const RULES = [rule("short", "P30D"), rule("middle", "P60D"), rule("long", "P90D")];

const order = (line: string) => ({
  id: "1",
  member: { externalId: "c-1" },
  channel: "store",
  currency: "EUR",
  total: 1000,
  items: [{ id: line, quantity: 1, total: 1000 }],
});

async function worldWith(program: object): Promise<World> {
  const world = await newWorld();
  const earning = { base: { points: 0 }, rules: RULES };
  await world.call("PUT /v1/program", { earning, ...program });
  await world.call("POST /v1/orders", order("a"));
  return world;
}

const points = async (world: World) =>
  (await world.call("GET /v1/members/ext:c-1/wallet")).body.wallet.points;
const faults = async (world: World) => faultsOf(await shardOf(world.shop), world.shop);

test("lots that a commit fills outlive that it empties all those before them", async () => {
  const world = await worldWith({});
  expect((await points(world)).available).toBe(30);
  const amended = await world.call("PUT /v1/orders/1", order("b"));
  expect(amended.status).toBe(200);
  expect((await points(world)).available).toBe(30);
  expect(await faults(world)).toEqual([]);
  const lots = await world.call("GET /v1/members/ext:c-1/lots");
  expect(lots.body.data.map((lot: { remaining: number }) => lot.remaining)).toEqual([10, 10, 10]);
});

test("what is waived of a lot that is emptied with others is remembered", async () => {
  const reward = {
    id: "mug",
    kind: "free_product",
    name: { de: "Tasse", en: "Mug" },
    cost: { points: 5 },
  };
  const world = await worldWith({ negative: "waive", rewards: [reward] });
  const redemption = { id: "d", rewardId: "mug", member: "ext:c-1", hold: true };
  expect((await world.call("POST /v1/redemptions", redemption)).status).toBe(201);
  // 25 are there and go; the 5 on hold are not asked for, until they come back.
  await world.call("POST /v1/orders/1/cancel", {});
  expect((await points(world)).held).toBe(5);
  await world.call("POST /v1/redemptions/d/release");
  expect(await points(world)).toMatchObject({ available: 0, held: 0 });
  expect(await faults(world)).toEqual([]);
});
