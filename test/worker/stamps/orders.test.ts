import { expect, test } from "vitest";
import { counting } from "../../counting";
import { order } from "../../orders";
import { newWorld, type World } from "../../world";

const named = (en: string) => ({ de: en, en });

const COFFEE = {
  key: "coffee",
  name: named("Coffee card"),
  size: 10,
  reward: {
    type: "voucher",
    voucher: { name: named("Free drink"), worth: { kind: "fixed_amount", amount: 400 } },
  },
};
const VISIT = {
  id: "visit",
  if: { channels: ["store"] },
  give: { type: "stamps", card: "coffee", amount: 1 },
};
const CUPS = {
  id: "cups",
  on: "line",
  give: { type: "stamps", card: "coffee", amount: 1, each: "item" },
};

async function worldWith(rules: object[], more: object = {}): Promise<World> {
  const world = await newWorld();
  const program = { stamps: [COFFEE], earning: { rules }, ...more };
  const applied = await world.call("PUT /v1/program", program);
  expect(applied.status, JSON.stringify(applied.body)).toBeLessThan(300);
  return world;
}

const visit = (world: World, id: string, options = {}) =>
  world.call("POST /v1/orders", order(id, "c-1", { channel: "store" }), options);

const refund = (world: World, id: string, items: object[]) =>
  world.call(`POST /v1/orders/shopify:${id}/refunds`, { id: `r-${id}`, items });

const ALL = ["1", "2", "3"].map((id) => ({ id, quantity: 2 }));

const types = (effects: { type: string; unit?: string }[]) =>
  effects.filter((e) => e.unit !== "points").map((e) => e.type);

const stamps = async (world: World) =>
  (await world.call("GET /v1/members/ext:c-1/wallet")).body.stamps[0].stamps;

const clean = async (world: World) =>
  expect((await world.call("GET /v1/ledger/check")).body.findings).toEqual([]);

test("the tenth visit fills the card in the order's own answer, in two round trips", async () => {
  const world = await worldWith([VISIT]);
  const cost = counting();
  const costs = [];
  for (let i = 1; i <= 12; i++) {
    cost.reset();
    const placed = await visit(world, `${i}`, { env: cost.env });
    expect(placed.status).toBe(201);
    expect(types(placed.body.effects)).toEqual(
      i === 10 ? ["stamp_added", "card_completed", "voucher_issued"] : ["stamp_added"],
    );
    costs.push({ trips: cost.trips, read: cost.rowsRead, written: cost.rowsWritten });
  }
  expect(await stamps(world)).toBe(2);
  expect(costs.slice(1).map((c) => c.trips)).toEqual(Array(11).fill(2));
  // Each stamp on the card is a lot that is read, nine at most; a full card closes them all.
  const [ninth, tenth, eleventh] = costs.slice(8, 11);
  expect(ninth?.read).toBeLessThanOrEqual(36 + 3);
  expect(ninth?.written).toBeLessThanOrEqual(15 + 3);
  expect(tenth?.read).toBeLessThanOrEqual(36 + 3 + 3 * 9);
  expect(tenth?.written).toBeLessThanOrEqual(15 + 3 + 9 + 3);
  expect(eleventh?.read).toBeLessThanOrEqual(36);
  await clean(world);
});

test("a returned order undoes the card that it filled", async () => {
  const world = await worldWith([CUPS]);
  await world.call("POST /v1/orders", order("1", "c-1"));
  const full = await world.call("POST /v1/orders", order("2", "c-1"));
  // 6 + 6 − 10
  expect(await stamps(world)).toBe(2);
  const { code } = full.body.effects.find(
    (e: { type: string }) => e.type === "voucher_issued",
  ).voucher;
  const back = await refund(world, "2", ALL);
  expect(types(back.body.effects)).toEqual([
    "card_reopened",
    "voucher_voided",
    "stamp_removed",
    "stamp_removed",
    "stamp_removed",
  ]);
  expect(await stamps(world)).toBe(6);
  const checked = await world.call("POST /v1/vouchers/validate", { code });
  expect(checked.body).toMatchObject({ valid: false, reasons: [{ code: "voucher_void" }] });
  await clean(world);
});

test("what is returned bit by bit undoes the card when it has to", async () => {
  const world = await worldWith([CUPS]);
  await world.call("POST /v1/orders", order("1", "c-1"));
  await world.call("POST /v1/orders", order("2", "c-1"));
  const path = "POST /v1/orders/shopify:2/refunds";
  const one = await world.call(path, { id: "r-1", items: [{ id: "1", quantity: 2 }] });
  expect(types(one.body.effects)).toEqual(["stamp_removed"]);
  expect(await stamps(world)).toBe(0);
  const two = await world.call(path, { id: "r-2", items: [{ id: "2", quantity: 1 }] });
  expect(types(two.body.effects)).toEqual(["card_reopened", "voucher_voided", "stamp_removed"]);
  expect(await stamps(world)).toBe(9);
  await clean(world);
});

