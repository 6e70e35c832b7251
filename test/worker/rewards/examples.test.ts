import { expect, test } from "vitest";
import { newWorld, type World } from "../../world";
import { faultsOf, memberWith, useProgram } from "./points";

/* One short story for each kind of reward, as a storefront would write it. */

const name = { de: "Prämie", en: "Reward" };

/** A shop with one reward for 100 points, and a member `ext:anna` with 1,000 of them. */
async function shopWith(reward: object, program: object = {}): Promise<World> {
  const world = await newWorld();
  const rewards = [{ id: "it", name, cost: { points: 100 }, ...reward }];
  await useProgram(world.shop, { rewards, ...program });
  await memberWith(world, "anna", 1000);
  return world;
}

const buy = (world: World, more: object = {}) =>
  world.call("POST /v1/redemptions", { rewardId: "it", member: "ext:anna", ...more });

/** What the code of a voucher is good for, as the till asks it. */
async function worthOf(world: World, code: string) {
  const { body } = await world.call("POST /v1/vouchers/validate", { code, member: "ext:anna" });
  expect(body).toMatchObject({ valid: true });
  return body.voucher.effect;
}

type VoucherCase = [kind: string, reward: object, effect: object];

const AT = { startsAt: "2999-05-01T16:00:00Z", place: "Roastery" };
const THING = { kind: "thing", sku: null, startsAt: null, place: null };

const VOUCHERS: VoucherCase[] = [
  ["percent", { percent: 10 }, { kind: "percent", percent: 10 }],
  ["fixed_amount", { amount: 500 }, { kind: "fixed_amount", amount: 500, currency: "EUR" }],
  ["free_product", { sku: "MUG" }, { kind: "free_product", sku: "MUG" }],
  ["free_shipping", {}, { kind: "free_shipping" }],
  ["gift_card", { amount: 2500 }, { kind: "gift_card", amount: 2500, currency: "EUR" }],
  ["sample", { sku: "ROAST-50" }, { ...THING, sku: "ROAST-50" }],
  ["event_seat", { ...AT, stock: 12 }, { ...THING, ...AT }],
  ["experience", { place: "Hamburg" }, { ...THING, place: "Hamburg" }],
  ["access", {}, THING],
];

test.each(VOUCHERS)("a reward of the kind %s is a code to show", async (kind, reward, effect) => {
  const world = await shopWith({ kind, ...reward });
  const bought = await buy(world);
  expect(bought.status, JSON.stringify(bought.body)).toBe(201);
  expect(bought.body).toMatchObject({ given: null, wallet: { points: { available: 900 } } });
  expect(await worthOf(world, bought.body.voucher.code)).toEqual(effect);
  const back = await world.call(`POST /v1/redemptions/${bought.body.id}/reverse`);
  expect(back.body).toMatchObject({ status: "reversed", wallet: { points: { available: 1000 } } });
  expect(await faultsOf(world.shop)).toEqual([]);
});

test("a gift card is valid as long as store credit, a seat until the gathering is over", async () => {
  const credit = { expiry: { policy: "never" } };
  const card = await buy(await shopWith({ kind: "gift_card", amount: 100 }, { credit }));
  expect(card.body.voucher.expiresAt).toBeNull();
  const endsAt = "2999-05-01T18:30:00Z";
  const seat = await buy(await shopWith({ kind: "event_seat", ...AT, endsAt }));
  expect(seat.body.voucher.expiresAt).toBe(endsAt);
  const open = await buy(await shopWith({ kind: "event_seat", ...AT }));
  expect(open.body.voucher.expiresAt).toBe("2999-05-02T16:00:00Z");
  const over = { ...AT, startsAt: "2020-05-01T16:00:00Z" };
  const late = await buy(await shopWith({ kind: "event_seat", ...over }));
  expect([late.status, late.body.code]).toEqual([422, "reward_ended"]);
});

