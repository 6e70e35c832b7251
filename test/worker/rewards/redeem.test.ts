import { expect, test } from "vitest";
import { env, newWorld } from "../../world";
import { faultsOf, givePoints, MUG, memberWith, travel, useProgram } from "./points";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

async function shopWith(...rewards: object[]) {
  const world = await newWorld();
  await useProgram(world.shop, { rewards });
  return world;
}

test("a redemption spends points and gives a voucher at once", async () => {
  const world = await shopWith(MUG);
  const member = await memberWith(world, "a", 700);
  const wish = { rewardId: "mug", member };
  const rehearsal = await world.call("POST /v1/redemptions?dryRun=true", wish);
  expect(rehearsal.body).toMatchObject({ status: "captured", committed: false });
  const made = await world.call("POST /v1/redemptions", wish);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect(made.body).toMatchObject({
    status: "captured",
    rewardId: "mug",
    committed: true,
    holdUntil: null,
    cost: { points: 500 },
    wallet: { points: { available: 200, pending: 0, held: 0 } },
  });
  expect(made.body.id).toMatch(/^red_/);
  expect(made.body.voucher.code).toMatch(/^MUG-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]$/);
  const read = await world.call(`GET /v1/redemptions/${made.body.id}`);
  expect(read.body).toMatchObject({ status: "captured", voucher: made.body.voucher });
  const wallet = await world.call(`GET /v1/members/${member}/wallet`);
  expect(wallet.body.wallet.points).toMatchObject({ available: 200, lifetimeSpent: 500 });
  expect(await faultsOf(world.shop)).toEqual([]);
});

test("each thing that keeps a reward from being redeemed has its code", async () => {
  const world = await shopWith(
    MUG,
    { ...MUG, id: "later", from: "2999-01-01T00:00:00Z" },
    { ...MUG, id: "over", until: "2020-01-01T00:00:00Z" },
    { ...MUG, id: "none", stock: 0 },
    { ...MUG, id: "once", cost: { points: 1 }, limitPerMember: 1 },
  );
  const member = await memberWith(world, "a", 120);
  const codeOf = async (wish: object) => {
    const { status, body } = await world.call("POST /v1/redemptions", { member, ...wish });
    return `${status} ${body.code ?? body.status}`;
  };
  expect(await codeOf({ rewardId: "mug" })).toBe("422 insufficient_points");
  expect(await codeOf({ rewardId: "later" })).toBe("422 reward_not_yet_on_offer");
  expect(await codeOf({ rewardId: "over" })).toBe("422 reward_ended");
  expect(await codeOf({ rewardId: "none" })).toBe("422 reward_out_of_stock");
  expect(await codeOf({ rewardId: "once", hold: true })).toBe("201 held");
  expect(await codeOf({ rewardId: "once" })).toBe("422 reward_limit_reached");
  expect(await codeOf({ rewardId: "unknown" })).toBe("404 not_found");
  expect(await codeOf({ rewardId: "mug", member: "ext:nobody" })).toBe("404 not_found");
  expect(await codeOf({ rewardId: "mug", member: "anna" })).toBe("400 invalid_ref");
  expect(await codeOf({ rewardId: "mug", id: "red_1" })).toBe("400 invalid_body");
  for (const ttl of ["PT0S", "P2D", "soon"]) {
    expect(await codeOf({ rewardId: "once", hold: true, ttl })).toBe("400 invalid_body");
  }
  expect(await codeOf({ rewardId: "mug", ttl: "PT5M" })).toBe("400 invalid_body");
  const refusal = await world.call("POST /v1/redemptions", { member, rewardId: "mug" });
  expect(refusal.body.detail).toBe("Mug costs 500 points; 119 are available.");
  expect(refusal.body.errors).toMatchObject([{ pointer: "/rewardId" }]);
});

