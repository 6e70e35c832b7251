import { expect, test } from "vitest";
import { env, newWorld, type World } from "../../world";
import { withLatency } from "../../world-latency";
import { faultsOf, MUG, memberWith, useProgram } from "./points";

const SUNDAY = "2026-03-01T10:00:00Z";

/** A shop's sandbox on a Sunday at 11:00 in Berlin, and `ext:anna` with 5,000 points. */
async function sandboxWith(program: object): Promise<World> {
  const world = await newWorld();
  await world.test("POST /v1/sandbox/clock", { now: SUNDAY });
  await useProgram(world.sandbox, program);
  await world.test("PUT /v1/members/ext:anna", { birthday: "1990-05-17" });
  const gift = { amount: 5000, reason: "welcome" };
  await world.test("POST /v1/members/ext:anna/adjustments", gift);
  return world;
}

const travelTo = (world: World, now: string) =>
  env.DB.prepare("UPDATE shops SET clock_at = ?2 WHERE id = ?1")
    .bind(world.sandbox, Date.parse(now))
    .run();

const buy = (world: World, rewardId: string, more: object = {}) =>
  world.test("POST /v1/redemptions", { rewardId, member: "ext:anna", ...more });

const offers = async (world: World): Promise<Record<string, { unavailableReasons: object[] }>> => {
  const { body } = await world.test("GET /v1/rewards?member=ext:anna");
  return Object.fromEntries(body.data.map((offer: { id: string }) => [offer.id, offer]));
};

const STATUS = {
  key: "status",
  name: { de: "Status", en: "Status" },
  measure: "points",
  window: { type: "lifetime" },
  levels: [{ key: "gold", name: { de: "Gold", en: "Gold" }, from: 100 }],
};

test("who a reward is for, when it is on and what it costs follow the member and the clock", async () => {
  const world = await sandboxWith({
    tiers: [STATUS],
    attributes: [{ key: "diet", type: "text", label: { de: "Ernährung", en: "Diet" } }],
    rewards: [
      { ...MUG, id: "gold", onlyFor: { tiers: ["gold"] } },
      { ...MUG, id: "vegan", onlyFor: { attributes: { diet: "vegan" } } },
      { ...MUG, id: "birthday", onlyFor: { birthday: "month" } },
      {
        ...MUG,
        id: "weekday",
        schedule: { weekdays: ["mon"], hours: [{ from: "15:00", until: "17:00" }] },
      },
      { ...MUG, id: "cheaper", prices: [{ if: { tiers: ["gold"] }, cost: { points: 400 } }] },
    ],
  });
  const before = await offers(world);
  expect(before.gold?.unavailableReasons).toEqual([
    { code: "reward_not_for_member", needs: { tiers: ["gold"] } },
  ]);
  expect(before.vegan?.unavailableReasons).toEqual([
    { code: "reward_not_for_member", needs: { attributes: { diet: "vegan" } } },
  ]);
  expect(before.birthday?.unavailableReasons).toEqual([
    { code: "reward_not_for_member", needs: { birthday: "month" } },
  ]);
  expect(before.weekday?.unavailableReasons).toEqual([
    { code: "reward_not_now", next: "2026-03-02T14:00:00Z" },
  ]);
  expect(before.cheaper).toMatchObject({ cost: { points: 500 }, available: true });
  const refused = await buy(world, "gold");
  expect([refused.status, refused.body.code]).toEqual([422, "reward_not_for_member"]);
  expect(refused.body.detail).toBe("Mug is only to be had with Gold status.");
  expect((await buy(world, "weekday")).body.detail).toBe(
    "Mug is not on offer at this hour. It can be had again from 2026-03-02T14:00:00Z.",
  );
  // A level, a diet and a birthday later.
  await world.test("POST /v1/orders", {
    id: "1",
    source: "till",
    status: "paid",
    member: { externalId: "anna" },
    currency: "EUR",
    total: 20_000,
    items: [{ id: "1", quantity: 1, total: 20_000 }],
  });
  await world.test("PATCH /v1/members/ext:anna", { attributes: { diet: "vegan" } });
  await travelTo(world, "2026-05-04T13:00:00Z");
  for (const [id, points] of [
    ["gold", 500],
    ["vegan", 500],
    ["birthday", 500],
    ["weekday", 500],
    ["cheaper", 400],
  ] as const) {
    const bought = await buy(world, id);
    expect(bought.status, `${id}: ${JSON.stringify(bought.body)}`).toBe(201);
    expect(bought.body.cost).toEqual({ points });
  }
  expect((await offers(world)).cheaper).toMatchObject({
    cost: { points: 400 },
    prices: [{ if: { tiers: ["gold"] }, cost: { points: 400 } }],
  });
  expect(await faultsOf(world.sandbox)).toEqual([]);
});

