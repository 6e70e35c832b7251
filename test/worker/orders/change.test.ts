import { expect, test } from "vitest";
import { order } from "../../orders";
import { type Call, newWorld } from "../../world";

const item = (id: string, quantity: number, total: number) => ({ id, quantity, total });
const pointsOf = async (call: Call, ref = "ext:c") =>
  (await call(`GET /v1/members/${ref}/wallet`)).body.wallet.points;
const till = (id: string, more: object = {}) => order(id, "c", { channel: "store", ...more });

/** Amends order 1 to these lines. */
const amend = (call: Call, items: ReturnType<typeof item>[], more: object = {}) =>
  call("PUT /v1/orders/1", {
    currency: "EUR",
    total: items.reduce((sum, i) => sum + i.total, 0),
    items,
    ...more,
  });

test("a placed order earns nothing until it is paid, and once however often that is told", async () => {
  const { call } = await newWorld();
  const placed = await call("POST /v1/orders", till("1", { status: "placed" }));
  expect(placed.body).toMatchObject({ order: { status: "placed" }, effects: [] });
  expect(placed.body.member).toMatchObject({ stage: "prospect" });
  const paid = await call("POST /v1/orders/1/pay", {});
  expect(paid.body.order.status).toBe("paid");
  expect(paid.body.member).toMatchObject({
    stage: "first_time_buyer",
    wallet: { points: { available: 30 } },
  });
  const again = await call("POST /v1/orders/1/pay", {});
  expect(again.status).toBe(200);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(again.body.effects).toEqual([]);
  expect(await pointsOf(call)).toMatchObject({ available: 30, lifetimeEarned: 30 });
});

test("a change retried with its Idempotency-Key is made once and answered the same", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", till("1", { status: "placed" }));
  const changes: [string, object][] = [
    ["POST /v1/orders/1/pay", {}],
    ["PUT /v1/orders/1", till("1", { items: [item("1", 1, 5000)], total: 5000 })],
    ["POST /v1/orders/1/fulfilments", { id: "f", status: "served" }],
    ["POST /v1/orders/1/refunds", { amount: 1000 }],
    ["POST /v1/orders/1/cancel", { reason: "customer" }],
  ];
  for (const [request, body] of changes) {
    const options = { headers: { "idempotency-key": `key ${request}` } };
    const first = await call(request, body, options);
    expect(first.status, JSON.stringify(first.body)).toBeLessThan(300);
    const again = await call(request, body, options);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const other = await call(request, { ...body, more: 1 }, options);
    expect(other.status).toBeGreaterThanOrEqual(400);
  }
});

test("lines that grow, shrink, come and go earn or lose their difference", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", till("1"));
  const named = { ...item("2", 2, 1000), name: "Filter" };
  const more = await amend(call, [item("1", 3, 1500), named, item("3", 2, 1000)]);
  expect(more.body.effects).toMatchObject([{ type: "points_earned", amount: 5, itemId: "1" }]);
  const less = await amend(call, [item("1", 1, 500), item("4", 1, 700)]);
  expect(less.body.effects).toMatchObject([
    { type: "points_reversed", itemId: "2", amount: 10, reason: "Taken back for Filter" },
    { type: "points_reversed", itemId: "3", amount: 10 },
    { type: "points_reversed", itemId: "1", amount: 5 },
    { type: "points_reversed", itemId: "1", amount: 5 },
    { type: "points_earned", itemId: "4", amount: 7 },
  ]);
  expect(await pointsOf(call)).toMatchObject({ available: 12 });
  expect((await call("GET /v1/orders/1")).body).toMatchObject({ total: 1200, status: "paid" });
});

test("the same content again changes nothing, and an amendment keeps a placed order placed", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", till("1", { status: "placed" }));
  const items = [item("1", 1, 5000)];
  expect((await amend(call, items)).body.order.status).toBe("placed");
  const again = await amend(call, items);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  const paid = await amend(call, items, { status: "paid" });
  expect(paid.body.order.status).toBe("paid");
  expect(await pointsOf(call)).toMatchObject({ available: 50 });
});

