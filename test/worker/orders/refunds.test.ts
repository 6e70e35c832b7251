import { expect, test } from "vitest";
import { order } from "../../orders";
import { type Call, newWorld } from "../../world";

const DAY = 86_400_000;
const till = (id: string, more: object = {}) => order(id, "c", { channel: "store", ...more });
const pointsOf = async (call: Call, ref = "ext:c") =>
  (await call(`GET /v1/members/${ref}/wallet`)).body.wallet.points;
const refund = (call: Call, body: object, ref = "1") =>
  call(`POST /v1/orders/${ref}/refunds`, body);
const units = (id: string, quantity: number) => ({ items: [{ id, quantity }] });

test("several partial refunds take exactly what each line had earned", async () => {
  const { call } = await newWorld();
  const items = [
    { id: "a", quantity: 3, total: 1000 },
    { id: "b", quantity: 7, total: 1999 },
  ];
  await call("POST /v1/orders", till("1", { items, total: 2999 }));
  const taken: number[] = [];
  for (const [i, id] of [..."abbabbbbba"].entries()) {
    const { body } = await refund(call, { id: `r${i}`, ...units(id, 1) });
    taken.push(body.effects.reduce((s: number, e: { amount: number }) => s + e.amount, 0));
  }
  expect(taken.reduce((a, b) => a + b, 0)).toBe(29);
  expect(await pointsOf(call)).toMatchObject({ available: 0, lifetimeEarned: 0 });
  const { body } = await call("GET /v1/orders/1");
  expect(body).toMatchObject({ status: "refunded", refunded: 2999 });
  expect(body.refunds).toHaveLength(10);
});

test("money refunded is spread over what was not returned, and the rest takes the rest", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", till("1"));
  await refund(call, { id: "goods", ...units("1", 2) });
  const money = await refund(call, { id: "money", amount: 500 });
  expect(money.body.effects.map((e: { itemId: string }) => e.itemId)).toEqual(["2", "3"]);
  const rest = await refund(call, { id: "rest", amount: 1500 });
  expect(rest.body).toMatchObject({
    order: { status: "refunded" },
    member: { stage: "prospect", wallet: { points: { available: 0 } } },
  });
});

test("what cannot come back is refused, and says what can", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", till("1"));
  await call("POST /v1/orders", till("2", { status: "placed" }));
  const refused = async (body: object, ref = "1") => {
    const { status, body: problem } = await refund(call, body, ref);
    return [status, problem.code, problem.errors?.[0]?.pointer];
  };
  const id = "r";
  expect(await refused({ ...units("1", 1) })).toEqual([422, "refund_needs_id", "/id"]);
  expect(await refused({ id })).toEqual([400, "invalid_body", "/items"]);
  expect(await refused({ id, ...units("9", 1) })).toEqual([422, "unknown_line", "/items/0/id"]);
  const thrice = [422, "returned_too_much", "/items/0/quantity"];
  expect(await refused({ id, ...units("1", 3) })).toEqual(thrice);
  const twice = { items: [...units("1", 1).items, ...units("1", 2).items] };
  expect(await refused({ id, ...twice })).toEqual([422, "returned_too_much", "/items/1/quantity"]);
  expect(await refused({ id, amount: 3001 })).toEqual([422, "refund_exceeds_order", "/amount"]);
  expect((await refused({ id, amount: 1 }, "2"))[1]).toBe("order_not_paid");
  const exchange = { id, ...units("1", 1), exchangeOrderId: "none" };
  expect(await refused(exchange)).toEqual([422, "exchange_unknown", "/exchangeOrderId"]);
  const tomorrow = new Date(Date.now() + 3 * DAY).toISOString();
  expect(await refused({ id, amount: 1, refundedAt: tomorrow })).toEqual([
    422,
    "invalid_time",
    "/refundedAt",
  ]);
  expect(await pointsOf(call)).toMatchObject({ available: 30 });
});

test("a refund is known by its own id, else by its Idempotency-Key", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", till("1"));
  const first = await refund(call, { id: "r", ...units("1", 1) });
  expect((await refund(call, { id: "r", ...units("1", 1) })).body).toEqual(first.body);
  const differs = await refund(call, { id: "r", ...units("1", 2) });
  expect([differs.status, differs.body.code]).toEqual([409, "refund_differs"]);
  const keyed = { headers: { "idempotency-key": "k" } };
  const unnamed = await call("POST /v1/orders/1/refunds", units("2", 1), keyed);
  const again = await call("POST /v1/orders/1/refunds", units("2", 1), keyed);
  expect([again.status, again.body]).toEqual([200, unnamed.body]);
  expect(unnamed.body.refund.externalId).toBeNull();
  const { body } = await call("GET /v1/orders/1");
  expect(body.refunds.map((r: { externalId: string }) => r.externalId).sort()).toEqual([null, "r"]);
  expect(await pointsOf(call)).toMatchObject({ available: 20 });
});

