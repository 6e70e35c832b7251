import { expect, test } from "vitest";
import { env, newWorld, type World } from "../../world";
import { withLatency } from "../../world-latency";
import { faultsOf, MUG, memberWith, useProgram } from "./points";

async function shopWith(by: string) {
  const world = await newWorld();
  await useProgram(world.shop, { rewards: [{ ...MUG, fulfilment: { by } }] });
  await memberWith(world, "anna", 5000);
  return world;
}

const buy = async (world: World, id: string) => {
  const wish = { id, rewardId: "mug", member: "ext:anna" };
  return (await world.call("POST /v1/redemptions", wish)).body;
};

const note = (world: World, id: string, status: string, more: object = {}) =>
  world.call(`POST /v1/redemptions/${id}/fulfilments`, { status, ...more });

const listed = async (world: World, state: string): Promise<string[]> => {
  const { body } = await world.call(`GET /v1/redemptions?fulfilment=${state}`);
  return body.data.map((r: { externalId: string }) => r.externalId);
};

test("a mug is bought, packed, sent and delivered, and the desk sees what is to do", async () => {
  const world = await shopWith("shipping");
  const { voucher } = await buy(world, "r1");
  await buy(world, "r2");
  expect(await listed(world, "to_do")).toEqual(["r1", "r2"]);
  const packed = await note(world, "r1", "prepared");
  expect([packed.status, packed.body.fulfilment.status]).toEqual([201, "prepared"]);
  const tracking = "00340434161094";
  const sent = await note(world, "r1", "shipped", { id: "parcel-1", tracking, storeId: "koeln" });
  expect(sent.body).toMatchObject({ fulfilment: { status: "shipped", tracking } });
  // What is on its way is nothing to be had at the till as well, and nothing to be undone.
  const till = await world.call("POST /v1/vouchers/validate", { code: voucher.code });
  expect(till.body.reasons).toEqual([{ code: "voucher_already_redeemed" }]);
  const undone = await world.call("POST /v1/redemptions/r1/reverse");
  expect([undone.status, undone.body.code]).toEqual([409, "redemption_fulfilled"]);
  await note(world, "r1", "delivered");
  const read = await world.call("GET /v1/redemptions/r1");
  expect(read.body.fulfilment).toMatchObject({ status: "delivered", tracking });
  expect(await listed(world, "delivered")).toEqual(["r1"]);
  expect(await listed(world, "to_do")).toEqual(["r2"]);
});

test("what comes back has failed: its code is good again, and it can be reversed", async () => {
  const world = await shopWith("shipping");
  const { voucher } = await buy(world, "r1");
  await note(world, "r1", "shipped");
  await note(world, "r1", "failed");
  const till = await world.call("POST /v1/vouchers/validate", { code: voucher.code });
  expect(till.body.valid).toBe(true);
  const undone = await world.call("POST /v1/redemptions/r1/reverse");
  expect(undone.body).toMatchObject({
    status: "reversed",
    wallet: { points: { available: 5000 } },
  });
  expect(await listed(world, "failed")).toEqual([]);
  const late = await note(world, "r1", "shipped");
  expect([late.status, late.body.code]).toEqual([422, "fulfilment_not_possible"]);
  expect(await faultsOf(world.shop)).toEqual([]);
});

type Way = [by: string, steps: string[], refused: string];

const WAYS: Way[] = [
  ["shipping", ["prepared", "shipped", "failed", "shipped", "delivered"], "collected"],
  ["pickup", ["prepared", "collected", "failed", "prepared"], "shipped"],
  ["desk", ["collected"], "prepared"],
];

test.each(WAYS)(
  "by %s only the steps of that way follow each other",
  async (by, steps, refused) => {
    const world = await shopWith(by);
    await buy(world, "r1");
    for (const step of steps) expect((await note(world, "r1", step)).status).toBe(201);
    const wrong = await note(world, "r1", refused);
    expect([wrong.status, wrong.body.code]).toEqual([422, "fulfilment_not_possible"]);
    expect(wrong.body.errors).toMatchObject([{ pointer: "/status" }]);
  },
);

test("what was had for its code at the till is nothing to do any more", async () => {
  const world = await shopWith("pickup");
  const { voucher } = await buy(world, "r1");
  await world.call(`POST /v1/vouchers/${voucher.code}/redeem`, { order: "till:1" });
  expect(await listed(world, "to_do")).toEqual([]);
  const twice = await note(world, "r1", "collected");
  expect([twice.status, twice.body.code]).toEqual([409, "voucher_already_redeemed"]);
});

