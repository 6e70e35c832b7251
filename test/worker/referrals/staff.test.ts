import { expect, test } from "vitest";
import { DAY } from "../../../src/lib/time";
import { advance, pump } from "../../queue";
import { newWorld } from "../../world";
import { faultsOf } from "../rewards/points";
import { claim, codeOf, factsOf, newClub, orders, pointsOf, referred, statusOf } from "./friends";

const OUTLIVED = 18 * DAY + 60_000;
const VOUCHERS = "GET /v1/members/ext:ben/vouchers";

test("what was held is approved with the voucher, and refused without one", async () => {
  const world = await newClub({ reviewAbove: 0 });
  const code = await codeOf(world.test, "anna");
  const held = (await claim(world.test, code, { externalId: "ben" })).body;
  expect(held).toMatchObject({ status: "in_review", voucher: null });
  const approved = await world.test(`POST /v1/referrals/${held.id}/approve`);
  expect(approved.status, JSON.stringify(approved.body)).toBe(200);
  expect(approved.body).toMatchObject({ status: "claimed", reasons: [], committed: true });
  expect(approved.body.voucher.code).toEqual(expect.any(String));
  const again = await world.test(`POST /v1/referrals/${held.id}/approve`);
  expect(again.body).toEqual(approved.body);
  expect((await world.test(VOUCHERS)).body.data).toHaveLength(1);
  const other = (await claim(world.test, code, { externalId: "carl" })).body;
  const refused = await world.test(`POST /v1/referrals/${other.id}/refuse`, { reason: "fraud" });
  expect(refused.body).toMatchObject({ status: "refused", reasons: [{ code: "staff_fraud" }] });
});

test("an order that came while a claim was held counts once it is approved", async () => {
  const world = await newClub({ reviewAbove: 0 });
  const code = await codeOf(world.test, "anna");
  const { body } = await claim(world.test, code, { externalId: "ben" });
  await orders(world, "1", "ben");
  expect(await statusOf(world, body.id)).toEqual(["in_review", "too_many_claims"]);
  await world.test(`POST /v1/referrals/${body.id}/approve`);
  await pump(world.sandbox);
  expect(await statusOf(world, body.id)).toEqual(["qualified"]);
  await advance(world, Date.now() + OUTLIVED);
  expect(await pointsOf(world, "ext:anna")).toBe(100);
});

test("a refusal voids the unused voucher, and can be taken back", async () => {
  const world = await newClub();
  const id = await referred(world);
  await world.test(`POST /v1/referrals/${id}/refuse`, {});
  const voided = (await world.test(VOUCHERS)).body.data;
  expect(voided.map((v: { status: string }) => v.status)).toEqual(["void"]);
  const code = await codeOf(world.test, "carl");
  const elsewhere = await claim(world.test, code, { externalId: "ben" });
  expect(elsewhere.body.reasons).toEqual([{ code: "already_referred" }]);
  const approved = await world.test(`POST /v1/referrals/${id}/approve`);
  expect(approved.body.status).toBe("claimed");
  const vouchers = (await world.test(VOUCHERS)).body.data;
  expect(vouchers.map((v: { status: string }) => v.status).sort()).toEqual(["issued", "void"]);
  await orders(world, "1", "ben");
  await advance(world, Date.now() + OUTLIVED);
  expect(await statusOf(world, id)).toEqual(["rewarded"]);
});

test("a voucher that was used stays used when its referral is refused", async () => {
  const world = await newClub();
  const id = await referred(world);
  const { code } = (await world.test(VOUCHERS)).body.data[0];
  await orders(world, "1", "ben", { vouchers: [code] });
  const refused = await world.test(`POST /v1/referrals/${id}/refuse`, { reason: "mistake" });
  expect(refused.body.status).toBe("refused");
  expect((await world.test(VOUCHERS)).body.data[0].status).toBe("redeemed");
});

