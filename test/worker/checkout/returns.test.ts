import { expect, test } from "vitest";
import { shardOf } from "../../context";
import { faultsOf } from "../../invariants";
import type { World } from "../../world";
import { enrol, line, newShop, voucherFor } from "./shop";

/** 20.00 of beans and 30.00 of tea, after 5.00 off; 55.00 before. */
const order = (id: string, more: object = {}) => ({
  id,
  member: { externalId: "a" },
  currency: "EUR",
  total: 5000,
  discounts: 500,
  items: [line("1", 2000, { quantity: 2 }), line("2", 3000, { quantity: 3 })],
  ...more,
});

async function shopOf(onReturn: "keep" | "credit", credit = 2000) {
  const world = await newShop({ checkout: { onReturn } });
  await enrol(world, "a");
  if (credit > 0) await world.call("POST /v1/members/ext:a/credit", { amount: credit });
  return world;
}

const balance = async ({ call }: World) =>
  (await call("GET /v1/members/ext:a/wallet")).body.wallet["credit:EUR"]?.available ?? 0;
const statusOf = async ({ call }: World) =>
  (await call("GET /v1/members/ext:a/vouchers")).body.data[0].status;
const faults = async (world: World) => faultsOf(await shardOf(world.shop), world.shop);

/* Of 50.00 paid with 12.50 of credit a quarter of each refund comes back as credit. */
const REFUNDS: [name: string, refunds: object[], expected: [credit: number, money: number][]][] = [
  ["one line of 20.00", [{ items: [{ id: "1", quantity: 2 }] }], [[500, 1500]]],
  ["one unit of 10.00", [{ items: [{ id: "1", quantity: 1 }] }], [[250, 750]]],
  ["8.00 of money", [{ amount: 800 }], [[200, 600]]],
  // A quarter of 0.01 is nothing, of 0.02 it is half a cent, which is one; of 0.03 one.
  [
    "cent by cent",
    [{ amount: 1 }, { amount: 1 }, { amount: 1 }],
    [
      [0, 1],
      [1, 0],
      [0, 1],
    ],
  ],
  ["everything", [{ amount: 5000 }], [[1250, 3750]]],
  [
    "line after line adds up",
    [{ items: [{ id: "1", quantity: 2 }] }, { items: [{ id: "2", quantity: 3 }] }],
    [
      [500, 1500],
      [750, 2250],
    ],
  ],
];

test.each(REFUNDS)("credit comes back in proportion: %s", async (_name, refunds, expected) => {
  const world = await shopOf("keep");
  await world.call("POST /v1/orders", order("1", { credit: 1250 }));
  const told: [number, number][] = [];
  for (const [i, refund] of refunds.entries()) {
    const { body } = await world.call("POST /v1/orders/1/refunds", { id: `r${i}`, ...refund });
    told.push([body.refund.credit, body.refund.money]);
  }
  expect(told).toEqual(expected);
  const back = expected.reduce((sum, [credit]) => sum + credit, 0);
  expect(await balance(world)).toBe(750 + back);
  expect(await faults(world)).toEqual([]);
});

/* A voucher over 5.00 took 2.00 off the beans and 3.00 off the tea. */
const SHARES: [string, "keep" | "credit", object[], credit: number, status: string][] = [
  ["keep: nothing comes back", "keep", [{ items: [{ id: "1", quantity: 2 }] }], 0, "redeemed"],
  ["a line's share", "credit", [{ items: [{ id: "1", quantity: 2 }] }], 200, "redeemed"],
  ["half a line's share", "credit", [{ items: [{ id: "1", quantity: 1 }] }], 100, "redeemed"],
  ["a third of the other's", "credit", [{ items: [{ id: "2", quantity: 1 }] }], 100, "redeemed"],
  ["by money: 10.00 of 50.00", "credit", [{ amount: 1000 }], 100, "redeemed"],
  ["all in one go: the voucher itself", "credit", [{ amount: 5000 }], 0, "issued"],
  ["all in one go under keep too", "keep", [{ amount: 5000 }], 0, "issued"],
  [
    "in two goes all of it as credit, and the voucher stays used",
    "credit",
    [{ items: [{ id: "1", quantity: 2 }] }, { items: [{ id: "2", quantity: 3 }] }],
    500,
    "redeemed",
  ],
];

test.each(SHARES)("a voucher's share: %s", async (_name, onReturn, refunds, credit, status) => {
  const world = await shopOf(onReturn, 0);
  const code = await voucherFor(world, "a");
  await world.call("POST /v1/orders", order("1", { vouchers: [code] }));
  for (const [i, refund] of refunds.entries()) {
    await world.call("POST /v1/orders/1/refunds", { id: `r${i}`, ...refund });
  }
  expect(await balance(world)).toBe(credit);
  expect(await statusOf(world)).toBe(status);
  expect(await faults(world)).toEqual([]);
});

