import { expect, test } from "vitest";
import { order } from "../../orders";
import { newWorld } from "../../world";

test("a paid order earns at once what its lines bring, pending online", async () => {
  const { call } = await newWorld();
  const placed = await call("POST /v1/orders", order("1001", "c-42"));
  expect(placed.status, JSON.stringify(placed.body)).toBe(201);
  expect(placed.body.effects).toHaveLength(3);
  expect(placed.body.effects[0]).toMatchObject({
    type: "points_earned",
    amount: 10,
    state: "pending",
    reason: "1 point for every €1 on Espresso 1 kg",
  });
  expect(placed.body.member).toMatchObject({
    stage: "first_time_buyer",
    wallet: { points: { available: 0, pending: 30, held: 0 } },
  });
  const again = await call("POST /v1/orders", order("1001", "c-42"));
  expect(again.status).toBe(200);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(again.body).toEqual(placed.body);
  const differs = await call("POST /v1/orders", order("1001", "c-43"));
  expect(differs.body.code).toBe("order_differs");
});

test("a returned line takes back what it gave, and cancelling takes the rest", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", order("1", "c", { channel: "store" }));
  const refunded = await call("POST /v1/orders/shopify:1/refunds", {
    id: "r1",
    items: [{ id: "1", quantity: 1 }],
  });
  expect(refunded.status, JSON.stringify(refunded.body)).toBe(201);
  expect(refunded.body.member.wallet.points.available).toBe(25);
  const again = await call("POST /v1/orders/shopify:1/refunds", {
    id: "r1",
    items: [{ id: "1", quantity: 1 }],
  });
  expect(again.status).toBe(200);
  expect(again.body).toEqual(refunded.body);
  const cancelled = await call("POST /v1/orders/1/cancel", {});
  expect(cancelled.body.member.wallet.points).toMatchObject({ available: 0, pending: 0 });
  expect(cancelled.body.member.stage).toBe("prospect");
  const explained = await call("GET /v1/orders/1/explain?locale=de");
  expect(explained.body.text).toContain("storniert");
});

test("a guest's order is claimed with the code of its receipt", async () => {
  const { call } = await newWorld();
  const guest = await call("POST /v1/orders", order("g1", null, { channel: "store" }));
  expect(guest.body).toMatchObject({ member: null, effects: [] });
  await call("PUT /v1/members/ext:late", {});
  const wrong = await call("POST /v1/orders/g1/claim", {
    member: "ext:late",
    claimCode: "2222-2222",
  });
  expect(wrong.body.code).toBe("claim_code_wrong");
  const claimed = await call("POST /v1/orders/g1/claim", {
    member: "ext:late",
    claimCode: guest.body.claimCode,
  });
  expect(claimed.body.member.wallet.points.available, JSON.stringify(claimed.body)).toBe(30);
});

test("a delivery starts the return period", async () => {
  const { call } = await newWorld();
  const placedAt = new Date(Date.now() - 5 * 86_400_000).toISOString();
  await call("POST /v1/orders", order("d1", "c", { placedAt }));
  const at = `${new Date(Date.now() - 1000).toISOString().slice(0, 19)}Z`;
  const done = await call("POST /v1/orders/d1/fulfilments", { id: "f1", status: "delivered", at });
  expect(done.status, JSON.stringify(done.body)).toBe(201);
  expect(Date.parse(done.body.activatesAt)).toBe(Date.parse(at) + 14 * 86_400_000);
  const wallet = await call("GET /v1/members/ext:c/wallet");
  expect(wallet.body.wallet.points.nextActivation).toEqual({
    at: done.body.activatesAt,
    amount: 30,
  });
});

test("an amended order earns or loses the difference", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", order("a1", "c"));
  const items = [
    { id: "1", quantity: 1, total: 5000 },
    { id: "4", quantity: 1, total: 100 },
  ];
  const amended = await call("PUT /v1/orders/a1", order("a1", "c", { items, total: 5100 }));
  expect(amended.status, JSON.stringify(amended.body)).toBe(200);
  expect(amended.body.member.wallet.points.pending).toBe(51);
});
