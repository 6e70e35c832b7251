import { expect, test } from "vitest";
import { order } from "../../orders";
import { type Call, newWorld } from "../../world";

const url = encodeURIComponent;
const refund = (call: Call, ref: string, id = "r", line = "1") =>
  call(`POST /v1/orders/${url(ref)}/refunds`, { id, items: [{ id: line, quantity: 1 }] });

test("an order is found by our id, by its source and id, and by the bare id", async () => {
  const { call } = await newWorld();
  const placed = await call("POST /v1/orders", order("1001", "c"));
  for (const ref of [placed.body.order.id, "shopify:1001", "1001"]) {
    const { status, body } = await call(`GET /v1/orders/${ref}`);
    expect([status, body.id]).toEqual([200, placed.body.order.id]);
    expect((await call(`GET /v1/orders/${ref}/explain`)).body.id).toBe(placed.body.order.id);
    expect((await call(`POST /v1/orders/${ref}/pay`, {})).status).toBe(200);
  }
});

test("ids are text, with colons, slashes and more digits than a number holds", async () => {
  const { call } = await newWorld();
  const ids = ["gid://shopify/Order/1", "820982911946154508", "a:b:c", "ä ö/ü?#%&", "99e99"];
  for (const id of ids) {
    const placed = await call("POST /v1/orders", order(id, "c"));
    expect(placed.status, JSON.stringify(placed.body)).toBe(201);
    expect(placed.body.order.externalId).toBe(id);
    for (const ref of [placed.body.order.id, `shopify:${id}`, id]) {
      const { body } = await call(`GET /v1/orders/${url(ref)}`);
      expect(body.externalId, ref).toBe(id);
    }
    expect((await refund(call, id)).status).toBe(201);
  }
});

test("a bare id that two sources use is ambiguous for every call", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", order("1", "a"));
  await call("POST /v1/orders", order("1", "b", { source: "till" }));
  const calls: [string, object?][] = [
    ["GET /v1/orders/1"],
    ["GET /v1/orders/1/explain"],
    ["POST /v1/orders/1/pay", {}],
    ["POST /v1/orders/1/cancel", {}],
    ["PUT /v1/orders/1", order("1", "a")],
    ["POST /v1/orders/1/refunds", { id: "r", amount: 1 }],
    ["POST /v1/orders/1/fulfilments", { id: "f", status: "delivered" }],
    ["POST /v1/orders/1/claim", { member: "ext:a", claimCode: "2222" }],
  ];
  for (const [request, body] of calls) {
    const { status, body: problem } = await call(request, body);
    expect([request, status, problem.code]).toEqual([request, 409, "order_ambiguous"]);
  }
  expect((await call("GET /v1/orders/till:1")).body.source).toBe("till");
});

test("an order of another shop is not found by any call", async () => {
  const [{ call }, other] = await Promise.all([newWorld(), newWorld()]);
  const placed = await other.call("POST /v1/orders", order("1", "c"));
  for (const ref of ["1", "shopify:1", placed.body.order.id, "ord_x", "ord_"]) {
    const calls: [string, object?][] = [
      [`GET /v1/orders/${ref}`],
      [`GET /v1/orders/${ref}/explain`],
      [`POST /v1/orders/${ref}/pay`, {}],
      [`POST /v1/orders/${ref}/cancel`, {}],
      [`PUT /v1/orders/${ref}`, order("1", "c")],
      [`POST /v1/orders/${ref}/refunds`, { id: "r", amount: 1 }],
      [`POST /v1/orders/${ref}/fulfilments`, { id: "f", status: "delivered" }],
      [`POST /v1/orders/${ref}/claim`, { member: "ext:c", claimCode: "2222" }],
    ];
    for (const [request, body] of calls) {
      const { status, body: problem } = await call(request, body);
      expect([request, status, problem.code]).toEqual([request, 404, "not_found"]);
    }
  }
  const explained = await call(`GET /v1/explain/${placed.body.order.id}`);
  expect(explained.status).toBe(404);
});

test("where a bare id looks like another order's full name, neither touches the other", async () => {
  const { call } = await newWorld();
  // `till:7` is the order 7 of the till, and also how the web shop calls one of its own.
  await call("POST /v1/orders", order("till:7", "bare", { channel: "store" }));
  await call("POST /v1/orders", order("7", "exact", { source: "till", channel: "store" }));
  const first = await refund(call, "shopify:till:7");
  expect(first.body.member.wallet.points.available).toBe(25);
  const second = await refund(call, "till:7");
  expect(second.status, JSON.stringify(second.body)).toBe(201);
  expect(second.body.order.source).toBe("till");
  expect(second.body.member.wallet.points.available).toBe(25);
  const fulfil = (ref: string) =>
    call(`POST /v1/orders/${ref}/fulfilments`, { id: "f", status: "served" });
  expect((await fulfil("shopify:till:7")).status).toBe(201);
  expect((await fulfil("till:7")).status).toBe(201);
  const { body } = await call("GET /v1/orders/till:7");
  expect([body.source, body.refunds.length, body.fulfilments.length]).toEqual(["till", 1, 1]);
  for (const member of ["bare", "exact"]) {
    const { body: wallet } = await call(`GET /v1/members/ext:${member}/wallet`);
    expect(wallet.wallet.points).toMatchObject({ available: 25, pending: 0 });
  }
});