test("a guest's order takes returns, and earns the rest once it is claimed", async () => {
  const { call } = await newWorld();
  const guest = await call("POST /v1/orders", order("1", null, { channel: "store" }));
  const back = await refund(call, { id: "r", ...units("1", 2) });
  expect([back.status, back.body.member, back.body.effects]).toEqual([201, null, []]);
  await call("PUT /v1/members/ext:late", {});
  const claim = { member: "ext:late", claimCode: guest.body.claimCode };
  const { body } = await call("POST /v1/orders/1/claim", claim);
  expect(body.member.wallet.points.available, JSON.stringify(body)).toBe(20);
});

test("net prices: a returned line's money includes its tax", async () => {
  const { call } = await newWorld();
  const body = { taxIncluded: false, tax: 570, total: 3570 };
  await call("POST /v1/orders", till("1", body));
  const one = await refund(call, { id: "r1", ...units("1", 2) });
  expect(one.body.refund.amount).toBe(1190);
  const rest = await refund(call, {
    id: "r2",
    items: [...units("2", 2).items, ...units("3", 2).items],
  });
  expect(rest.body.refund.amount).toBe(2380);
  expect((await call("GET /v1/orders/1")).body).toMatchObject({ refunded: 3570 });
});

test("lines of any name come back: also those that objects know already", async () => {
  const { call } = await newWorld();
  const ids = ["__proto__", "constructor", "toString", "hasOwnProperty"];
  const items = ids.map((id) => ({ id, quantity: 2, total: 1000 }));
  const placed = await call("POST /v1/orders", till("1", { items, total: 4000 }));
  expect(placed.status, JSON.stringify(placed.body)).toBe(201);
  expect(placed.body.effects.map((e: { reason: string }) => e.reason)).toEqual(
    ids.map((id) => `1 point for every €1 on ${id}`),
  );
  for (const id of ids) {
    const { status, body } = await refund(call, { id, ...units(id, 1) });
    expect([status, body.effects?.[0]?.amount]).toEqual([201, 5]);
    const at = { id, status: "delivered", ...units(id, 2) };
    expect((await call("POST /v1/orders/1/fulfilments", at)).status).toBe(201);
  }
  const { body } = await call("GET /v1/orders/1");
  expect(body.items.map((i: { returned: number }) => i.returned)).toEqual([1, 1, 1, 1]);
  expect((await call("GET /v1/orders/1/explain")).body.lines[0]).toMatchObject({ reversed: 5 });
});

test("whatever took points back, the member's history names the order", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", till("a:1"));
  await refund(call, { id: "gid://Refund/1", ...units("1", 1) }, "shopify:a:1");
  await call("POST /v1/orders/shopify:a:1/refunds", units("1", 1), {
    headers: { "idempotency-key": "k" },
  });
  const items = [{ id: "1", quantity: 2, total: 1000 }];
  await call("PUT /v1/orders/shopify:a:1", { currency: "EUR", total: 1000, items });
  await call("POST /v1/orders", till("2"));
  await call("POST /v1/orders/2/cancel", {});
  const { body } = await call("GET /v1/members/ext:c/transfers");
  const ids = body.data
    .filter((t: { reason: string }) => t.reason === "reverse")
    .map((t: { id: string }) => t.id);
  const texts = [];
  for (const id of ids) texts.push((await call(`GET /v1/explain/${id}`)).body.text);
  expect(texts).toHaveLength(7);
  for (const text of texts)
    expect(text).toMatch(/order (a:1|2) was (returned or refunded|changed|cancelled)/);
});

test("erasing a member empties why their goods came back", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", till("1"));
  await refund(call, { id: "r", reason: "Anna found it too bitter", ...units("1", 1) });
  expect((await call("GET /v1/orders/1")).body.refunds[0].reason).toContain("Anna");
  expect((await call("DELETE /v1/members/ext:c")).status).toBe(200);
  expect((await call("GET /v1/orders/1")).body.refunds[0]).toMatchObject({
    id: expect.any(String),
  });
  expect((await call("GET /v1/orders/1")).body.refunds[0].reason).toBeUndefined();
});