test("a cancelled order gives back its credit, its voucher and the uses of shared codes", async () => {
  const world = await shopOf("credit");
  const code = await voucherFor(world, "a");
  const body = order("1", { vouchers: [code, "WELCOME10"], credit: 1000 });
  expect((await world.call("POST /v1/orders", body)).body.warnings).toEqual([]);
  const used = await world.call("POST /v1/carts/evaluate", {
    currency: "EUR",
    member: "ext:a",
    items: [line("1", 1000)],
    vouchers: ["WELCOME10"],
  });
  expect(used.body.vouchers[0].reasons.map((r: { code: string }) => r.code)).toEqual([
    "code_limit_reached",
    "voucher_first_order_only",
  ]);
  const { body: cancelled } = await world.call("POST /v1/orders/1/cancel", {});
  expect(cancelled.effects).toContainEqual(
    expect.objectContaining({ type: "credit_returned", amount: 1000 }),
  );
  expect([await balance(world), await statusOf(world)]).toEqual([2000, "issued"]);
  const again = await world.call("POST /v1/orders", order("2", { vouchers: ["WELCOME10"] }));
  expect(again.body.warnings).toEqual([]);
  expect(await faults(world)).toEqual([]);
});

test("an amended order takes more credit, or gives back what is beyond", async () => {
  const world = await shopOf("keep");
  await world.call("POST /v1/orders", order("1", { credit: 500 }));
  const amend = (more: object) => world.call("PUT /v1/orders/1", order("1", more));
  await amend({ credit: 1500 });
  expect(await balance(world)).toBe(500);
  await amend({ credit: 200 });
  expect(await balance(world)).toBe(1800);
  const kept = await amend({ discounts: 400 });
  expect(kept.body.effects).toEqual([]);
  const more = await amend({ credit: 3000 });
  expect(more.body.warnings[0]).toMatchObject({ code: "credit_insufficient", pointer: "/credit" });
  expect(await balance(world)).toBe(0);
  await world.call("POST /v1/orders/1/refunds", { id: "r", amount: 5000 });
  expect(await balance(world)).toBe(2000);
  expect(await faults(world)).toEqual([]);
});

const FIVE = {
  code: "FI-VE",
  name: { de: "Fünf", en: "Five" },
  worth: { kind: "fixed_amount", amount: 500 },
  limitPerMember: 2,
};
const warningsOf = (body: { warnings: { code: string }[] }) => body.warnings.map((w) => w.code);

test("a shared code whose share came back as credit stays used", async () => {
  const codes = [{ ...FIVE, limitPerMember: 1 }];
  const world = await newShop({ codes, checkout: { onReturn: "credit" } });
  await enrol(world, "a");
  await world.call("POST /v1/orders", order("1", { vouchers: ["FIVE"] }));
  for (const [id, quantity] of [
    ["1", 2],
    ["2", 3],
  ]) {
    await world.call("POST /v1/orders/1/refunds", { id: `r${id}`, items: [{ id, quantity }] });
  }
  expect(await balance(world)).toBe(500);
  const again = await world.call("POST /v1/orders", order("2", { vouchers: ["FIVE"] }));
  expect(warningsOf(again.body)).toEqual(["code_limit_reached"]);
});

test("a voucher that an amendment uses anew after a return brings its share once", async () => {
  const world = await shopOf("credit", 0);
  const code = await voucherFor(world, "a");
  const placed = order("1", { vouchers: [code] });
  await world.call("POST /v1/orders", placed);
  await world.call("POST /v1/orders/1/refunds", { id: "r1", amount: 5000 });
  const items = [...placed.items, line("3", 3000)];
  await world.call("PUT /v1/orders/1", { ...placed, total: 8000, items });
  for (const id of ["r2", "r3", "r4"]) {
    await world.call("POST /v1/orders/1/refunds", { id, amount: 1000 });
  }
  expect(await balance(world)).toBe(500);
  expect(await faults(world)).toEqual([]);
});

test("an amendment that says nothing of credit takes no more than the order took", async () => {
  const world = await shopOf("keep", 500);
  const placed = await world.call("POST /v1/orders", order("1", { credit: 1500 }));
  expect(warningsOf(placed.body)).toEqual(["credit_insufficient"]);
  await world.call("POST /v1/members/ext:a/credit", { amount: 5000 });
  await world.call("PUT /v1/orders/1", order("1", { discounts: 400 }));
  expect(await balance(world)).toBe(5000);
  await world.call("PUT /v1/orders/1", order("1", { credit: 1500 }));
  expect(await balance(world)).toBe(4000);
});

test.each([
  ["another spelling", { vouchers: ["five"] }],
  ["a checkout", { checkout: "c1" }],
])("an amendment uses a shared code once that the order used by %s", async (_name, by) => {
  const world = await newShop({ codes: [FIVE] });
  await enrol(world, "a");
  const held = { id: "c1", member: "ext:a", vouchers: ["FI-VE"], currency: "EUR" };
  if ("checkout" in by) {
    await world.call("POST /v1/carts/hold", { ...held, items: [line("1", 5500)] });
  }
  await world.call("POST /v1/orders", order("1", by));
  const change = order("1", { vouchers: ["FI-VE"], discounts: 400 });
  expect(warningsOf((await world.call("PUT /v1/orders/1", change)).body)).toEqual([]);
  // Two uses a member: the order's, and one more.
  const told: string[][] = [];
  for (const id of ["2", "3"]) {
    const { body } = await world.call("POST /v1/orders", order(id, { vouchers: ["FIVE"] }));
    told.push(warningsOf(body));
  }
  expect(told).toEqual([[], ["code_limit_reached"]]);
});
