import { expect, test } from "vitest";
import { order } from "../../orders";
import { newWorld, type World } from "../../world";
import { MUG, memberWith, useProgram } from "../rewards/points";
import { checked } from "./checked";

/** The unit's balances of a member. */
const points = async ({ call }: World, ref: string) => {
  const { body } = await call(`GET /v1/members/${ref}/wallet`);
  const { available, pending, held } = body.wallet.points;
  return [available, pending, held];
};

const idOf = async ({ call }: World, ref: string): Promise<string> =>
  (await call(`GET /v1/members/${ref}`)).body.id;

/** Anna has 120 points in two lots, Bea 80 in one and an order of 30 € that earns 30 more. */
async function twoMembers(program: object = {}) {
  const world = await newWorld();
  await useProgram(world.shop, { rewards: [MUG], ...program });
  await memberWith(world, "anna", 100, 20);
  await memberWith(world, "bea", 80);
  await world.call("POST /v1/orders", order("1", "bea"));
  return { world, anna: await idOf(world, "ext:anna"), bea: await idOf(world, "ext:bea") };
}

test("a merge adds the wallets up, and pairs of transfers tell it on both sides", async () => {
  const { world, anna, bea } = await twoMembers();
  const { call } = world;
  const before = await points(world, "ext:bea");
  const merged = await call("POST /v1/members/ext:anna/merge", { from: "ext:bea" });
  expect(merged.status).toBe(201);
  // 100 + 20 and 80, and what the order earned besides.
  const [available = 0, pending = 0] = before;
  expect(merged.body.proof).toMatchObject([
    {
      unit: "points",
      before: { member: { available: 120, pending: 0 }, from: { available, pending } },
      after: {
        member: { available: 120 + available, pending },
        from: { available: 0, pending: 0 },
      },
    },
  ]);
  expect(merged.body.moved).toEqual({ orders: 1 });
  expect(merged.body.member).toMatchObject({ id: anna, stage: "first_time_buyer" });
  for (const ref of [anna, bea, "ext:anna", "ext:bea"]) {
    expect(await points(world, ref)).toEqual([120 + available, pending, 0]);
    expect(await idOf(world, ref)).toBe(anna);
  }
  const [pair] = merged.body.proof[0].transfers;
  const told = await call(`GET /v1/explain/${pair.from}`);
  expect(told.body).toMatchObject({ member: bea, facts: { amount: pair.amount, to: "merged" } });
  expect(await checked(world)).toEqual([]);
});

test("after a merge a return takes back exactly what the source's order gave", async () => {
  const { world } = await twoMembers();
  const { call } = world;
  const [available = 0, pending = 0] = await points(world, "ext:bea");
  await call("POST /v1/members/ext:anna/merge", { from: "ext:bea" });
  const refund = await call("POST /v1/orders/1/refunds", {
    id: "r",
    items: [{ id: "1", quantity: 2 }],
  });
  expect(refund.status).toBe(201);
  expect((await points(world, "ext:anna")).reduce((a = 0, b = 0) => a + b)).toBe(
    120 + available + pending - 10,
  );
  expect(await checked(world)).toEqual([]);
});

test("an undone merge gives each what they had", async () => {
  const { world, anna, bea } = await twoMembers();
  const { call } = world;
  const before = [await points(world, "ext:anna"), await points(world, "ext:bea")];
  const people = await Promise.all([anna, bea].map((id) => call(`GET /v1/members/${id}`)));
  const merged = await call("POST /v1/members/ext:anna/merge", { id: "m1", from: "ext:bea" });
  const undone = await call(`POST /v1/merges/${merged.body.merge.id}/undo`, {});
  expect(undone.status).toBe(200);
  expect([await points(world, anna), await points(world, bea)]).toEqual(before);
  const after = await Promise.all([anna, bea].map((id) => call(`GET /v1/members/${id}`)));
  expect(after.map((r) => r.body)).toEqual(people.map((r) => r.body));
  expect(await idOf(world, "ext:bea")).toBe(bea);
  expect(await checked(world)).toEqual([]);
  const refund = await call("POST /v1/orders/1/refunds", {
    id: "r",
    items: [{ id: "1", quantity: 2 }],
  });
  expect(refund.status).toBe(201);
  expect(await points(world, anna)).toEqual([120, 0, 0]);
  expect((await call("POST /v1/merges/m1/undo", {})).body).toEqual(undone.body);
  expect(await checked(world)).toEqual([]);
});

test("what was spent meanwhile stays spent, and comes back to whom it was spent by", async () => {
  const { world, anna, bea } = await twoMembers();
  const { call } = world;
  await memberWith(world, "bea", 400);
  await call("POST /v1/members/ext:anna/merge", { id: "m", from: "ext:bea" });
  // 100 + 80 + 400 + 20 expire in this order: two lots of 100 and 80, and 400, both after 30 days.
  const red = await call("POST /v1/redemptions", { id: "d", rewardId: "mug", member: anna });
  expect(red.status).toBe(201);
  const left = await points(world, anna);
  await call("POST /v1/merges/m/undo", {});
  const [a, b] = [await points(world, anna), await points(world, bea)];
  expect((a[0] ?? 0) + (b[0] ?? 0)).toBe(left[0]);
  expect(await checked(world)).toEqual([]);
  await call("POST /v1/redemptions/d/reverse", {});
  expect((await points(world, anna))[0]).toBe((a[0] ?? 0) + 500);
  expect(await points(world, bea)).toEqual(b);
  expect(await checked(world)).toEqual([]);
});