test("the same id is the same redemption, whatever happened since", async () => {
  const world = await shopWith(MUG);
  const member = await memberWith(world, "a", 2000);
  const wish = { id: "till-7/1", rewardId: "mug", member, hold: true };
  const first = await world.call("POST /v1/redemptions", wish);
  expect(first.body.status).toBe("held");
  await world.call("POST /v1/redemptions/till-7%2F1/capture");
  const again = await world.call("POST /v1/redemptions", wish);
  expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([200, "true"]);
  expect(again.body).toEqual(first.body);
  const other = await world.call("POST /v1/redemptions", { ...wish, hold: false });
  expect([other.status, other.body.code]).toEqual([409, "redemption_differs"]);
  const read = await world.call(`GET /v1/redemptions/${first.body.id}`);
  expect(read.body).toMatchObject({ externalId: "till-7/1", status: "captured" });
});

test("an Idempotency-Key repeats the answer with and without an own id", async () => {
  const world = await shopWith(MUG);
  const member = await memberWith(world, "a", 2000);
  for (const id of [undefined, "own"]) {
    const options = { headers: { "idempotency-key": `key-${id}` } };
    const wish = { id, rewardId: "mug", member };
    const first = await world.call("POST /v1/redemptions", wish, options);
    const again = await world.call("POST /v1/redemptions", wish, options);
    expect(first.status).toBe(201);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.body).toEqual(first.body);
  }
  const wallet = await world.call(`GET /v1/members/${member}/wallet`);
  expect(wallet.body.wallet.points.available).toBe(1000);
});

test("a hold keeps points until it is captured or released", async () => {
  const world = await shopWith({ ...MUG, stock: 1 });
  const member = await memberWith(world, "a", 300, 300);
  const held = await world.call("POST /v1/redemptions", { rewardId: "mug", member, hold: true });
  expect(held.body).toMatchObject({
    status: "held",
    voucher: null,
    wallet: { points: { available: 100, held: 500 } },
  });
  const released = await world.call(`POST /v1/redemptions/${held.body.id}/release`);
  expect(released.body).toMatchObject({
    status: "released",
    wallet: { points: { available: 600, held: 0 } },
  });
  const twice = await world.call(`POST /v1/redemptions/${held.body.id}/release`);
  expect(twice.headers.get("idempotency-replayed")).toBe("true");
  const late = await world.call(`POST /v1/redemptions/${held.body.id}/capture`);
  expect([late.status, late.body.code]).toEqual([409, "redemption_not_held"]);
  // The released one gave its unit of stock back.
  const next = await world.call("POST /v1/redemptions", { rewardId: "mug", member, hold: true });
  const captured = await world.call(`POST /v1/redemptions/${next.body.id}/capture`);
  expect(captured.body).toMatchObject({ status: "captured", wallet: { points: { held: 0 } } });
  expect(captured.body.voucher.code).toMatch(/^MUG-/);
  const repeated = await world.call(`POST /v1/redemptions/${next.body.id}/capture`);
  expect(repeated.body).toEqual(captured.body);
  expect(repeated.headers.get("idempotency-replayed")).toBe("true");
  const back = await world.call(`POST /v1/redemptions/${next.body.id}/release`);
  expect(back.body.code).toBe("redemption_not_held");
  expect(await faultsOf(world.shop)).toEqual([]);
});

