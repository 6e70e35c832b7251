import { expect, test } from "vitest";
import { order } from "../../orders";
import { newWorld } from "../../world";

const till = (id: string, more: object) => order(id, "c", { channel: "store", ...more });
const sum = (effects: { amount: number }[]) => effects.reduce((s, e) => s + e.amount, 0);

/** What an order earns under a base rule. */
async function earned(base: object, more: object) {
  const { call } = await newWorld();
  await call("PUT /v1/program", { earning: { base } });
  const { status, body } = await call("POST /v1/orders", till("1", more));
  expect(status, JSON.stringify(body)).toBe(201);
  return body.effects.map((e: { itemId: string; amount: number }) => [e.itemId, e.amount]);
}

const net = { taxIncluded: false, tax: 570, total: 3570 };
const parts = { shipping: 490, fees: 110, total: 3600 };

test("net and gross prices earn with or without tax, as the program says", async () => {
  const each = (amount: number) => ["1", "2", "3"].map((id) => [id, amount]);
  expect(await earned({ tax: "excluded" }, net)).toEqual(each(10));
  expect((await earned({ tax: "included" }, net)).map(([, n]: [string, number]) => n)).toEqual([
    12, 12, 11,
  ]);
  const gross = { taxIncluded: true, tax: 300 };
  expect(await earned({ tax: "excluded" }, gross)).toEqual(each(9));
  expect(await earned({ tax: "included" }, gross)).toEqual(each(10));
});

test("shipping and fees earn where the program counts them, under names people know", async () => {
  expect(await earned({}, parts)).toHaveLength(3);
  expect(await earned({ parts: ["items", "shipping", "fees"] }, parts)).toHaveLength(5);
  const { call } = await newWorld({ locale: "de" });
  await call("PUT /v1/program", { earning: { base: { parts: ["shipping", "fees"] } } });
  const { body } = await call("POST /v1/orders", till("1", parts));
  const told = body.effects.map((e: { reason: string }) => e.reason);
  expect(told).toEqual(["1 Punkt je 1 € für Versand", "1 Punkt je 1 € für Gebühren"]);
});

test("every kind of line is taken, and earns where the program says", async () => {
  const kinds = ["product", "gift_card", "deposit", "tip", "fee"];
  const items = kinds.map((kind) => ({ id: kind, kind, quantity: 1, total: 1000 }));
  const more = { items, total: 5000 };
  expect(await earned({}, more)).toEqual([["product", 10]]);
  expect(await earned({ kinds }, more)).toEqual(kinds.map((kind) => [kind, 10]));
});

test("a minor unit a line is rounding and warned of, more is refused", async () => {
  const { call } = await newWorld();
  const near = await call("POST /v1/orders", till("1", { total: 3003 }));
  expect(near.body.warnings).toEqual([
    { code: "rounding_difference", detail: "Differs by 3.", pointer: "/total" },
  ]);
  const far = await call("POST /v1/orders", till("2", { total: 3004 }));
  expect([far.status, far.body.code]).toEqual([422, "total_does_not_add_up"]);
  expect(far.body.detail).toBe("items + shipping + fees is 3000, not 3004.");
  const taxed = await call("POST /v1/orders", till("3", { taxIncluded: false, tax: 500 }));
  expect(taxed.body.detail).toBe("items + shipping + fees + tax is 3500, not 3000.");
});

test("the largest order under the richest rule is counted, not refused or garbled", async () => {
  const { call } = await newWorld();
  await call("PUT /v1/program", { earning: { base: { points: 1_000_000, per: 1 } } });
  const total = 1_000_000_000_000;
  const items = [{ id: "1", quantity: 1_000_000, total }];
  const { status, body } = await call("POST /v1/orders", till("1", { items, total }));
  expect([status, sum(body.effects)]).toEqual([201, total]);
  const back = { id: "r", items: [{ id: "1", quantity: 333_333 }] };
  const refunded = await call("POST /v1/orders/1/refunds", back);
  expect(refunded.body.refund.amount).toBe(333_333_000_000);
});

test("an order of nothing is taken and earns nothing", async () => {
  const { call } = await newWorld();
  const items = [{ id: "1", quantity: 1, total: 0 }];
  const { body } = await call("POST /v1/orders", till("1", { items, total: 0 }));
  expect([body.order.status, body.effects]).toEqual(["paid", []]);
  const { body: told } = await call("GET /v1/orders/1/explain");
  expect(told.lines[0].text).toBe("1: nothing, as it was free.");
});