test("limits by period count holds too, and are free again by release, reversal and time", async () => {
  const world = await sandboxWith({
    rewards: [{ ...MUG, cost: { points: 1 }, limits: [{ per: "month", times: 1 }] }],
  });
  const codeOf = async (more = {}) => {
    const { body } = await buy(world, "mug", more);
    return body.code ?? body.status;
  };
  const held = await buy(world, "mug", { hold: true });
  expect(await codeOf()).toBe("reward_limit_reached");
  expect((await offers(world)).mug?.unavailableReasons).toEqual([
    { code: "reward_limit_reached", next: "2026-03-31T22:00:00Z" },
  ]);
  await world.test(`POST /v1/redemptions/${held.body.id}/release`);
  const bought = await buy(world, "mug");
  expect(bought.body.status).toBe("captured");
  await world.test(`POST /v1/redemptions/${bought.body.id}/reverse`);
  expect(await codeOf({ hold: true, ttl: "PT1H" })).toBe("held");
  await travelTo(world, "2026-03-01T12:00:00Z");
  // The hold has timed out: the month is free in the very commit that finds out, and no more than once.
  expect((await offers(world)).mug?.unavailableReasons).toEqual([]);
  expect(await codeOf()).toBe("captured");
  expect(await codeOf()).toBe("reward_limit_reached");
  await travelTo(world, "2026-04-01T12:00:00Z");
  expect(await codeOf()).toBe("captured");
  expect(await faultsOf(world.sandbox)).toEqual([]);
});

test("a cooldown runs from one time to the next, and is forgotten with what began it", async () => {
  const world = await sandboxWith({ rewards: [{ ...MUG, cost: { points: 1 }, cooldown: "P14D" }] });
  const first = await buy(world, "mug");
  const again = await buy(world, "mug");
  expect([again.status, again.body.code]).toEqual([422, "reward_cooling_down"]);
  expect((await offers(world)).mug?.unavailableReasons).toEqual([
    { code: "reward_cooling_down", next: "2026-03-15T10:00:00Z" },
  ]);
  await world.test(`POST /v1/redemptions/${first.body.id}/reverse`);
  expect((await buy(world, "mug")).status).toBe(201);
  await travelTo(world, "2026-03-15T10:00:00Z");
  expect((await buy(world, "mug")).status).toBe(201);
});

test.each([
  ["at no latency", env],
  ["at 10–30 ms", withLatency(env, 10, 30)],
])("of 20 redemptions under a limit of 3 a day 3 win %s", async (_, slow) => {
  const world = await newWorld();
  const limits = [{ per: "day", times: 3 }];
  await useProgram(world.shop, { rewards: [{ ...MUG, cost: { points: 1 }, limits }] });
  const member = await memberWith(world, "a", 100);
  const replies = await Promise.all(
    Array.from({ length: 20 }, () =>
      world.call("POST /v1/redemptions", { rewardId: "mug", member }, { env: slow }),
    ),
  );
  const won = replies.filter((r) => r.status === 201);
  const refused = replies.filter((r) => r.body.code === "reward_limit_reached");
  expect([won.length, refused.length]).toEqual([3, 17]);
  expect(await faultsOf(world.shop)).toEqual([]);
});

test("of 20 redemptions of a reward that cools down 1 wins at 10–30 ms", async () => {
  const world = await newWorld();
  await useProgram(world.shop, { rewards: [{ ...MUG, cost: { points: 1 }, cooldown: "P1D" }] });
  const member = await memberWith(world, "a", 100);
  const slow = withLatency(env, 10, 30);
  const replies = await Promise.all(
    Array.from({ length: 20 }, () =>
      world.call("POST /v1/redemptions", { rewardId: "mug", member }, { env: slow }),
    ),
  );
  expect(replies.filter((r) => r.status === 201).length).toBe(1);
  expect(replies.filter((r) => r.body.code === "reward_cooling_down").length).toBe(19);
});