test("a used voucher stays when its order is cancelled, and the stamps are owed", async () => {
  const world = await worldWith([CUPS]);
  await world.call("POST /v1/orders", order("1", "c-1"));
  const full = await world.call("POST /v1/orders", order("2", "c-1"));
  const { code } = full.body.effects.find(
    (e: { type: string }) => e.type === "voucher_issued",
  ).voucher;
  await world.call(`POST /v1/vouchers/${code}/redeem`, { order: "shopify:3" });
  const cancelled = await world.call("POST /v1/orders/shopify:2/cancel", {});
  expect(types(cancelled.body.effects)).not.toContain("card_reopened");
  // 2 − 6
  expect(await stamps(world)).toBe(-4);
  await clean(world);
});

test("stamps of an order expire as their card says", async () => {
  const card = { ...COFFEE, expiry: { policy: "rolling", after: "P30D" } };
  const world = await worldWith([VISIT], { stamps: [card] });
  const placed = await visit(world, "1");
  const { expiresAt } = placed.body.effects.find((e: { type: string }) => e.type === "stamp_added");
  expect(Math.round((Date.parse(expiresAt) - Date.now()) / 86_400_000)).toBe(30);
});

test("parallel visits fill each card once", async () => {
  const world = await worldWith([VISIT]);
  await world.call("PUT /v1/members/ext:c-1", {});
  const placed = await Promise.all(Array.from({ length: 20 }, (_, i) => visit(world, `${i}`)));
  const filled = placed.filter((p) => types(p.body.effects).includes("card_completed"));
  expect(filled).toHaveLength(2);
  expect(await stamps(world)).toBe(0);
  await clean(world);
});

test("a perk that an order brings goes with it, unless it was used", async () => {
  const perks = [{ key: "wash", name: named("Car wash"), total: 2, lasts: "P30D" }];
  const rule = { id: "wash", give: { type: "perk", perk: "wash" } };
  const world = await worldWith([rule], { perks });
  const perk = async () =>
    (await world.call("GET /v1/members/ext:c-1/perks?key=wash")).body.data[0];
  const placed = await world.call("POST /v1/orders", order("1", "c-1"));
  expect(types(placed.body.effects)).toEqual(["perk_granted"]);
  expect(await perk()).toMatchObject({ held: true, usesLeft: 2 });
  await world.call("POST /v1/orders/shopify:1/cancel", {});
  expect(await perk()).toMatchObject({ held: false });
  await world.call("POST /v1/orders", order("2", "c-1"));
  const used = await world.call("POST /v1/perks/use", { member: "ext:c-1", key: "wash" });
  expect(used.status).toBe(201);
  const cancelled = await world.call("POST /v1/orders/shopify:2/cancel", {});
  expect(cancelled.status).toBe(200);
  const { "perk:wash": wallet } = (await world.call("GET /v1/members/ext:c-1/wallet")).body.wallet;
  expect(wallet).toMatchObject({ available: 0, pending: 0 });
  expect(wallet.owed).toBeUndefined();
  await clean(world);
});

test("a full card is explained by its transfer", async () => {
  const world = await worldWith([CUPS]);
  await world.call("POST /v1/orders", order("1", "c-1"));
  await world.call("POST /v1/orders", order("2", "c-1"));
  const { data } = (await world.call("GET /v1/members/ext:c-1/transfers")).body;
  const card = data.find((t: { reason: string }) => t.reason === "card");
  expect(card).toMatchObject({ rule: "stamps.coffee", cause: "order:shopify:2", amount: 10 });
  const { body } = await world.call(`GET /v1/explain/${card.id}?locale=en`);
  expect(body.text).toMatch(/^“Coffee card” was full on .*: 10 stamps were redeemed\.$/);
});

test("full cards that one order has no room for are completed by the next, with stamps or not", async () => {
  const world = await worldWith([{ ...CUPS, if: VISIT.if }]);
  // 300 cups fill 30 cards, of which 25 are of the first order.
  const items = [{ id: "1", quantity: 300, total: 6000 }];
  const many = order("1", "c-1", { channel: "store", items, total: 6000 });
  const first = await world.call("POST /v1/orders", many);
  expect(first.body.member.wallet["stamp:coffee"].available).toBe(50);
  const next = await world.call("POST /v1/orders", order("2", "c-1"));
  expect(types(next.body.effects).filter((type) => type === "card_completed")).toHaveLength(5);
  expect(await stamps(world)).toBe(0);
  await clean(world);
});