test("a slider turns as many points into money as the member says", async () => {
  const reward = { kind: "points_to_money", amount: 100, minimumSteps: 2, maximumSteps: 20 };
  const world = await shopWith(reward);
  const shown = await world.call("GET /v1/rewards?member=ext:anna");
  // 1,000 points are enough for 10 steps of 100.
  expect(shown.body.data[0].steps).toEqual({ minimum: 2, maximum: 20, inReach: 10 });
  const seven = await buy(world, { quantity: 7 });
  expect(seven.body).toMatchObject({
    quantity: 7,
    cost: { points: 700 },
    wallet: { points: { available: 300 } },
  });
  const effect = await worthOf(world, seven.body.voucher.code);
  expect(effect).toEqual({ kind: "fixed_amount", amount: 700, currency: "EUR" });
  const codeOf = async (quantity?: number) => (await buy(world, { quantity })).body.code;
  expect(await codeOf(1)).toBe("quantity_not_possible");
  expect(await codeOf(21)).toBe("quantity_not_possible");
  expect(await codeOf(4)).toBe("insufficient_points");
  expect((await buy(world)).body).toMatchObject({ quantity: 2, cost: { points: 200 } });
});

test("store credit is money on the member's account, until it is spent", async () => {
  const world = await shopWith({ kind: "store_credit", amount: 500 });
  const bought = await buy(world);
  expect(bought.body).toMatchObject({
    voucher: null,
    given: { unit: "credit:EUR", amount: 500 },
    wallet: { points: { available: 900 }, "credit:EUR": { available: 500 } },
  });
  const [given, ...others] = (await world.call("GET /v1/members/ext:anna/transfers")).body.data;
  expect([given, ...others].some((t) => t.unit === "credit:EUR")).toBe(true);
  const id = bought.body.id;
  const back = await world.call(`POST /v1/redemptions/${id}/reverse`);
  expect(back.body.wallet).toMatchObject({
    points: { available: 1000 },
    "credit:EUR": { available: 0 },
  });
  expect(await faultsOf(world.shop)).toEqual([]);
});

test("a perk that was bought is used at the gate, and then stays bought", async () => {
  const perks = [{ key: "refill", name, total: 3 }];
  const world = await shopWith({ kind: "perk", perk: "refill" }, { perks });
  const bought = await buy(world);
  expect(bought.body.given).toMatchObject({ unit: "perk:refill", amount: 3 });
  const use = { id: "gate-1", member: "ext:anna", key: "refill" };
  const used = await world.call("POST /v1/perks/use", use);
  expect(used.status, JSON.stringify(used.body)).toBeLessThan(300);
  const late = await world.call(`POST /v1/redemptions/${bought.body.id}/reverse`);
  expect([late.status, late.body.code]).toEqual([409, "reward_used"]);
  await world.call("POST /v1/perks/use/gate-1/reverse", {});
  const back = await world.call(`POST /v1/redemptions/${bought.body.id}/reverse`);
  expect(back.body).toMatchObject({ status: "reversed", wallet: { points: { available: 1000 } } });
  expect(await faultsOf(world.shop)).toEqual([]);
});

test("points become a donation, which counts to what the member has given", async () => {
  const causes = [{ key: "trees", name: { de: "Bäume", en: "Trees" } }];
  const world = await shopWith({ kind: "donation", cause: "trees", amount: 250 }, { causes });
  const bought = await buy(world);
  expect(bought.body.given).toEqual({ unit: "donation:trees", amount: 250, expiresAt: null });
  const given = async () => {
    const [cause] = (await world.call("GET /v1/members/ext:anna/wallet")).body.causes;
    return [cause.given, cause.by];
  };
  // Bought for points, so that no purchase gave it.
  expect(await given()).toEqual([250, { purchases: 0, points: 250, money: 0 }]);
  await world.call(`POST /v1/redemptions/${bought.body.id}/reverse`);
  expect(await given()).toEqual([0, { purchases: 0, points: 0, money: 0 }]);
  expect(await faultsOf(world.shop)).toEqual([]);
});

test("what is held is given when it is captured, once, and the first answer stays the first", async () => {
  const world = await shopWith({ kind: "store_credit", amount: 500 });
  const wish = { id: "till-1", hold: true };
  const held = await buy(world, wish);
  expect(held.body).toMatchObject({ status: "held", given: null });
  const captured = await world.call("POST /v1/redemptions/till-1/capture");
  expect(captured.body.given).toMatchObject({ unit: "credit:EUR", amount: 500 });
  expect((await world.call("POST /v1/redemptions/till-1/capture")).body).toEqual(captured.body);
  expect((await buy(world, wish)).body).toEqual(held.body);
  const wallet = await world.call("GET /v1/members/ext:anna/wallet");
  expect(wallet.body.wallet["credit:EUR"].available).toBe(500);
});
