import { expect, test } from "vitest";
import { order } from "../../orders";
import { advance } from "../../queue";
import { newWorld, type World } from "../../world";
import { level, status } from "./programs";

const FOR_GOLD = {
  id: "gold",
  if: { tiers: ["gold"] },
  give: { type: "points", amount: 1000 },
};

/** Gold from 50 €, with 1,000 points an order while it is held, which never expire. */
async function sandbox(at: string): Promise<World> {
  const world = await newWorld();
  await advance(world, at);
  const gold = level("gold", 5000, { expiry: { policy: "never" } });
  const window = { type: "rolling", length: "P30D" };
  const tiers = [status({ levels: [level("silver", 2000), gold], window })];
  const applied = await world.test("PUT /v1/program", { tiers, earning: { rules: [FOR_GOLD] } });
  expect(applied.status, JSON.stringify(applied.body)).toBe(201);
  return world;
}

async function earned(world: World, id: string, placedAt: string) {
  const { status, body } = await world.test("POST /v1/orders", order(id, "c1", { placedAt }));
  expect(status, JSON.stringify(body)).toBe(201);
  const points = body.effects.filter((e: { type: string }) => e.type === "points_earned");
  return [
    points.reduce((sum: number, { amount }: { amount: number }) => sum + amount, 0),
    new Set(points.map((e: { expiresAt: string | null }) => e.expiresAt)).has(null),
  ];
}

test("a level's rate and expiry count from the order after the one that reached it", async () => {
  const world = await sandbox("2026-03-01T10:00:00Z");
  expect(await earned(world, "1", "2026-03-01T10:00:00Z")).toEqual([30, false]);
  expect(await earned(world, "2", "2026-03-01T10:00:00Z")).toEqual([30, false]);
  expect(await earned(world, "3", "2026-03-01T10:00:00Z")).toEqual([1030, true]);
});

test("an order that is told late has the rate of its own day", async () => {
  const world = await sandbox("2026-03-01T10:00:00Z");
  await earned(world, "1", "2026-03-01T10:00:00Z");
  await advance(world, "2026-04-20T10:00:00Z");
  await earned(world, "3", "2026-03-12T10:00:00Z");
  // 60 € lie within thirty days of 15 March; nothing does on 20 April.
  expect(await earned(world, "4", "2026-03-15T10:00:00Z")).toEqual([1030, true]);
  expect(await earned(world, "5", "2026-04-20T10:00:00Z")).toEqual([30, false]);
  expect(await earned(world, "6", "2026-02-20T10:00:00Z")).toEqual([30, false]);
});

test("a level's perk is held while the level is", async () => {
  const world = await newWorld();
  await advance(world, "2026-03-01T10:00:00Z");
  const perks = [{ key: "lounge", name: { de: "Lounge", en: "Lounge" } }];
  const levels = [level("silver", 2000, { perks: ["lounge"] })];
  const tiers = [status({ levels, window: { type: "rolling", length: "P30D" } })];
  await world.test("PUT /v1/program", { tiers, perks });
  const use = async (id: string) =>
    (await world.test("POST /v1/perks/use", { id, member: "ext:c1", key: "lounge" })).body;
  await world.test("PUT /v1/members/ext:c1", { name: "Anna" });
  expect((await use("u1")).code).toBe("perk_not_held");
  await earned(world, "1", "2026-03-01T10:00:00Z");
  expect((await use("u2")).committed).toBe(true);
  await advance(world, "2026-03-31T10:00:00Z");
  expect((await use("u3")).code).toBe("perk_not_held");
});
