import { expect, test } from "vitest";
import { order } from "../../orders";
import { advance, rowsIn } from "../../queue";
import { newWorld, type World } from "../../world";
import { GIFTS, level, status } from "./programs";

const yearly = (more: object = {}) => status({ window: { type: "calendar_year" }, ...more });

/** A sandbox at a date, with a program. */
async function sandboxAt(at: string, ...tiers: object[]): Promise<World> {
  const world = await newWorld();
  await advance(world, at);
  const applied = await world.test("PUT /v1/program", { tiers });
  expect(applied.status, JSON.stringify(applied.body)).toBe(201);
  return world;
}

const place = (world: World, id: string, placedAt: string, total = 6000) =>
  world.test(
    "POST /v1/orders",
    order(id, "c1", { placedAt, total, items: [{ id: "1", quantity: 2, total }] }),
  );
const tierOf = async (world: World) =>
  (await world.test("GET /v1/members/ext:c1/tiers")).body.data[0];

interface TierFact {
  readonly type: string;
}

/** Facts of tiers, in the order in which they were recorded. */
async function tierFacts(world: World): Promise<TierFact[]> {
  const rows = await rowsIn<{ facts: string }>(
    world.sandbox,
    "SELECT facts FROM facts WHERE shop = ?1 ORDER BY recorded_at, id",
    world.sandbox,
  );
  return rows
    .flatMap((row) => JSON.parse(row.facts) as TierFact[])
    .filter((fact) => fact.type.startsWith("tier_"));
}

test("when the year that counts is over, the member's timer takes the level and says so once", async () => {
  const world = await sandboxAt("2026-03-01T10:00:00Z", yearly({ grace: "P1M" }));
  await place(world, "1", "2026-03-01T10:00:00Z");
  expect(await tierOf(world)).toMatchObject({
    level: "gold",
    until: "2028-01-31T23:00:00Z",
    keep: { missing: 5000, by: "2027-12-31T23:00:00Z" },
    text: "You have been GOLD since 1 March 2026, until the end of 31 January 2028. Another €50 by 31 December 2027, and you stay GOLD.",
  });
  const german = await world.test("GET /v1/members/ext:c1/tiers?locale=de");
  expect(german.body.data[0].text).toBe(
    "Sie sind seit dem 1. März 2026 GOLD, bis einschließlich 31. Januar 2028. Noch 50 € bis einschließlich 31. Dezember 2027, und Sie bleiben GOLD.",
  );
  await advance(world, "2028-01-31T22:00:00Z");
  expect((await tierOf(world)).level).toBe("gold");
  await advance(world, "2028-03-01T00:00:00Z");
  const facts = await tierFacts(world);
  expect(facts.slice(1)).toEqual([
    { type: "tier_changed", set: "status", from: "gold", to: null, cause: "due" },
  ]);
  expect(await tierOf(world)).toMatchObject({ level: null, until: null, keep: null });
  await advance(world, "2028-04-01T00:00:00Z");
  expect(await tierFacts(world)).toHaveLength(2);
});

test("a return of last year's goods takes the level at once, and time's loss leaves the gifts", async () => {
  const gold = [level("silver", 2000), level("gold", 5000, { entry: GIFTS })];
  const world = await sandboxAt("2026-11-01T10:00:00Z", yearly({ levels: gold, grace: "P3M" }));
  await place(world, "1", "2026-11-01T10:00:00Z", 3000);
  await place(world, "2", "2026-11-01T11:00:00Z", 3000);
  await advance(world, "2027-01-10T10:00:00Z");
  const refund = await world.test("POST /v1/orders/shopify:2/refunds", {
    id: "r",
    items: [{ id: "1", quantity: 2 }],
  });
  expect(refund.body.effects).toContainEqual(
    expect.objectContaining({ type: "tier_changed", from: "gold", to: "silver" }),
  );
  expect(refund.body.effects).toContainEqual(expect.objectContaining({ type: "voucher_voided" }));
  await place(world, "3", "2027-01-10T10:00:00Z", 5000);
  await advance(world, "2029-06-01T10:00:00Z");
  expect((await tierOf(world)).level).toBeNull();
  const { body } = await world.test("GET /v1/members/ext:c1/vouchers");
  const states = body.data.map((v: { status: string }) => v.status).sort();
  expect(states).toEqual(["expired", "void"]);
});

