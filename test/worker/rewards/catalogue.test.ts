import { expect, test } from "vitest";
import { counting } from "../../counting";
import { callAs, newWorld } from "../../world";
import { MUG, memberWith, useProgram } from "./points";

const AMOUNT = {
  id: "five",
  kind: "fixed_amount",
  amount: 500,
  name: { de: "5 € Rabatt", en: "€5 off" },
  cost: { points: 100 },
  stock: 3,
  limitPerMember: 1,
};

async function shop() {
  const world = await newWorld();
  await useProgram(world.shop, { rewards: [MUG, AMOUNT] });
  return world;
}

test("the catalogue tells what a member can have and what is missing", async () => {
  const world = await shop();
  const member = await memberWith(world, "a", 120);
  const { status, body } = await world.call(`GET /v1/rewards?member=${member}`);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body).toMatchObject({
    data: [
      {
        id: "mug",
        name: "Mug",
        kind: "free_product",
        sku: "MUG",
        cost: { points: 500 },
        costAmount: 400,
        stock: null,
        available: false,
        unavailableReasons: [{ code: "insufficient_points", missing: 380 }],
        sentence: "Mug free for 500 points.",
      },
      { id: "five", amount: 500, stock: 3, available: true, unavailableReasons: [] },
    ],
    nextCursor: null,
  });
  await world.call("POST /v1/redemptions", { rewardId: "five", member, hold: true });
  const after = await world.call(`GET /v1/rewards?member=${member}&locale=de&limit=1`);
  expect(after.body.data[0].name).toBe("Tasse");
  const rest = await world.call(`GET /v1/rewards?member=${member}&cursor=${after.body.nextCursor}`);
  expect(rest.body.data).toMatchObject([
    {
      id: "five",
      stock: 2,
      unavailableReasons: [
        { code: "reward_limit_reached" },
        { code: "insufficient_points", missing: 80 },
      ],
    },
  ]);
});

test("a browser reads the catalogue, but no costs of the shop and no member", async () => {
  const world = await shop();
  const member = await memberWith(world, "a", 120);
  const browser = callAs(world.keys.live.publishable);
  const { status, body } = await browser("GET /v1/rewards");
  expect(status).toBe(200);
  expect(body.data[0]).toMatchObject({ id: "mug", available: true });
  expect(body.data[0]).not.toHaveProperty("costAmount");
  const nosy = await browser(`GET /v1/rewards?member=${member}`);
  expect([nosy.status, nosy.body.code]).toEqual([403, "forbidden"]);
  const spending = await browser("POST /v1/redemptions", { rewardId: "mug", member });
  expect(spending.status).toBe(403);
});

test("an unknown or another shop's member is not found, a bad cursor is told", async () => {
  const world = await shop();
  await memberWith(world, "a", 1);
  const other = await shop();
  expect((await other.call("GET /v1/rewards?member=ext:a")).status).toBe(404);
  expect((await world.call("GET /v1/rewards?member=anna")).body.code).toBe("invalid_ref");
  expect((await world.call("GET /v1/rewards?cursor=x")).body.code).toBe("invalid_cursor");
});

test("costs stay in budget: reads take one trip, writes two", async () => {
  const world = await newWorld();
  const life = { ...MUG, stock: 1000, limitPerMember: 100 };
  await useProgram(world.shop, { rewards: [life] });
  const member = await memberWith(world, "a", 5000);
  const wish = { rewardId: "mug", member };
  // The first of a shop reads its program into the isolate.
  await world.call("POST /v1/redemptions", wish);
  const count = counting();
  let keys = 0;
  const cost = async (request: string, body?: object) => {
    count.reset();
    const headers = { "idempotency-key": `k${keys++}` };
    const reply = await world.call(request, body, { env: count.env, headers });
    expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300);
    const { trips, rowsRead, rowsWritten } = count;
    return { reply, trips, rowsRead, rowsWritten };
  };
  const check = (
    what: { trips: number; rowsRead: number; rowsWritten: number },
    limit: number[],
  ) => {
    const [trips = 0, written = 0, read = 0] = limit;
    expect(what.trips).toBe(trips);
    expect(what.rowsWritten).toBeLessThanOrEqual(written);
    expect(what.rowsRead).toBeLessThanOrEqual(read);
  };
  const spent = await cost("POST /v1/redemptions", { ...wish, id: "own" });
  check(spent, [2, 14, 50]);
  check(await cost("POST /v1/redemptions", { ...wish, id: "own" }), [1, 0, 10]);
  check(await cost(`POST /v1/redemptions/${spent.reply.body.id}/reverse`), [2, 14, 55]);
  const held = await cost("POST /v1/redemptions", { ...wish, hold: true });
  check(held, [2, 14, 55]);
  check(await cost(`POST /v1/redemptions/${held.reply.body.id}/capture`), [2, 14, 55]);
  const second = await cost("POST /v1/redemptions", { ...wish, hold: true });
  check(await cost(`POST /v1/redemptions/${second.reply.body.id}/release`), [2, 14, 55]);
  check(await cost(`GET /v1/rewards?member=${member}`), [1, 0, 22]);
});
