import { expect, test } from "vitest";
import { shardOf } from "../../context";
import { faultsOf } from "../../invariants";
import { pump, rowsIn } from "../../queue";
import { env, newWorld, type Reply, type World } from "../../world";
import { withLatency } from "../../world-latency";
import { givePoints, memberWith, useProgram } from "../rewards/points";

const LATENCIES = [
  { name: "at no latency", env },
  { name: "at 10–30 ms", env: withLatency(env, 10, 30) },
];

async function club(more: object = {}, program: object = {}): Promise<World> {
  const world = await newWorld();
  await useProgram(world.shop, { gifts: { isAllowed: true, ...more }, ...program });
  return world;
}

const wallet = async (world: World, ref: string) =>
  (await world.call(`GET /v1/members/${ref}/wallet`)).body.wallet.points;
const sound = async ({ shop }: World) =>
  expect(await faultsOf(await shardOf(shop), shop)).toEqual([]);
const give = (world: World, from: string, to: string, more: object) =>
  world.call(`POST /v1/members/${from}/gifts`, { to, ...more });

const outcomes = (replies: Reply[]) => {
  const seen = replies.map((r) => `${r.status} ${r.body.code ?? "given"}`);
  return Object.fromEntries([...new Set(seen)].map((s) => [s, seen.filter((t) => t === s).length]));
};

test("a gift leaves one and enters the other, each part with its own expiry", async () => {
  const world = await club();
  const [anna, ben] = [await memberWith(world, "anna", 60, 100), await memberWith(world, "ben")];
  const wish = { id: "g-1", amount: 100, message: "Alles Gute!" };
  const { status, body } = await give(world, anna, ben, wish);
  expect(status).toBe(201);
  expect(body).toMatchObject({
    committed: true,
    gift: { id: "g-1", status: "given", unit: "points", amount: 100, message: "Alles Gute!" },
    wallet: { points: { available: 60 } },
  });
  // 60 of the first lot, which expires first, and 40 of the second.
  const lots = (await world.call(`GET /v1/members/${ben}/lots`)).body.data;
  expect(lots.map((lot: { remaining: number }) => lot.remaining)).toEqual([60, 40]);
  expect(await wallet(world, ben)).toMatchObject({ available: 100, lifetimeEarned: 0 });
  const replay = await give(world, anna, ben, wish);
  expect([replay.status, replay.body]).toEqual([200, body]);
  const other = await give(world, anna, ben, { ...wish, amount: 50 });
  expect(other.body.code).toBe("gift_differs");
  for (const [ref, direction] of [
    [anna, "sent"],
    [ben, "received"],
  ]) {
    const { data } = (await world.call(`GET /v1/members/${ref}/gifts`)).body;
    expect(data).toEqual([{ ...body.gift, direction }]);
  }
  await sound(world);
});

test("a gift that is only tried moves nothing", async () => {
  const world = await club();
  const [anna, ben] = [await memberWith(world, "anna", 100), await memberWith(world, "ben")];
  const tried = await world.call(`POST /v1/members/${anna}/gifts?dryRun=true`, {
    to: ben,
    amount: 100,
  });
  expect(tried.body).toMatchObject({ committed: false, wallet: { points: { available: 0 } } });
  expect((await wallet(world, anna)).available).toBe(100);
});