test("a hold times out by itself on a read, and cannot be captured", async () => {
  const world = await newWorld();
  await useProgram(world.sandbox, { rewards: [{ ...MUG, stock: 1 }] });
  await world.test("PUT /v1/members/ext:a", {});
  await givePoints(world.sandbox, "ext:a", 500);
  const wish = { rewardId: "mug", member: "ext:a", hold: true, ttl: "PT1H" };
  const held = await world.test("POST /v1/redemptions", wish);
  expect(held.body.wallet.points).toMatchObject({ available: 0, held: 500 });
  await travel(world, 2 * HOUR);
  const wallet = await world.test("GET /v1/members/ext:a/wallet");
  expect(wallet.body.wallet.points).toMatchObject({ available: 500, held: 0 });
  const rewards = await world.test("GET /v1/rewards?member=ext:a");
  expect(rewards.body.data[0]).toMatchObject({ available: true, stock: 1 });
  const read = await world.test(`GET /v1/redemptions/${held.body.id}`);
  expect(read.body.status).toBe("released");
  for (const _ of ["before it is settled", "after"]) {
    const capture = await world.test(`POST /v1/redemptions/${held.body.id}/capture`);
    expect([capture.status, capture.body.code]).toEqual([422, "hold_expired"]);
    const release = await world.test(`POST /v1/redemptions/${held.body.id}/release`);
    expect(release.body.status).toBe("released");
  }
  // The last of the stock is free for the next one.
  const next = await world.test("POST /v1/redemptions", { ...wish, hold: false, ttl: undefined });
  expect(next.status, JSON.stringify(next.body)).toBe(201);
  expect(await faultsOf(world.sandbox)).toEqual([]);
});

test("the last of the stock is free in the very commit that finds its hold timed out", async () => {
  const world = await newWorld();
  await useProgram(world.sandbox, { rewards: [{ ...MUG, stock: 1, limitPerMember: 1 }] });
  await world.test("PUT /v1/members/ext:a", {});
  await givePoints(world.sandbox, "ext:a", 500);
  const wish = { rewardId: "mug", member: "ext:a" };
  await world.test("POST /v1/redemptions", { ...wish, hold: true });
  expect((await world.test("POST /v1/redemptions", wish)).body.code).toBe("reward_out_of_stock");
  await travel(world, HOUR);
  expect((await world.test("POST /v1/redemptions", wish)).status).toBe(201);
});

test("a reversal gives points back to their lots and makes the voucher void", async () => {
  const world = await newWorld();
  const program = { rewards: [{ ...MUG, stock: 1 }], redemption: { reversibleFor: "P3D" } };
  await useProgram(world.sandbox, program);
  await world.test("PUT /v1/members/ext:a", {});
  await givePoints(world.sandbox, "ext:a", 300, 300);
  const wish = { rewardId: "mug", member: "ext:a" };
  const made = await world.test("POST /v1/redemptions", wish);
  await travel(world, 2 * DAY);
  // The version that decided the redemption governs, not the one in force.
  await useProgram(world.sandbox, { ...program, redemption: { reversibleFor: "P1D" } });
  const reversed = await world.test(`POST /v1/redemptions/${made.body.id}/reverse`);
  expect(reversed.body).toMatchObject({
    status: "reversed",
    wallet: { points: { available: 600, held: 0 } },
  });
  const again = await world.test(`POST /v1/redemptions/${made.body.id}/reverse`);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  const voucher = await world.test("POST /v1/vouchers/validate", { code: made.body.voucher.code });
  expect(voucher.body).toMatchObject({ valid: false, reasons: [{ code: "voucher_void" }] });
  const next = await world.test("POST /v1/redemptions", wish);
  expect(next.status).toBe(201);
  await travel(world, 5 * DAY);
  const late = await world.test(`POST /v1/redemptions/${next.body.id}/reverse`);
  expect([late.status, late.body.code]).toEqual([422, "too_late_to_reverse"]);
  expect(await faultsOf(world.sandbox)).toEqual([]);
});

test("points whose lot has expired since do not come back by a reversal", async () => {
  const world = await newWorld();
  await useProgram(world.sandbox, { rewards: [MUG], redemption: { reversibleFor: "P90D" } });
  await world.test("PUT /v1/members/ext:a", {});
  await givePoints(world.sandbox, "ext:a", 500);
  const made = await world.test("POST /v1/redemptions", { rewardId: "mug", member: "ext:a" });
  await travel(world, 40 * DAY);
  const reversed = await world.test(`POST /v1/redemptions/${made.body.id}/reverse`);
  expect(reversed.body.wallet.points).toMatchObject({ available: 0, held: 0 });
  expect(await faultsOf(world.sandbox)).toEqual([]);
});

