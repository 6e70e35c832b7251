import { expect, test } from "vitest";
import { rowsOf, statement } from "../../../src/core/database";
import { order } from "../../orders";
import { newWorld } from "../../world";
import { contextOf, travel, useProgram } from "../rewards/points";
import { grantTo, takeBack } from "./grant";

const DAY = 86_400_000;
const WELCOME = { firstOrderOnly: true };

async function worldOf(...names: string[]) {
  const world = await newWorld();
  for (const name of names) await world.call(`PUT /v1/members/ext:${name}`, {});
  const reasons = async (code: string, ask: object = {}) => {
    const { body } = await world.call("POST /v1/vouchers/validate", { code, ...ask });
    return body.reasons.map((r: { code: string }) => r.code);
  };
  const redeem = async (code: string, ask: object = {}) => {
    const { status, body } = await world.call(`POST /v1/vouchers/${code}/redeem`, ask);
    return [status, body.code ?? body.voucher.status];
  };
  const place = async (id: string, who: string | null, more: object = {}) => {
    const { body } = await world.call("POST /v1/orders", order(id, who, more));
    return body.warnings.map((w: { code: string }) => w.code);
  };
  return { ...world, reasons, redeem, place };
}

test("a granted voucher tells its cause, name, worth and conditions, and no reward", async () => {
  const world = await worldOf("a");
  const minimum = { ...WELCOME, minimumTotal: 2000 };
  const code = await grantTo(world.shop, "ext:a", minimum);
  const { body } = await world.call("GET /v1/members/ext:a/vouchers?locale=de");
  expect(body.data).toMatchObject([
    {
      code,
      status: "issued",
      name: "Willkommen",
      cause: { kind: "referral", id: "ref_1" },
      rewardId: null,
      redemptionId: null,
      effect: { kind: "fixed_amount", amount: 500, currency: "EUR" },
      conditions: minimum,
    },
  ]);
  const summary = await world.call("GET /v1/members/ext:a/summary");
  expect(summary.body.vouchers).toMatchObject([{ code }]);
});

test("granting leaves a fact with ids only", async () => {
  const world = await worldOf("a");
  const code = await grantTo(world.shop, "ext:a");
  const ctx = await contextOf(world.shop);
  const rows = await ctx.db.batch([
    statement("SELECT facts FROM facts WHERE shop = ?1 ORDER BY id DESC LIMIT 1", world.shop),
  ]);
  expect(JSON.parse(rowsOf<{ facts: string }>(rows, 0)[0]?.facts ?? "[]")).toEqual([
    { type: "voucher_issued", voucher: code, cause: { kind: "referral", id: "ref_1" } },
  ]);
});

test("a voucher for a first order is refused once another order is kept", async () => {
  const world = await worldOf("a");
  const code = await grantTo(world.shop, "ext:a", WELCOME);
  expect(await world.reasons(code)).toEqual([]);
  expect(await world.place("1", "a")).toEqual([]);
  expect(await world.reasons(code)).toEqual(["voucher_first_order_only"]);
  expect(await world.redeem(code)).toEqual([422, "voucher_first_order_only"]);
  expect(await world.redeem(code, { order: "shopify:2" })).toEqual([
    422,
    "voucher_first_order_only",
  ]);
  await world.call("POST /v1/orders/1/cancel", {});
  expect(await world.redeem(code)).toEqual([200, "redeemed"]);
});

test("the first order itself may be placed before its voucher is redeemed", async () => {
  for (const ref of ["shopify:1", "1"]) {
    const world = await worldOf("a");
    const code = await grantTo(world.shop, "ext:a", WELCOME);
    await world.place("1", "a");
    expect(await world.reasons(code, { order: ref })).toEqual([]);
    expect(await world.redeem(code, { order: ref })).toEqual([200, "redeemed"]);
  }
});

test("an order uses a first-order voucher; a second one is taken with a warning", async () => {
  const world = await worldOf("a", "b");
  const [one, two] = [
    await grantTo(world.shop, "ext:a", WELCOME),
    await grantTo(world.shop, "ext:a", WELCOME),
  ];
  expect(await world.place("1", "a", { vouchers: [one] })).toEqual([]);
  expect(await world.place("2", "a", { vouchers: [two] })).toEqual(["voucher_first_order_only"]);
  expect((await world.call("POST /v1/vouchers/validate", { code: two })).body.voucher.status).toBe(
    "issued",
  );
  const guest = await world.place("3", null, { vouchers: [two] });
  expect(guest).toEqual(["voucher_first_order_only"]);
});

test("an amended first order may name its voucher afterwards", async () => {
  const world = await worldOf("a");
  const code = await grantTo(world.shop, "ext:a", WELCOME);
  await world.place("1", "a");
  const { body } = await world.call("PUT /v1/orders/1", order("1", "a", { vouchers: [code] }));
  expect(body.warnings).toEqual([]);
  expect(await world.reasons(code)).toEqual(["voucher_already_redeemed"]);
});

