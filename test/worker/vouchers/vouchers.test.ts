import { expect, test } from "vitest";
import { rowsOf, statement } from "../../../src/core/database";
import { newWorld, type World } from "../../world";
import { contextOf, givePoints, MUG, memberWith, travel, useProgram } from "../rewards/points";

const DAY = 86_400_000;
const PERCENT = { ...MUG, id: "ten", kind: "percent", percent: 10, sku: undefined };

async function shopWith(...rewards: object[]): Promise<World> {
  const world = await newWorld();
  await useProgram(world.shop, { rewards });
  return world;
}

async function voucherOf(world: World, member: string, rewardId = "mug"): Promise<string> {
  const { body } = await world.call("POST /v1/redemptions", { rewardId, member });
  return body.voucher.code;
}

/** A sandbox whose member `ext:a` has a voucher, under a redemption policy. */
async function sandboxVoucher(redemption: object): Promise<[World, string]> {
  const world = await newWorld();
  await useProgram(world.sandbox, { rewards: [MUG], redemption });
  await world.test("PUT /v1/members/ext:a", {});
  await givePoints(world.sandbox, "ext:a", 500);
  const made = await world.test("POST /v1/redemptions", { rewardId: "mug", member: "ext:a" });
  return [world, made.body.voucher.code];
}

test("a code is valid as it is typed or read aloud, and tells what it is worth", async () => {
  const world = await shopWith(PERCENT);
  const member = await memberWith(world, "a", 500);
  const code = await voucherOf(world, member, "ten");
  for (const typed of [code, code.toLowerCase().replaceAll("-", " "), code.replace("TEN-", "")]) {
    const { status, body } = await world.call("POST /v1/vouchers/validate", {
      code: typed,
      member,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      valid: true,
      reasons: [],
      voucher: { code, status: "issued", name: "Mug", effect: { kind: "percent", percent: 10 } },
    });
  }
  const german = await world.call("POST /v1/vouchers/validate?locale=de", { code });
  expect(german.body.voucher.name).toBe("Tasse");
});

test("validation gives the reason and never refuses", async () => {
  const world = await shopWith(MUG);
  const member = await memberWith(world, "a", 1000);
  const code = await voucherOf(world, member);
  const reasons = async (ask: object, from = world) => {
    const { status, body } = await from.call("POST /v1/vouchers/validate", { code, ...ask });
    expect([status, body.valid]).toEqual([200, body.reasons.length === 0]);
    return body.reasons.map((r: { code: string }) => r.code);
  };
  const last = code.at(-1) === "2" ? "3" : "2";
  expect(await reasons({ code: code.slice(0, -1) + last })).toEqual(["voucher_mistyped"]);
  expect(await reasons({ code: "" })).toEqual(["voucher_mistyped"]);
  expect(await reasons({ member: "ext:nobody" })).toEqual(["voucher_of_another_member"]);
  expect(await reasons({}, await shopWith(MUG))).toEqual(["not_found"]);
  await world.call(`POST /v1/vouchers/${code}/redeem`, { order: "shopify:1" });
  expect(await reasons({})).toEqual(["voucher_already_redeemed"]);
  expect(await reasons({ order: "shopify:1" })).toEqual([]);
  const bad = await world.call("POST /v1/vouchers/validate", { code, member: "anna" });
  expect([bad.status, bad.body.code]).toEqual([400, "invalid_ref"]);
});

test("a code is used once; the same order again is a replay", async () => {
  const world = await shopWith(MUG);
  const member = await memberWith(world, "a", 1000);
  const code = await voucherOf(world, member);
  const use = (order?: string, more: object = {}) =>
    world.call(`POST /v1/vouchers/${code}/redeem`, { order, ...more });
  const wrong = await use("shopify:1", { member: "ext:nobody" });
  expect([wrong.status, wrong.body.code]).toEqual([422, "voucher_of_another_member"]);
  const rehearsal = await world.call(`POST /v1/vouchers/${code}/redeem?dryRun=true`, {});
  expect(rehearsal.body).toMatchObject({ committed: false, voucher: { status: "redeemed" } });
  const first = await use("shopify:1", { member });
  expect(first.body).toMatchObject({
    committed: true,
    voucher: { status: "redeemed", order: "shopify:1" },
  });
  const again = await use("shopify:1");
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(again.body).toEqual(first.body);
  for (const order of ["shopify:2", undefined]) {
    const other = await use(order);
    expect([other.status, other.body.code]).toEqual([409, "voucher_already_redeemed"]);
  }
  const plain = await voucherOf(world, member);
  const used = await world.call(`POST /v1/vouchers/${plain}/redeem`, {});
  expect(used.body.voucher).toMatchObject({ status: "redeemed", order: null });
});