test("an order of last year that is told late counts for last year", async () => {
  const world = await sandboxAt("2026-12-20T10:00:00Z", yearly());
  await place(world, "1", "2026-12-20T10:00:00Z", 3000);
  await advance(world, "2027-02-01T10:00:00Z");
  const late = await place(world, "2", "2026-12-24T10:00:00Z", 3000);
  expect(late.body.member.tier).toBe("gold");
  expect((await tierOf(world)).until).toBe("2027-12-31T23:00:00Z");
});

test("staff gives a level for a while: the better one is held, and its end is told", async () => {
  const world = await sandboxAt("2026-03-01T10:00:00Z", yearly());
  await place(world, "1", "2026-03-01T10:00:00Z", 3000);
  const path = "/v1/members/ext:c1/tiers/status";
  const asked = { level: "gold", until: "2026-06-01T00:00:00Z", reason: "complaint" };
  const given = await world.test(`PUT ${path}`, asked);
  expect(given.body).toMatchObject({
    committed: true,
    data: [{ level: "gold", until: asked.until, manual: { level: "gold", reason: "complaint" } }],
  });
  expect(given.body.data[0].text).toContain("This level is a gift from us.");
  // Said again it changes nothing.
  await world.test(`PUT ${path}`, asked);
  expect(await tierFacts(world)).toHaveLength(3);
  await advance(world, "2026-06-02T00:00:00Z");
  expect((await tierFacts(world)).slice(1)).toEqual([
    {
      type: "tier_given",
      set: "status",
      level: "gold",
      until: Date.parse(asked.until),
      reason: "complaint",
    },
    { type: "tier_changed", set: "status", from: "silver", to: "gold", cause: "staff" },
    { type: "tier_changed", set: "status", from: "gold", to: "silver", cause: "due" },
  ]);
  const lower = await world.test(`PUT ${path}`, { level: "silver", reason: "friend" });
  expect(lower.body.data[0].level).toBe("silver");
  const gone = await world.test(`DELETE ${path}`);
  expect(gone.body.data[0]).toMatchObject({ level: "silver", manual: null });
});

test("a level by hand is refused where it cannot be", async () => {
  const world = await sandboxAt("2026-03-01T10:00:00Z", yearly());
  await place(world, "1", "2026-03-01T10:00:00Z", 3000);
  const put = async (set: string, body: object) =>
    (await world.test(`PUT /v1/members/ext:c1/tiers/${set}`, body)).body.code;
  expect(await put("club", { level: "gold", reason: "friend" })).toBe("not_found");
  expect(await put("status", { level: "diamond", reason: "friend" })).toBe("unknown_level");
  const past = { level: "gold", reason: "friend", until: "2026-02-01T00:00:00Z" };
  expect(await put("status", past)).toBe("invalid_time");
  expect(await put("status", { level: "gold", reason: "Ä!" })).toBe("invalid_body");
});

test("under another program reads show the new level at once, and the next commit says so", async () => {
  const world = await sandboxAt("2026-03-01T10:00:00Z", yearly());
  await place(world, "1", "2026-03-01T10:00:00Z", 3000);
  const levels = [level("silver", 1000), level("gold", 3000, { entry: GIFTS })];
  const moves = await world.test("POST /v1/program/tier-moves", {
    document: { tiers: [yearly({ levels })] },
  });
  expect(moves.body).toMatchObject({
    members: 1,
    data: [{ set: "status", from: "silver", to: "gold", members: 1 }],
    examples: [{ from: "silver", to: "gold" }],
    nextCursor: null,
  });
  await world.test("PUT /v1/program", { tiers: [yearly({ levels })] });
  expect((await tierOf(world)).level).toBe("gold");
  expect(await tierFacts(world)).toHaveLength(1);
  const next = await world.test("PATCH /v1/members/ext:c1", { name: "Anna" });
  expect(next.body.member.tier).toBe("gold");
  expect((await tierFacts(world))[1]).toMatchObject({ from: "silver", to: "gold", cause: "due" });
  // Whom a new rule puts higher did nothing for it: nothing is given.
  expect((await world.test("GET /v1/members/ext:c1/vouchers")).body.data).toEqual([]);
});