test("an amendment that names another order, or adds up to another total, is refused", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", till("1"));
  const items = [item("1", 1, 100)];
  const refused = async (more: object) => {
    const { status, body } = await amend(call, items, more);
    return [status, body.code, body.errors?.[0].pointer];
  };
  expect(await refused({ id: "2" })).toEqual([409, "order_differs", "/id"]);
  expect(await refused({ source: "till" })).toEqual([409, "order_differs", "/source"]);
  expect(await refused({ total: 200 })).toEqual([422, "total_does_not_add_up", "/total"]);
  expect(await refused({ currency: "USD" })).toEqual([422, "currency_differs", "/currency"]);
  expect(await pointsOf(call)).toMatchObject({ available: 30 });
});

test("an order cannot shrink below what came back of it", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", till("1"));
  const items = [{ id: "1", quantity: 2 }];
  await call("POST /v1/orders/1/refunds", { id: "r", items });
  const refused = async (lines: ReturnType<typeof item>[]) => {
    const { status, body } = await amend(call, lines);
    return [status, body.code, body.errors[0].pointer];
  };
  const code = "amended_below_returned";
  expect(await refused([item("2", 2, 9000)])).toEqual([422, code, "/items"]);
  expect(await refused([item("2", 2, 9000), item("1", 1, 500)])).toEqual([
    422,
    code,
    "/items/1/quantity",
  ]);
  expect(await refused([item("1", 2, 900)])).toEqual([422, code, "/total"]);
  const grown = await amend(call, [item("1", 4, 2000)]);
  expect(grown.body.member.wallet.points.available, JSON.stringify(grown.body)).toBe(10);
});

test("amending what was refunded by amount keeps what the refund took", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", till("1", { items: [item("1", 2, 3000)] }));
  await call("POST /v1/orders/1/refunds", { id: "r1", amount: 1000 });
  await call("POST /v1/orders/1/refunds", { id: "r2", items: [{ id: "1", quantity: 1 }] });
  const before = await pointsOf(call);
  const renamed = { ...item("1", 2, 3000), name: "Beans" };
  const { body } = await amend(call, [renamed]);
  expect(body.effects).toEqual([]);
  expect(await pointsOf(call)).toEqual(before);
});

test("a cancelled order is undone for good, once", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", till("1"));
  await call("POST /v1/orders", till("2"));
  const cancelled = await call("POST /v1/orders/1/cancel", { reason: "customer" });
  expect(cancelled.body.effects).toMatchObject([
    { type: "points_reversed", itemId: "1", amount: 10 },
    { type: "points_reversed", itemId: "2", amount: 10 },
    { type: "points_reversed", itemId: "3", amount: 10 },
  ]);
  expect(cancelled.body.member).toMatchObject({
    stage: "first_time_buyer",
    wallet: { points: { available: 30 } },
  });
  const again = await call("POST /v1/orders/1/cancel", {});
  expect([again.status, again.body.effects]).toEqual([200, []]);
  const refused: [string, object][] = [
    ["POST /v1/orders/1/pay", {}],
    ["PUT /v1/orders/1", till("1")],
    ["POST /v1/orders/1/refunds", { id: "r", amount: 1 }],
    ["POST /v1/orders/1/fulfilments", { id: "f", status: "served" }],
  ];
  for (const [request, body] of refused) {
    const answer = await call(request, body);
    expect([request, answer.status, answer.body.code]).toEqual([request, 409, "order_cancelled"]);
  }
  const words = await call("POST /v1/orders/2/cancel", { reason: "Anna was unhappy" });
  expect(words.body.errors[0].pointer).toBe("/reason");
});

test("the order's first answer is repeated after whatever happened to it since", async () => {
  const { call } = await newWorld();
  const first = await call("POST /v1/orders", till("1"));
  await amend(call, [item("1", 1, 100)]);
  await call("POST /v1/orders/1/cancel", {});
  const again = await call("POST /v1/orders", till("1"));
  expect(again.status).toBe(200);
  expect(again.body.order).toEqual(first.body.order);
  expect(again.body.member).toEqual(first.body.member);
  const amounts = (body: { effects: { amount: number }[] }) => body.effects.map((e) => e.amount);
  expect(amounts(again.body)).toEqual(amounts(first.body));
});