test("another shop's code is not found, nor is a mistyped one", async () => {
  const world = await shopWith(MUG);
  const code = await voucherOf(world, await memberWith(world, "a", 500));
  const other = await shopWith(MUG);
  for (const [from, typed] of [
    [other, code],
    [world, "MUG-2222-2222-3"],
  ] as const) {
    expect((await from.call(`POST /v1/vouchers/${typed}/redeem`, {})).status).toBe(404);
    const reissue = await from.call(`POST /v1/vouchers/${typed}/reissue`, { reason: "lost" });
    expect(reissue.status).toBe(404);
  }
  expect((await other.call("GET /v1/members/ext:a/vouchers")).status).toBe(404);
});

test("a lost code is replaced by one that is valid as long; the old one is void", async () => {
  const world = await shopWith(MUG);
  const member = await memberWith(world, "a", 500);
  const { body: made } = await world.call("POST /v1/redemptions", { rewardId: "mug", member });
  const { code, expiresAt } = made.voucher;
  const ask = { reason: "lost", note: "washed" };
  const options = { headers: { "idempotency-key": "k" } };
  const again = await world.call(`POST /v1/vouchers/${code}/reissue`, ask, options);
  expect(again.status).toBe(201);
  expect(again.body).toMatchObject({
    replaced: code,
    voucher: { status: "issued", expiresAt, replaces: code },
  });
  const replay = await world.call(`POST /v1/vouchers/${code}/reissue`, ask, options);
  expect(replay.body).toEqual(again.body);
  const old = await world.call("POST /v1/vouchers/validate", { code });
  expect(old.body.reasons).toEqual([{ code: "voucher_void" }]);
  expect(old.body.voucher.replacedBy).toBe(again.body.voucher.code);
  const twice = await world.call(`POST /v1/vouchers/${code}/reissue`, { reason: "lost" });
  expect([twice.status, twice.body.code]).toEqual([422, "voucher_void"]);
  const read = await world.call(`GET /v1/redemptions/${made.id}`);
  expect(read.body.voucher.code).toBe(again.body.voucher.code);
  const fresh = again.body.voucher.code;
  expect((await world.call(`POST /v1/vouchers/${fresh}/redeem`, {})).status).toBe(200);
  const used = await world.call(`POST /v1/vouchers/${fresh}/reissue`, { reason: "lost" });
  expect([used.status, used.body.code]).toEqual([409, "voucher_already_redeemed"]);
});

test("an expired code is refused, and reissued only for a while", async () => {
  const [world, code] = await sandboxVoucher({ voucherValidFor: "P10D", reissueFor: "P5D" });
  await travel(world, 11 * DAY);
  const used = await world.test(`POST /v1/vouchers/${code}/redeem`, {});
  expect([used.status, used.body.code]).toEqual([422, "voucher_expired"]);
  const list = await world.test("GET /v1/members/ext:a/vouchers");
  expect(list.body.data[0].status).toBe("expired");
  const again = await world.test(`POST /v1/vouchers/${code}/reissue`, { reason: "expired" });
  expect(Date.parse(again.body.voucher.expiresAt)).toBeGreaterThan(Date.now() + 20 * DAY);
  await travel(world, 30 * DAY);
  const fresh = again.body.voucher.code;
  const late = await world.test(`POST /v1/vouchers/${fresh}/reissue`, { reason: "expired" });
  expect([late.status, late.body.code]).toEqual([422, "voucher_not_reissuable"]);
});

test("a code without an end never expires, and neither does its replacement", async () => {
  const [world, code] = await sandboxVoucher({ voucherValidFor: null });
  await travel(world, 3000 * DAY);
  const again = await world.test(`POST /v1/vouchers/${code}/reissue`, { reason: "damaged" });
  expect(again.body.voucher).toMatchObject({ expiresAt: null, status: "issued" });
});

test("a member's vouchers are listed page by page, the latest first", async () => {
  const world = await shopWith({ ...MUG, cost: { points: 1 } });
  const member = await memberWith(world, "a", 10);
  const codes: string[] = [];
  for (let i = 0; i < 5; i++) codes.push(await voucherOf(world, member));
  const seen: string[] = [];
  let cursor = "";
  do {
    const { body } = await world.call(`GET /v1/members/${member}/vouchers?limit=2${cursor}`);
    seen.push(...body.data.map((v: { code: string }) => v.code));
    cursor = body.nextCursor === null ? "" : `&cursor=${body.nextCursor}`;
  } while (cursor !== "");
  expect([...seen].sort()).toEqual([...codes].sort());
  expect(seen.length).toBe(5);
});

test("erasing a member empties the notes of reissues and keeps the vouchers", async () => {
  const world = await shopWith(MUG);
  const member = await memberWith(world, "a", 500);
  const code = await voucherOf(world, member);
  await world.call(`POST /v1/vouchers/${code}/reissue`, { reason: "lost", note: "Anna's dog" });
  await world.call(`DELETE /v1/members/${member}`);
  const ctx = await contextOf(world.shop);
  const rows = await ctx.db.batch([
    statement("SELECT * FROM vouchers WHERE shop = ?1", world.shop),
  ]);
  expect(rowsOf(rows, 0)).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toContain("dog");
});
