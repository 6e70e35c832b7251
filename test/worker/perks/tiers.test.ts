import { expect, test } from "vitest";
import { order } from "../../orders";
import { advance } from "../../queue";
import { PASS, perkOf, REFILL, use, worldWith } from "./shop";

const named = (en: string) => ({ de: en, en });

const GOLD = { key: "gold", name: named("Gold"), from: 2, perks: ["refill", "pass"] };
const STATUS = { key: "status", name: named("Status"), measure: "orders", levels: [GOLD] };

const buy = (world: Awaited<ReturnType<typeof worldWith>>, id: string) =>
  world.test("POST /v1/orders", order(id, "c-1"));

test("a level brings its perks with it, and takes them along when its order is undone", async () => {
  const world = await worldWith([REFILL, PASS], { tiers: [STATUS] });
  await advance(world, Date.parse("2027-03-01T09:00:00Z"));
  await buy(world, "1");
  expect(await perkOf(world.test, "refill")).toMatchObject({ held: false });
  await buy(world, "2");
  expect(await perkOf(world.test, "refill")).toMatchObject({
    held: true,
    usable: true,
    source: "tier",
    level: "gold",
    // Levels are held by whole days of the shop.
    from: "2027-02-28T23:00:00Z",
  });
  expect((await use(world.test, "refill")).status).toBe(201);
  expect((await use(world.test, "refill")).body.code).toBe("perk_exhausted");
  await world.test("POST /v1/orders/shopify:2/cancel", {});
  const refused = await use(world.test, "refill");
  expect(refused.body.code).toBe("perk_not_held");
  expect((await world.test("GET /v1/ledger/check")).body.findings).toEqual([]);
});

test("of a level's perk with so many uses, those are counted while the level is held", async () => {
  const world = await worldWith([REFILL, { ...PASS, total: 2 }], { tiers: [STATUS] });
  await advance(world, Date.parse("2027-03-01T09:00:00Z"));
  await buy(world, "1");
  await buy(world, "2");
  expect(await perkOf(world.test, "pass")).toMatchObject({ usesLeft: 2, source: "tier" });
  await use(world.test, "pass", { id: "till-1" });
  const last = await use(world.test, "pass", { id: "till-2" });
  expect(last.body.perk).toMatchObject({ held: true, usable: false, usesLeft: 0 });
  expect((await use(world.test, "pass")).body.code).toBe("perk_exhausted");
  const back = await world.test("POST /v1/perks/use/till-1/reverse", {});
  expect(back.body.perk).toMatchObject({ usable: true, usesLeft: 1 });
  const wallet = await world.test("GET /v1/members/ext:c-1/wallet");
  expect(wallet.body.perks).toMatchObject([
    { key: "refill", source: "tier", level: "gold" },
    { key: "pass", source: "tier", level: "gold" },
  ]);
  expect((await world.test("GET /v1/ledger/check")).body.findings).toEqual([]);
});

test("uses of a level's perk stay used when late orders move since when it is held", async () => {
  const world = await worldWith([REFILL, { ...PASS, total: 1 }], { tiers: [STATUS] });
  await advance(world, Date.parse("2027-03-10T09:00:00Z"));
  await buy(world, "1");
  await buy(world, "2");
  await use(world.test, "pass");
  const late = { placedAt: "2027-03-05T09:00:00Z" };
  for (const id of ["3", "4"]) await world.test("POST /v1/orders", order(id, "c-1", late));
  expect(await perkOf(world.test, "pass")).toMatchObject({
    from: "2027-03-04T23:00:00Z",
    usesLeft: 0,
  });
  expect((await use(world.test, "pass")).body.code).toBe("perk_exhausted");
});

test("whoever loses a level and reaches it anew has its uses anew", async () => {
  const world = await worldWith([REFILL, { ...PASS, total: 1 }], {
    tiers: [{ ...STATUS, window: { type: "rolling", length: "P10D" } }],
  });
  await advance(world, Date.parse("2027-03-10T09:00:00Z"));
  await buy(world, "1");
  await buy(world, "2");
  await use(world.test, "pass");
  await advance(world, Date.parse("2027-04-10T09:00:00Z"));
  expect(await perkOf(world.test, "pass")).toMatchObject({ held: false });
  await buy(world, "3");
  await buy(world, "4");
  expect((await use(world.test, "pass")).status).toBe(201);
});