test("a minimum is compared with the goods, and not checked where no total is given", async () => {
  const world = await worldOf("a");
  const code = await grantTo(world.shop, "ext:a", { minimumTotal: 4000 });
  expect(await world.reasons(code)).toEqual([]);
  expect(await world.reasons(code, { total: 4000 })).toEqual([]);
  expect(await world.reasons(code, { total: 3999 })).toEqual(["voucher_minimum_not_reached"]);
  expect(await world.redeem(code, { total: 3999 })).toEqual([422, "voucher_minimum_not_reached"]);
  expect(await world.place("1", "a", { vouchers: [code] })).toEqual([
    "voucher_minimum_not_reached",
  ]);
  expect(await world.redeem(code, { total: 4000 })).toEqual([200, "redeemed"]);
});

test("the voucher's own discount does not bring an order below its minimum", async () => {
  const world = await worldOf("a");
  const code = await grantTo(world.shop, "ext:a", { minimumTotal: 3500 });
  expect(await world.place("1", "a", { vouchers: [code], discounts: 500 })).toEqual([]);
  expect(await world.reasons(code)).toEqual(["voucher_already_redeemed"]);
});

test("another shop's granted code is not found, nor used by its orders", async () => {
  const [world, other] = [await worldOf("a"), await worldOf("a")];
  const code = await grantTo(world.shop, "ext:a");
  expect(await other.reasons(code)).toEqual(["not_found"]);
  expect(await other.redeem(code)).toEqual([404, "not_found"]);
  expect(await other.place("1", "a", { vouchers: [code] })).toEqual(["voucher_unknown"]);
  const reissue = await other.call(`POST /v1/vouchers/${code}/reissue`, { reason: "lost" });
  expect(reissue.status).toBe(404);
});

test("of two first orders at once one uses a voucher each can name, the other is warned", async () => {
  const world = await worldOf("a");
  const codes = [
    await grantTo(world.shop, "ext:a", WELCOME),
    await grantTo(world.shop, "ext:a", WELCOME),
  ];
  const warnings = await Promise.all(
    codes.map((code, i) => world.place(`${i}`, "a", { vouchers: [code] })),
  );
  expect(warnings.flat()).toEqual(["voucher_first_order_only"]);
});

test("a granted code is reissued with its conditions; one that ended gets its term anew", async () => {
  const world = await newWorld();
  await useProgram(world.sandbox, { redemption: { voucherValidFor: "P90D", reissueFor: "P5D" } });
  await world.test("PUT /v1/members/ext:a", {});
  const ends = Date.now() + 10 * DAY;
  const code = await grantTo(world.sandbox, "ext:a", { ...WELCOME, expiresAt: ends, program: 1 });
  const lost = await world.test(`POST /v1/vouchers/${code}/reissue`, { reason: "lost" });
  expect(lost.body.voucher).toMatchObject({
    replaces: code,
    expiresAt: new Date(ends).toISOString().replace(/\.\d+/, (ms) => (ms === ".000" ? "" : ms)),
    cause: { kind: "referral", id: "ref_1" },
    conditions: { firstOrderOnly: true, minimumTotal: null },
  });
  await travel(world, 12 * DAY);
  const fresh = lost.body.voucher.code;
  const again = await world.test(`POST /v1/vouchers/${fresh}/reissue`, { reason: "expired" });
  const validFor = Date.parse(again.body.voucher.expiresAt) - (Date.now() + 12 * DAY);
  expect(Math.round(validFor / DAY)).toBe(10);
  await travel(world, 40 * DAY);
  const late = await world.test(`POST /v1/vouchers/${again.body.voucher.code}/reissue`, {
    reason: "expired",
  });
  expect([late.status, late.body.code]).toEqual([422, "voucher_not_reissuable"]);
});

test("taking back voids what is unused, a reissued code too, and leaves what was used", async () => {
  const world = await worldOf("a");
  const [used, open] = [await grantTo(world.shop, "ext:a"), await grantTo(world.shop, "ext:a")];
  await world.redeem(used);
  const reissued = await world.call(`POST /v1/vouchers/${open}/reissue`, { reason: "lost" });
  await takeBack(world.shop, "ext:a");
  expect(await world.reasons(used)).toEqual(["voucher_already_redeemed"]);
  expect(await world.reasons(reissued.body.voucher.code)).toEqual(["voucher_void"]);
});

test("of a voucher's use and its taking back one decides", async () => {
  const world = await worldOf("a");
  const code = await grantTo(world.shop, "ext:a");
  const [used] = await Promise.all([world.redeem(code), takeBack(world.shop, "ext:a")]);
  const state = await world.reasons(code);
  expect([
    [[200, "redeemed"], ["voucher_already_redeemed"]],
    [[422, "voucher_void"], ["voucher_void"]],
  ]).toContainEqual([used, state]);
});