test("a gift that cannot be is refused with its reason", async () => {
  const world = await club({ maximum: 500, limits: [{ per: "day", amount: 150 }] });
  const other = await club();
  const [anna, ben] = [await memberWith(world, "anna", 600), await memberWith(world, "ben")];
  await memberWith(other, "carl");
  await memberWith(world, "dora");
  await world.call("DELETE /v1/members/ext:dora");
  const refused: [to: string, more: object, status: number, code: string, pointer?: string][] = [
    ["ext:carl", { amount: 10 }, 404, "not_found", "/to"],
    ["nobody", { amount: 10 }, 400, "invalid_ref", "/to"],
    [anna, { amount: 10 }, 422, "gift_to_oneself", "/to"],
    [ben, { amount: 10, unit: "stars" }, 422, "unknown_unit", "/unit"],
    [ben, { amount: 501 }, 422, "gifts_not_allowed", "/amount"],
    [ben, { amount: 151 }, 422, "limit_reached", "/amount"],
    [ben, { amount: 0 }, 400, "invalid_body", "/amount"],
    [ben, { amount: 10, message: "a\nb" }, 400, "invalid_body", "/message"],
  ];
  for (const [to, more, status, code, pointer] of refused) {
    const reply = await give(world, anna, to, more);
    expect([reply.status, reply.body.code, reply.body.errors?.[0]?.pointer]).toEqual([
      status,
      code,
      pointer,
    ]);
  }
  expect((await give(world, "ext:carl", ben, { amount: 10 })).status).toBe(404);
  expect((await give(world, ben, anna, { amount: 10 })).body.code).toBe("insufficient_points");
  expect((await give(world, anna, ben, { amount: 100 })).status).toBe(201);
  expect((await give(world, anna, ben, { amount: 51 })).body.code).toBe("limit_reached");
  const gift = await give(world, anna, ben, { amount: 50 });
  expect(gift.status).toBe(201);
  const foreign = await other.call(`POST /v1/gifts/${gift.body.gift.id}/reverse`);
  expect(foreign.body.code).toBe("not_found");
});

test("a gift pays a debt of whoever gets it first", async () => {
  const world = await club();
  const [anna, ben] = [await memberWith(world, "anna", 100), await memberWith(world, "ben")];
  await world.call(`POST /v1/members/${ben}/adjustments`, { amount: -30, reason: "test" });
  await give(world, anna, ben, { amount: 100 });
  expect(await wallet(world, ben)).toMatchObject({ available: 70 });
  await sound(world);
});

test("an undone gift returns what is left, and what was spent as a debt", async () => {
  const world = await club();
  const [anna, ben] = [await memberWith(world, "anna", 100), await memberWith(world, "ben")];
  const { body } = await give(world, anna, ben, { amount: 100 });
  await world.call(`POST /v1/members/${ben}/adjustments`, { amount: -70, reason: "test" });
  const undone = await world.call(`POST /v1/gifts/${body.gift.id}/reverse`);
  expect(undone.body).toMatchObject({
    gift: { status: "reversed", returned: 100 },
    wallet: { points: { available: 100 } },
  });
  expect(await wallet(world, ben)).toMatchObject({ available: -70, owed: 70 });
  const again = await world.call(`POST /v1/gifts/${body.gift.id}/reverse`);
  expect([again.status, again.body]).toEqual([200, undone.body]);
  await sound(world);
});

test("where spent points stay spent, an undone gift returns only what is left", async () => {
  const world = await club({ limits: [{ per: "lifetime", amount: 100 }] }, { negative: "waive" });
  const [anna, ben] = [await memberWith(world, "anna", 200), await memberWith(world, "ben")];
  const { body } = await give(world, anna, ben, { amount: 100 });
  await world.call(`POST /v1/members/${ben}/adjustments`, { amount: -70, reason: "test" });
  const undone = await world.call(`POST /v1/gifts/${body.gift.id}/reverse`);
  expect(undone.body).toMatchObject({
    gift: { returned: 30 },
    wallet: { points: { available: 130 } },
  });
  expect(await wallet(world, ben)).toMatchObject({ available: 0 });
  // What came back can be given again: 100 − 30 count.
  expect((await give(world, anna, ben, { amount: 31 })).body.code).toBe("limit_reached");
  expect((await give(world, anna, ben, { amount: 30 })).status).toBe(201);
  await sound(world);
});

test("the other is told once, without a word of the giver's", async () => {
  const world = await club();
  const [anna, ben] = [await memberWith(world, "anna", 100), await memberWith(world, "ben")];
  await give(world, anna, ben, { amount: 100, message: "Von Anna" });
  await pump(world.shop);
  const inbox = JSON.stringify((await world.call(`GET /v1/members/${ben}/inbox`)).body);
  expect(inbox).toContain("A gift for you: 100 points");
  expect(inbox).not.toContain("Anna");
  expect((await world.call(`GET /v1/members/${anna}/inbox`)).body.data).toEqual([]);
});