test("a reversal takes exactly the points back, spent ones as the program says", async () => {
  for (const [negative, left] of [
    ["owe", -80],
    ["stop_at_zero", 0],
    ["waive", 0],
  ] as const) {
    const world = await newClub({}, { negative });
    const id = await referred(world);
    await orders(world, "1", "ben");
    await advance(world, Date.now() + OUTLIVED);
    const spent = { unit: "points", amount: -80, reason: "bought" };
    await world.test("POST /v1/members/ext:anna/adjustments", spent);
    const reversed = await world.test(`POST /v1/referrals/${id}/reverse`, { reason: "fraud" });
    expect(reversed.body, JSON.stringify(reversed.body)).toMatchObject({
      status: "reversed",
      reasons: [{ code: "staff_fraud" }],
    });
    expect(await pointsOf(world, "ext:anna"), negative).toBe(left);
    const again = await world.test(`POST /v1/referrals/${id}/reverse`, {});
    expect(again.body).toEqual(reversed.body);
    expect(await pointsOf(world, "ext:anna")).toBe(left);
    expect(await factsOf(world.sandbox, "referral_reversed")).toBe(1);
    expect(await faultsOf(world.sandbox)).toEqual([]);
  }
});

test("a reversed referral is approved again, and rewarded again once", async () => {
  const world = await newClub();
  const id = await referred(world);
  await orders(world, "1", "ben");
  await advance(world, Date.now() + OUTLIVED);
  await world.test(`POST /v1/referrals/${id}/reverse`, {});
  expect(await pointsOf(world, "ext:anna")).toBe(0);
  await world.test(`POST /v1/referrals/${id}/approve`);
  await pump(world.sandbox);
  expect([await statusOf(world, id), await pointsOf(world, "ext:anna")]).toEqual([
    ["rewarded"],
    100,
  ]);
});

test("twenty reversals at once take the points back once", async () => {
  const world = await newClub();
  const id = await referred(world);
  await orders(world, "1", "ben");
  await advance(world, Date.now() + OUTLIVED);
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => world.test(`POST /v1/referrals/${id}/reverse`, {})),
  );
  expect(new Set(replies.map((r) => r.status))).toEqual(new Set([200]));
  expect(await pointsOf(world, "ext:anna")).toBe(0);
});

test("an approval of a customer gives a voucher for any order", async () => {
  const world = await newClub();
  const code = await codeOf(world.test, "anna");
  await orders(world, "1", "ben");
  const { body } = await claim(world.test, code, { externalId: "ben" });
  expect(body.reasons).toEqual([{ code: "existing_customer" }]);
  await world.test(`POST /v1/referrals/${body.id}/approve`);
  const vouchers = (await world.test(VOUCHERS)).body.data;
  expect(vouchers[0].conditions.firstOrderOnly).toBe(false);
});

test("what cannot follow is refused: reversing before a reward, refusing after it", async () => {
  const world = await newClub();
  const id = await referred(world);
  const early = await world.test(`POST /v1/referrals/${id}/reverse`, {});
  expect([early.status, early.body.code]).toEqual([409, "referral_not_changeable"]);
  await orders(world, "1", "ben");
  await advance(world, Date.now() + OUTLIVED);
  const late = await world.test(`POST /v1/referrals/${id}/refuse`, {});
  expect([late.status, late.body.code]).toEqual([409, "referral_not_changeable"]);
  const code = await codeOf(world.test, "anna");
  const off = await claim(world.test, "nonsense", { email: "x@b.de" });
  const nobody = await world.test(`POST /v1/referrals/${off.body.id}/approve`);
  expect([code.length, nobody.status]).toEqual([9, 409]);
  expect((await world.test(`POST /v1/referrals/${id}/refuse`, { reason: "x" })).status).toBe(400);
});

test("a rehearsed decision changes nothing, and another shop's referral is not found", async () => {
  const world = await newClub();
  const id = await referred(world);
  const rehearsed = await world.test(`POST /v1/referrals/${id}/refuse?dryRun=true`, {});
  expect(rehearsed.body).toMatchObject({ status: "refused", committed: false });
  expect(await statusOf(world, id)).toEqual(["claimed"]);
  const other = await newWorld();
  for (const verb of ["approve", "refuse", "reverse"]) {
    expect((await other.call(`POST /v1/referrals/${id}/${verb}`, {})).status).toBe(404);
  }
});
