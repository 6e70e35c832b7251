import { expect, test } from "vitest";
import { newWorld, type World } from "../../world";

const NAME = { de: "Kaffeekarte", en: "Coffee card" };
const DRINK = { de: "Freigetränk", en: "Free drink" };
const REFILL = { key: "refill", name: { de: "Gratis-Refill", en: "Free refill" }, total: 2 };

const COFFEE = {
  key: "coffee",
  name: NAME,
  size: 10,
  reward: {
    type: "voucher",
    voucher: { name: DRINK, worth: { kind: "fixed_amount", amount: 400 } },
  },
};
const CAKE = { key: "cake", name: NAME, size: 3, reward: { type: "points", amount: 50 } };
const TEA = { key: "tea", name: NAME, size: 2, reward: { type: "perk", perk: "refill" } };

const ADJUST = "POST /v1/members/ext:c-1/adjustments";

async function worldWith(program: object): Promise<World> {
  const world = await newWorld();
  await world.call("PUT /v1/members/ext:c-1", { name: "Anna" });
  const applied = await world.call("PUT /v1/program", program);
  expect(applied.status, JSON.stringify(applied.body)).toBeLessThan(300);
  return world;
}

const stamp = (world: World, unit: string, amount: number, more: object = {}) =>
  world.call(ADJUST, { unit, amount, reason: "lost card", ...more });

const wallet = async (world: World) =>
  (await world.call("GET /v1/members/ext:c-1/wallet?locale=en")).body;

const vouchers = async (world: World) =>
  (await world.call("GET /v1/members/ext:c-1/vouchers")).body.data;

const clean = async (world: World) =>
  expect((await world.call("GET /v1/ledger/check")).body.findings).toEqual([]);

test("stamps collect on a card, and the wallet says what is missing and what it brings", async () => {
  const world = await worldWith({ stamps: [COFFEE, CAKE] });
  const given = await stamp(world, "stamp:coffee", 4);
  expect(given.status, JSON.stringify(given.body)).toBe(201);
  expect(given.body.effects).toEqual([]);
  const { stamps, wallet: balances } = await wallet(world);
  expect(balances["stamp:coffee"].available).toBe(4);
  expect(stamps).toEqual([
    {
      card: "coffee",
      name: "Coffee card",
      stamps: 4,
      size: 10,
      missing: 6,
      reward: "A full card brings Free drink.",
      nextExpiry: { at: given.body.adjustment.expiresAt, amount: 4 },
    },
    {
      card: "cake",
      name: "Coffee card",
      stamps: 0,
      size: 3,
      missing: 3,
      reward: "50 points for a full card.",
      nextExpiry: null,
    },
  ]);
  await clean(world);
});

test("the tenth stamp brings the reward, and what is beyond it begins the next card", async () => {
  const world = await worldWith({ stamps: [COFFEE] });
  await stamp(world, "stamp:coffee", 9);
  const full = await stamp(world, "stamp:coffee", 3);
  expect(full.body.effects.map((e: { type: string }) => e.type)).toEqual([
    "card_completed",
    "voucher_issued",
  ]);
  expect(full.body.effects[0]).toMatchObject({ card: "coffee", reason: "Coffee card: full" });
  expect(full.body.member.wallet["stamp:coffee"].available).toBe(2);
  const [voucher] = await vouchers(world);
  expect(voucher).toMatchObject({ code: full.body.effects[1].voucher.code, status: "issued" });
  await clean(world);
});

test("several cards fill by themselves: one brings points, another uses of a perk", async () => {
  const world = await worldWith({ stamps: [COFFEE, CAKE, TEA], perks: [REFILL] });
  const cake = await stamp(world, "stamp:cake", 7);
  expect(cake.body.effects).toHaveLength(4);
  expect(cake.body.member.wallet).toMatchObject({
    points: { available: 100 },
    "stamp:cake": { available: 1 },
  });
  const tea = await stamp(world, "stamp:tea", 2);
  expect(tea.body.member.wallet).toMatchObject({
    "perk:refill": { available: 2 },
    "stamp:tea": { available: 0 },
  });
  expect(tea.body.member.wallet["stamp:coffee"]).toBeUndefined();
  await clean(world);
});

test("an adjustment that filled a card is undone with what the card brought", async () => {
  const world = await worldWith({ stamps: [COFFEE, CAKE] });
  await stamp(world, "stamp:coffee", 9);
  const full = await stamp(world, "stamp:coffee", 3);
  const path = `${ADJUST}/${full.body.adjustment.id}/reverse`;
  const undone = await world.call(path, {});
  expect(undone.status, JSON.stringify(undone.body)).toBe(200);
  expect(undone.body.effects.map((e: { type: string }) => e.type)).toEqual([
    "card_reopened",
    "voucher_voided",
  ]);
  expect(undone.body.member.wallet["stamp:coffee"].available).toBe(9);
  expect((await vouchers(world))[0].status).toBe("void");
  expect((await world.call(path, {})).body).toEqual(undone.body);
  const cake = await stamp(world, "stamp:cake", 3);
  const back = await world.call(`${ADJUST}/${cake.body.adjustment.id}/reverse`, {});
  expect(back.body.member.wallet).toMatchObject({
    points: { available: 0 },
    "stamp:cake": { available: 0 },
  });
  await clean(world);
});

