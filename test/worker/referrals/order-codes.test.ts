import { expect, test } from "vitest";
import { DAY } from "../../../src/lib/time";
import { advance, pump } from "../../queue";
import { codeOf, newClub, orders, pointsOf, referred } from "./friends";

/** An online order's return period is over then: 4 days to deliver and 14 to send back. */
const OUTLIVED = 18 * DAY + 60_000;

test("an order that carries a code claims for its buyer, without a voucher for a first order", async () => {
  const world = await newClub();
  const code = await codeOf(world.test, "anna");
  await orders(world, "1", "ben", { referralCode: code.toLowerCase() });
  const { body } = await world.test("GET /v1/referrals");
  expect(body.data).toMatchObject([{ status: "qualified", source: "order", voucher: null }]);
  await advance(world, Date.now() + OUTLIVED);
  expect(await pointsOf(world, "ext:anna")).toBe(100);
});

test("an order with a code wins nobody who had ordered before, nor oneself", async () => {
  const world = await newClub();
  const code = await codeOf(world.test, "anna");
  await orders(world, "1", "ben");
  await orders(world, "2", "ben", { referralCode: code });
  await orders(world, "3", "anna", { referralCode: code });
  await orders(world, "4", "new", { referralCode: "no such code" });
  const { body } = await world.test("GET /v1/referrals");
  const reasons = body.data.map((r: { reasons: { code: string }[] }) => r.reasons[0]?.code);
  expect(reasons).toEqual(["code_unknown", "self_referral", "existing_customer"]);
});

test("a guest's order claims for whoever it is given to", async () => {
  const world = await newClub();
  const code = await codeOf(world.test, "anna");
  const guest = await orders(world, "1", null, { referralCode: code });
  await world.test("PUT /v1/members/ext:ben", {});
  await world.test("POST /v1/orders/1/claim", { member: "ext:ben", claimCode: guest.claimCode });
  await pump(world.sandbox);
  const { body } = await world.test("GET /v1/referrals");
  expect(body.data).toMatchObject([{ status: "qualified" }]);
});

test("an order with a code claims for a friend whose earlier time is over", async () => {
  const world = await newClub();
  await referred(world);
  const code = await codeOf(world.test, "zoe");
  await advance(world, Date.now() + 91 * DAY);
  await orders(world, "1", "ben", { referralCode: code });
  const { body } = await world.test("GET /v1/referrals");
  expect(body.data.map((r: { status: string }) => r.status)).toEqual(["qualified", "expired"]);
});

test("an order with a code wins nobody who had ordered under another spelling of a mailbox", async () => {
  const world = await newClub();
  const code = await codeOf(world.test, "zoe");
  await orders(world, "1", null, { member: { email: "bensmith@gmail.com" } });
  const again = { member: { email: "ben.smith+2@gmail.com" }, referralCode: code };
  await orders(world, "2", null, again);
  const { body } = await world.test("GET /v1/referrals");
  expect(body.data).toMatchObject([{ reasons: [{ code: "existing_customer" }] }]);
});