test("what was said with a gift goes with either of the two", async () => {
  const world = await club();
  const [anna, ben] = [await memberWith(world, "anna", 100), await memberWith(world, "ben")];
  const wish = { id: "g-1", amount: 50, message: "Von Anna" };
  await give(world, anna, ben, wish);
  await world.call(`DELETE /v1/members/${ben}`);
  const rows = await rowsIn(world.shop, "SELECT * FROM member_gifts WHERE shop = ?1", world.shop);
  expect(JSON.stringify(rows)).not.toContain("Von Anna");
  const facts = await rowsIn(world.shop, "SELECT facts FROM facts WHERE shop = ?1", world.shop);
  expect(JSON.stringify(facts)).not.toContain("Von Anna");
});

test.each(LATENCIES)("of 20 gifts of all that one has, one is given $name", async (at) => {
  const world = await club();
  const anna = await memberWith(world, "anna", 100);
  const others = await Promise.all([0, 1, 2, 3].map((i) => memberWith(world, `m${i}`)));
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      world.call(
        `POST /v1/members/${anna}/gifts`,
        { to: others[i % 4], amount: 100 },
        { env: at.env },
      ),
    ),
  );
  expect(outcomes(replies)).toEqual({ "201 given": 1, "422 insufficient_points": 19 });
  const balances = await Promise.all([anna, ...others].map((ref) => wallet(world, ref)));
  expect(balances.map((b) => b.available).sort()).toEqual([0, 0, 0, 0, 100]);
  await sound(world);
});

test.each(LATENCIES)("two who give each other at the same time both do $name", async (at) => {
  const world = await club();
  const [anna, ben] = [await memberWith(world, "anna", 100), await memberWith(world, "ben", 100)];
  const replies = await Promise.all(
    Array.from({ length: 10 }, (_, i) => {
      const [from, to] = i % 2 === 0 ? [anna, ben] : [ben, anna];
      return world.call(`POST /v1/members/${from}/gifts`, { to, amount: 20 }, { env: at.env });
    }),
  );
  expect(outcomes(replies)).toEqual({ "201 given": 10 });
  expect((await wallet(world, anna)).available).toBe(100);
  expect((await wallet(world, ben)).available).toBe(100);
  await sound(world);
});

test("what was said with a gift goes from the giver's answers too", async () => {
  const world = await club();
  const [anna, ben] = [await memberWith(world, "anna", 100), await memberWith(world, "ben")];
  const wish = { to: ben, amount: 50, message: "Von Anna" };
  const key = { headers: { "Idempotency-Key": "k" } };
  await world.call(`POST /v1/members/${anna}/gifts`, wish, key);
  await world.call(`DELETE /v1/members/${ben}`);
  const again = await world.call(`POST /v1/members/${anna}/gifts`, wish, key);
  expect([again.status, again.body.code]).toEqual([409, "member_erased"]);
});

test("given points that are given on as new last as long as new ones", async () => {
  const world = await club({ expiry: "fresh" }, { expiry: { policy: "rolling", after: "P1Y" } });
  const [anna, ben] = [await memberWith(world, "anna", 60), await memberWith(world, "ben")];
  await givePoints(world.shop, anna, 40, 40);
  await give(world, anna, ben, { amount: 140 });
  const lots = (await world.call(`GET /v1/members/${ben}/lots`)).body.data;
  expect(lots).toHaveLength(1);
  expect(Date.parse(lots[0].expiresAt) - Date.now()).toBeGreaterThan(360 * 24 * 3_600_000);
});

test("a gift between two who are one is not reversed, and is again once they are two", async () => {
  const world = await club();
  const [anna, ben] = [await memberWith(world, "anna", 100), await memberWith(world, "ben", 5)];
  await give(world, anna, ben, { id: "g-1", amount: 40 });
  await world.call(`POST /v1/members/${ben}/merge`, { id: "m-1", from: anna });
  const reversed = await world.call("POST /v1/gifts/g-1/reverse", {});
  expect([reversed.status, reversed.body.code]).toEqual([422, "gift_to_oneself"]);
  await world.call("POST /v1/merges/m-1/undo", {});
  expect((await world.call("POST /v1/gifts/g-1/reverse", {})).status).toBe(200);
  expect([(await wallet(world, anna)).available, (await wallet(world, ben)).available]).toEqual([
    100, 5,
  ]);
  await sound(world);
});