test("a card whose voucher was used stays full, and the stamps are owed", async () => {
  const world = await worldWith({ stamps: [COFFEE] });
  const full = await stamp(world, "stamp:coffee", 10);
  const { code } = full.body.effects[1].voucher;
  await world.call(`POST /v1/vouchers/${code}/redeem`, { order: "1001" });
  const undone = await world.call(`${ADJUST}/${full.body.adjustment.id}/reverse`, {});
  expect(undone.body.effects).toEqual([]);
  expect(undone.body.member.wallet["stamp:coffee"]).toMatchObject({ available: -10, owed: 10 });
  const next = await stamp(world, "stamp:coffee", 19);
  expect(next.body.effects).toEqual([]);
  expect((await wallet(world)).stamps[0]).toMatchObject({ stamps: 9, missing: 1 });
  await clean(world);
});

test("a lost voucher's replacement is taken back with the card", async () => {
  const world = await worldWith({ stamps: [COFFEE] });
  const full = await stamp(world, "stamp:coffee", 10);
  const { code } = full.body.effects[1].voucher;
  const lost = await world.call(`POST /v1/vouchers/${code}/reissue`, { reason: "lost" });
  expect(lost.status, JSON.stringify(lost.body)).toBeLessThan(300);
  const undone = await world.call(`${ADJUST}/${full.body.adjustment.id}/reverse`, {});
  expect(undone.body.effects).toHaveLength(2);
  expect((await vouchers(world)).map((v: { status: string }) => v.status)).toEqual([
    "void",
    "void",
  ]);
});

test("stamps that were taken by hand and come back may fill the card", async () => {
  const world = await worldWith({ stamps: [CAKE] });
  await stamp(world, "stamp:cake", 2);
  const taken = await stamp(world, "stamp:cake", -2);
  await stamp(world, "stamp:cake", 2);
  const undone = await world.call(`${ADJUST}/${taken.body.adjustment.id}/reverse`, {});
  expect(undone.body.effects.map((e: { type: string }) => e.type)).toEqual([
    "card_completed",
    "points_earned",
  ]);
  expect(undone.body.member.wallet).toMatchObject({
    points: { available: 50 },
    "stamp:cake": { available: 1 },
  });
  await clean(world);
});

test("stamps expire as their card says, else as points do", async () => {
  const expiry = { policy: "rolling", after: "P10D" };
  const world = await worldWith({ stamps: [{ ...COFFEE, expiry }, CAKE] });
  const coffee = await stamp(world, "stamp:coffee", 1);
  const days = Date.parse(coffee.body.adjustment.expiresAt) - Date.now();
  expect(Math.round(days / 86_400_000)).toBe(10);
  const cake = await stamp(world, "stamp:cake", 1);
  expect(Date.parse(cake.body.adjustment.expiresAt) - Date.now()).toBeGreaterThan(days);
});

test("twenty stamps in parallel fill two cards of ten, each once", async () => {
  const world = await worldWith({ stamps: [COFFEE] });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => stamp(world, "stamp:coffee", 1)),
  );
  expect(answers.map((a) => a.status)).toEqual(Array(20).fill(201));
  expect(answers.filter((a) => a.body.effects.length > 0)).toHaveLength(2);
  expect(await vouchers(world)).toHaveLength(2);
  expect((await wallet(world)).stamps[0].stamps).toBe(0);
  await clean(world);
});

test("an adjustment with an id of its own tells its effects again", async () => {
  const world = await worldWith({ stamps: [COFFEE] });
  const first = await stamp(world, "stamp:coffee", 10, { id: "till-1" });
  const again = await stamp(world, "stamp:coffee", 10, { id: "till-1" });
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.body).toEqual(first.body);
  const other = await newWorld();
  expect((await stamp(other, "stamp:coffee", 1)).body.code).toBe("not_found");
});

test("a dry run shows the full card and gives nothing", async () => {
  const world = await worldWith({ stamps: [COFFEE] });
  const tried = await world.call(`${ADJUST}?dryRun=true`, {
    unit: "stamp:coffee",
    amount: 10,
    reason: "lost card",
  });
  expect(tried.body).toMatchObject({ committed: false, effects: [{ type: "card_completed" }, {}] });
  expect(await vouchers(world)).toEqual([]);
  expect((await wallet(world)).stamps[0].stamps).toBe(0);
});

test("cards that the program lacks and donations cannot be adjusted", async () => {
  const world = await worldWith({ stamps: [COFFEE], causes: [{ key: "trees", name: NAME }] });
  const codeOf = async (unit: string) => (await stamp(world, unit, 1)).body.code;
  expect(await codeOf("stamp:cake")).toBe("unknown_unit");
  expect(await codeOf("perk:refill")).toBe("unknown_unit");
  expect(await codeOf("donation:trees")).toBe("invalid_body");
});

test("programs with cards that cannot be are refused with a pointer", async () => {
  const world = await newWorld();
  const faults = async (program: object) => {
    const { status, body } = await world.call("PUT /v1/program", program);
    expect([status, body.code]).toEqual([422, "invalid_program"]);
    return body.errors.map((e: { pointer: string }) => e.pointer);
  };
  expect(await faults({ stamps: [COFFEE, COFFEE] })).toEqual(["/stamps/1/key"]);
  expect(await faults({ stamps: [TEA] })).toEqual(["/stamps/0/reward/perk"]);
  const stars = { ...CAKE, reward: { type: "points", unit: "stars", amount: 5 } };
  expect(await faults({ stamps: [stars] })).toEqual(["/stamps/0/reward/unit"]);
});
