import { expect, test } from "vitest";
import { order } from "../../orders";
import { rowsOfShop } from "../../rows";
import { newWorld } from "../../world";

const till = (id: string, more: object = {}) => order(id, "c", { channel: "store", ...more });

test("a dry run answers like the call itself and writes nothing, for every call", async () => {
  const { shop, call } = await newWorld();
  await call("POST /v1/orders", till("1"));
  await call("POST /v1/orders", till("2", { status: "placed" }));
  const guest = await call("POST /v1/orders", order("g", null, { channel: "store" }));
  const before = await rowsOfShop(shop);
  const items = [{ id: "1", quantity: 1, total: 100 }];
  const calls: [string, object][] = [
    ["POST /v1/orders", till("new", { member: { email: "new@example.com" } })],
    ["POST /v1/orders/2/pay", {}],
    ["PUT /v1/orders/1", till("1", { items, total: 100 })],
    ["POST /v1/orders/1/refunds", { id: "r", amount: 100 }],
    ["POST /v1/orders/1/fulfilments", { id: "f", status: "served" }],
    ["POST /v1/orders/g/claim", { member: "ext:c", claimCode: guest.body.claimCode }],
    ["POST /v1/orders/1/cancel", {}],
  ];
  for (const [request, body] of calls) {
    const options = { headers: { "idempotency-key": "dry" } };
    const rehearsed = await call(`${request}?dryRun=true`, body, options);
    expect([request, rehearsed.status, rehearsed.body.committed]).toEqual([request, 200, false]);
    expect(await rowsOfShop(shop)).toEqual(before);
    const done = await call(request, body);
    expect(done.body.order.status).toBe(rehearsed.body.order.status);
    expect(done.body.effects.map((e: { amount: number }) => e.amount)).toEqual(
      rehearsed.body.effects.map((e: { amount: number }) => e.amount),
    );
    Object.assign(before, await rowsOfShop(shop));
  }
});

test("a dry run at another date settles what would be due then", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", order("1", "c"));
  const at = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const { body } = await call(`POST /v1/orders?dryRun=true&at=${at}`, till("2"));
  expect(body.member.wallet.points).toMatchObject({ available: 60, pending: 0 });
  expect(body.effects[0].activatesAt.slice(0, 19)).toBe(at.slice(0, 19));
  for (const query of ["dryRun=maybe", `at=${at}`, "dryRun=true&at=tomorrow", "program=draft"]) {
    const refused = await call(`POST /v1/orders?${query}`, till("3"));
    expect([query, refused.status, refused.body.code]).toEqual([query, 400, "invalid_query"]);
  }
});

test("a dry run under the draft shows what the draft would give", async () => {
  const { call } = await newWorld();
  const path = "POST /v1/orders?dryRun=true&program=draft";
  const none = await call(path, till("1"));
  expect([none.status, none.body.code]).toEqual([422, "no_draft"]);
  await call("PUT /v1/program/draft", { earning: { base: { points: 7 } } });
  const { body } = await call(path, till("1"));
  expect(body.member.wallet.points.available).toBe(210);
  expect(body.effects[0].reason).toBe("7 points for every €1 on Espresso 1 kg");
  expect((await call("POST /v1/orders", till("1"))).body.member.wallet.points.available).toBe(30);
});

test("a product page may ask what a cart would earn, and nothing else", async () => {
  const { shop, call, keys } = await newWorld();
  const key = keys.live.publishable;
  const cart = { currency: "EUR", items: till("1").items, shipping: 490 };
  const before = await rowsOfShop(shop);
  const { status, body } = await call("POST /v1/estimate", cart, { key });
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body).toMatchObject({ unit: "points", amount: 30, reason: "1 point for every €1" });
  expect(body.items).toHaveLength(3);
  expect(Date.parse(body.activatesAt)).toBeGreaterThan(Date.now() + 17 * 86_400_000);
  const atTill = await call("POST /v1/estimate", { ...cart, channel: "store" }, { key });
  expect(Date.parse(atTill.body.activatesAt)).toBeLessThanOrEqual(Date.now());
  expect(await rowsOfShop(shop)).toEqual(before);
  const foreign = await call("POST /v1/estimate", { ...cart, currency: "USD" }, { key });
  expect(foreign.body.errors[0]).toMatchObject({ pointer: "/currency", code: "currency_differs" });
  const twice = [...cart.items, ...cart.items];
  const doubled = await call("POST /v1/estimate", { ...cart, items: twice }, { key });
  expect(doubled.body.errors[0]).toMatchObject({ pointer: "/items/3/id", code: "duplicate_line" });
  for (const request of ["POST /v1/orders", "GET /v1/orders/1", "POST /v1/orders/1/pay"]) {
    const refused = await call(request, request.startsWith("GET") ? undefined : {}, { key });
    expect([request, refused.status]).toEqual([request, 403]);
  }
});
