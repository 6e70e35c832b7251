import { expect, test } from "vitest";
import { counting } from "../../counting";
import { order } from "../../orders";
import { pump, rowsIn } from "../../queue";
import { newWorld, type World } from "../../world";
import { level, status } from "./programs";

const byPoints = {
  key: "collector",
  name: { de: "Sammler", en: "Collector" },
  measure: "points",
  levels: [level("keen", 60)],
};
const byOrders = {
  key: "often",
  name: { de: "Oft", en: "Often" },
  measure: "orders",
  levels: [level("twice", 2)],
};

const tiersOf = async (world: World, member: string) =>
  (await world.call(`GET /v1/members/ext:${member}/tiers`)).body.data.map(
    (t: { level: string | null; progress: number }) => [t.level, t.progress],
  );

/** Three members who bought before there were tiers: 60 €, 90 € less a return of 20 €, and nothing. */
async function worldWithHistory(): Promise<World> {
  const world = await newWorld();
  for (const id of ["1", "2"]) await world.call("POST /v1/orders", order(id, "c1"));
  for (const id of ["3", "4", "5"]) await world.call("POST /v1/orders", order(id, "c2"));
  const items = [
    { id: "1", quantity: 2 },
    { id: "2", quantity: 2 },
  ];
  await world.call("POST /v1/orders/shopify:5/refunds", { id: "r", items });
  await world.call("POST /v1/orders", order("6", "c3"));
  await world.call("POST /v1/orders/shopify:6/cancel", {});
  await world.call("PUT /v1/members/ext:c4", { name: "Anna" });
  await pump(world.shop);
  return world;
}

const RICH = { tiers: [status(), byPoints, byOrders] };

test("before the first tiers it is told who would be where, in one round trip a page", async () => {
  const world = await worldWithHistory();
  const cost = counting();
  const path = "POST /v1/program/tier-moves";
  const first = await world.call(path, { document: RICH, limit: 3 }, { env: cost.env });
  expect(first.body.members).toBe(3);
  expect(first.body.data).toContainEqual({ set: "status", from: null, to: "gold", members: 2 });
  expect(first.body.data).toContainEqual({ set: "collector", from: null, to: "keen", members: 2 });
  expect(first.body.examples.length).toBeGreaterThan(3);
  expect(cost.trips).toBeLessThanOrEqual(1);
  const cursor = first.body.nextCursor;
  const last = await world.call(path, { document: RICH, limit: 3, cursor });
  expect(last.body).toMatchObject({ members: 1, data: [], examples: [], nextCursor: null });
  const bad = await world.call(path, { document: { tiers: [status(), status()] } });
  expect(bad.body.code).toBe("invalid_program");
  expect(bad.body.errors[0].pointer).toBe("/document/tiers/1/key");
  expect((await world.call(path, {})).body.code).toBe("no_draft");
});

test("the first tiers count what members did before, returns and all", async () => {
  const world = await worldWithHistory();
  await world.call("PUT /v1/program", RICH);
  await pump(world.shop);
  expect(await tiersOf(world, "c1")).toEqual([
    ["gold", 6000],
    ["keen", 60],
    ["twice", 2],
  ]);
  expect(await tiersOf(world, "c2")).toEqual([
    ["gold", 7000],
    ["keen", 70],
    ["twice", 3],
  ]);
  expect(await tiersOf(world, "c3")).toEqual([
    [null, 0],
    [null, 0],
    [null, 0],
  ]);
  const facts = await rowsIn<{ facts: string }>(
    world.shop,
    "SELECT facts FROM facts WHERE shop = ?1 AND facts LIKE '%tier_changed%'",
    world.shop,
  );
  expect(facts).toHaveLength(2);
  // What is kept up from here agrees with what is counted anew.
  const refund = { id: "r2", items: [{ id: "3", quantity: 2 }] };
  await world.call("POST /v1/orders/shopify:5/refunds", refund);
  expect(await tiersOf(world, "c2")).toEqual([
    ["gold", 6000],
    ["keen", 60],
    ["twice", 2],
  ]);
});

test("who buys before the history is counted loses none of it", async () => {
  const world = await worldWithHistory();
  await world.call("PUT /v1/program", RICH);
  const placed = await world.call("POST /v1/orders", order("7", "c1"));
  expect(placed.body.member.tier).toBe("silver");
  await pump(world.shop);
  await pump(world.shop);
  expect(await tiersOf(world, "c1")).toEqual([
    ["gold", 9000],
    ["keen", 90],
    ["twice", 3],
  ]);
  const timers = await rowsIn(
    world.shop,
    "SELECT kind FROM timers WHERE shop = ?1 AND kind LIKE 'tier%'",
    world.shop,
  );
  expect(timers).toEqual([]);
});

test("tiers that went and came again count what happened meanwhile", async () => {
  const world = await worldWithHistory();
  await world.call("PUT /v1/program", RICH);
  await pump(world.shop);
  await world.call("PUT /v1/program", {});
  await pump(world.shop);
  await world.call("POST /v1/orders", order("8", "c1"));
  expect((await world.call("GET /v1/members/ext:c1/tiers")).body.data).toEqual([]);
  await world.call("PUT /v1/program", RICH);
  await pump(world.shop);
  expect(await tiersOf(world, "c1")).toEqual([
    ["gold", 9000],
    ["keen", 90],
    ["twice", 3],
  ]);
});

test("a program that looks further back than days are kept has them counted anew", async () => {
  const world = await newWorld();
  const over = (length: string) => ({
    tiers: [status({ window: { type: "rolling", length } })],
  });
  await world.call("PUT /v1/program", over("P12M"));
  const placedAt = new Date(Date.now() - 1_000 * 86_400_000).toISOString();
  await world.call("POST /v1/orders", order("1", "c1", { placedAt }));
  await world.call("POST /v1/orders", order("2", "c1"));
  await pump(world.shop);
  expect(await tiersOf(world, "c1")).toEqual([["silver", 3000]]);
  await world.call("PUT /v1/program", over("P36M"));
  await pump(world.shop);
  expect(await tiersOf(world, "c1")).toEqual([["gold", 6000]]);
});