test("what is only held cannot be reversed, and a used voucher stays used", async () => {
  const world = await shopWith(MUG);
  const member = await memberWith(world, "a", 1000);
  const held = await world.call("POST /v1/redemptions", { rewardId: "mug", member, hold: true });
  const early = await world.call(`POST /v1/redemptions/${held.body.id}/reverse`);
  expect([early.status, early.body.code]).toEqual([409, "redemption_not_captured"]);
  const { body } = await world.call(`POST /v1/redemptions/${held.body.id}/capture`);
  await world.call(`POST /v1/vouchers/${body.voucher.code}/redeem`, { order: "shopify:1" });
  const used = await world.call(`POST /v1/redemptions/${held.body.id}/reverse`);
  expect([used.status, used.body.code]).toEqual([409, "voucher_already_redeemed"]);
});

test("another shop's redemption is not found", async () => {
  const world = await shopWith(MUG);
  const member = await memberWith(world, "a", 500);
  const made = await world.call("POST /v1/redemptions", { id: "r", rewardId: "mug", member });
  const other = await shopWith(MUG);
  for (const id of [made.body.id, "r", "red_nonsense"]) {
    expect((await other.call(`GET /v1/redemptions/${id}`)).status).toBe(404);
    for (const step of ["capture", "release", "reverse"]) {
      expect((await other.call(`POST /v1/redemptions/${id}/${step}`)).status).toBe(404);
    }
  }
});

test("a spend over more than 250 lots takes them all, and a reversal gives all back", async () => {
  const world = await shopWith({ ...MUG, cost: { points: 280 } });
  const member = await memberWith(world, "a", ...Array(300).fill(1));
  const made = await world.call("POST /v1/redemptions", { rewardId: "mug", member });
  expect(made.body.wallet.points.available).toBe(20);
  expect(await faultsOf(world.shop)).toEqual([]);
  const reversed = await world.call(`POST /v1/redemptions/${made.body.id}/reverse`);
  expect(reversed.body.wallet.points.available).toBe(300);
  expect(await faultsOf(world.shop)).toEqual([]);
});

test("a free reward needs no points, and its whole life works", async () => {
  const world = await shopWith({ ...MUG, cost: { points: 0 } });
  const member = await memberWith(world, "a", 1);
  const held = await world.call("POST /v1/redemptions", { rewardId: "mug", member, hold: true });
  const captured = await world.call(`POST /v1/redemptions/${held.body.id}/capture`);
  expect(captured.body).toMatchObject({ status: "captured", cost: { points: 0 } });
  const reversed = await world.call(`POST /v1/redemptions/${held.body.id}/reverse`);
  expect(reversed.body).toMatchObject({ status: "reversed", wallet: { points: { available: 1 } } });
});

test("a member has no more than 50 holds open", async () => {
  const world = await shopWith({ ...MUG, cost: { points: 1 } });
  const member = await memberWith(world, "a", 100);
  const wish = { rewardId: "mug", member, hold: true };
  for (let i = 0; i < 50; i++) await world.call("POST /v1/redemptions", wish);
  const one = await world.call("POST /v1/redemptions", wish);
  expect([one.status, one.body.code]).toEqual([422, "too_many_holds"]);
});

test("a row of a redemption stays below 1,000 bytes", async () => {
  const world = await shopWith(MUG);
  const member = await memberWith(world, "a", 200, 200, 200);
  const wish = { id: "till-7-2026-03-01-1001", rewardId: "mug", member, order: "shopify:6001" };
  await world.call("POST /v1/redemptions", wish);
  for (const name of ["DB", "DB_2", "DB_3"] as const) {
    const db: D1Database | undefined = Reflect.get(env, name);
    const row = await db
      ?.prepare("SELECT * FROM redemptions WHERE shop = ?1")
      .bind(world.shop)
      .first();
    if (row) expect(JSON.stringify(Object.values(row)).length).toBeLessThan(1000);
  }
});
