import { expect, test } from "vitest";
import { order } from "../../orders";
import { deliver, pump } from "../../queue";
import { takeSent } from "../../world";
import { draw, family, own, pool, put, sound } from "./family";

const TILL = { channel: "store", storeId: "mitte" };

const buy = (all: Awaited<ReturnType<typeof family>>, id: string, name: string) =>
  all.world.call("POST /v1/orders", order(id, name, TILL));

test("where all goes into the pool, what a member earns is there after the answer, once", async () => {
  const all = await family({ contributes: "all" }, { anna: 0, ben: 0 });
  const { body } = await buy(all, "1", "ben");
  const earned = body.member.wallet.points.available;
  expect(earned).toBeGreaterThan(0);
  const waiting = takeSent(all.world.shop);
  await deliver(waiting);
  await deliver(waiting);
  await pump(all.world.shop);
  expect([await own(all, "ben"), await pool(all)]).toEqual([0, earned]);
  // What is taken from the pool stays where it was taken to.
  await draw(all, "anna", earned);
  await pump(all.world.shop);
  expect([await own(all, "anna"), await pool(all)]).toEqual([earned, 0]);
  await sound(all);
});

test("where members put in by hand, what is earned stays with them", async () => {
  const all = await family({}, { anna: 0, ben: 0 });
  const { body } = await buy(all, "1", "ben");
  await pump(all.world.shop);
  expect(await own(all, "ben")).toBe(body.member.wallet.points.available);
});

test("the pool pays what a return left owing, up to what is the member's of it", async () => {
  const all = await family({ contributes: "all" }, { anna: 100, ben: 0 });
  await put(all, "anna", 100);
  const { body } = await buy(all, "1", "ben");
  const earned = body.member.wallet.points.available;
  await pump(all.world.shop);
  await all.world.call("POST /v1/orders/1/cancel");
  expect(await own(all, "ben")).toBe(-earned);
  await pump(all.world.shop);
  expect([await own(all, "ben"), await pool(all)]).toEqual([0, 100]);
  // A debt beyond one's own share is nobody else's.
  await all.world.call("POST /v1/members/ext:ben/adjustments", { amount: -30, reason: "test" });
  await pump(all.world.shop);
  expect([await own(all, "ben"), await pool(all)]).toEqual([-30, 100]);
  await sound(all);
});