test("only what is captured, and has to be handed over, has anything to do", async () => {
  const world = await shopWith("desk");
  const wish = { id: "held", rewardId: "mug", member: "ext:anna", hold: true };
  await world.call("POST /v1/redemptions", wish);
  expect(await listed(world, "to_do")).toEqual([]);
  expect((await note(world, "held", "collected")).body.code).toBe("fulfilment_not_possible");
  await world.call("POST /v1/redemptions/held/capture");
  expect(await listed(world, "to_do")).toEqual(["held"]);
  const plain = await newWorld();
  await useProgram(plain.shop, { rewards: [MUG] });
  await memberWith(plain, "anna", 500);
  await buy(plain, "r1");
  expect((await note(plain, "r1", "collected")).body.code).toBe("fulfilment_not_possible");
  // Another shop's is not found, nor is one that nobody made.
  expect((await note(plain, "held", "collected")).status).toBe(404);
  const future = await note(world, "held", "collected", { at: "2999-01-01T00:00:00Z" });
  expect([future.status, future.body.code]).toEqual([422, "invalid_time"]);
});

test("a step that is sent again is one step, also by many at once", async () => {
  const world = await shopWith("desk");
  await buy(world, "r1");
  const slow = withLatency(env, 10, 30);
  const step = { id: "s1", status: "collected" };
  const replies = await Promise.all(
    Array.from({ length: 20 }, () =>
      world.call("POST /v1/redemptions/r1/fulfilments", step, { env: slow }),
    ),
  );
  expect(replies.filter((r) => r.status === 201).length).toBe(1);
  expect(new Set(replies.map((r) => JSON.stringify(r.body))).size).toBe(1);
  const other = await note(world, "r1", "failed", { id: "s1" });
  expect([other.status, other.body.code]).toEqual([409, "fulfilment_differs"]);
  await buy(world, "r2");
  const dry = await world.call("POST /v1/redemptions/r2/fulfilments?dryRun=true", {
    status: "collected",
  });
  expect(dry.body).toMatchObject({ committed: false, fulfilment: { status: "collected" } });
  const race = await Promise.all(
    Array.from({ length: 20 }, () =>
      world.call("POST /v1/redemptions/r2/fulfilments", { status: "collected" }, { env: slow }),
    ),
  );
  expect(race.filter((r) => r.status === 201).length).toBe(1);
  expect(race.filter((r) => r.body.code === "fulfilment_not_possible").length).toBe(19);
});

test("the number of a parcel goes with the member who is erased", async () => {
  const world = await shopWith("shipping");
  await buy(world, "r1");
  await note(world, "r1", "shipped", { id: "p", tracking: "00340434161094" });
  await world.call("DELETE /v1/members/ext:anna");
  expect(JSON.stringify((await world.call("GET /v1/redemptions/r1")).body)).not.toContain("00340");
  const again = await note(world, "r1", "shipped", { id: "p", tracking: "00340434161094" });
  expect(again.body.fulfilment).toMatchObject({ status: "shipped", tracking: null });
});

test("what a cart holds is neither handed over nor undone", async () => {
  const world = await shopWith("desk");
  const { voucher } = await buy(world, "r1");
  const items = [{ id: "1", quantity: 1, total: 900, sku: "MUG" }];
  const cart = { id: "c1", member: "ext:anna", currency: "EUR", items, vouchers: [voucher.code] };
  expect((await world.call("POST /v1/carts/hold", cart)).body.totals.discount).toBe(900);
  const refused = [
    await note(world, "r1", "collected"),
    await world.call("POST /v1/redemptions/r1/reverse"),
  ];
  expect(refused.map(({ body }) => body.code)).toEqual(["voucher_held", "voucher_held"]);
  await world.call("POST /v1/carts/c1/release");
  expect((await note(world, "r1", "collected")).status).toBe(201);
});

test("nothing is handed over before it was bought", async () => {
  const world = await shopWith("desk");
  await buy(world, "r1");
  const early = await note(world, "r1", "collected", { at: "0001-01-01T00:00:00Z" });
  expect([early.status, early.body.code]).toEqual([422, "invalid_time"]);
});
