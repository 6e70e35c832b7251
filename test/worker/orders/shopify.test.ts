import { expect } from "vitest";
import { points, post, raw, test, usdShop } from "../../webhooks/shop";
import {
  parseShopify,
  type ShopifyOrder,
  type ShopifyRefund,
  shopifyCalls,
  shopifyRefund,
} from "../../webhooks/shopify";

const ORDER = "820982911946154508";
const LINES = ["866550311766439020", "141249953214522974"];
const MEMBER = "ext:115310627314723954";

const created = (): ShopifyOrder => parseShopify(raw("shopify-2024-10.orders.create")).body;
/** The samples are all of a voided order; the same order while it stands. */
const standing = (topic: string, financial_status: string): ShopifyOrder => ({
  ...parseShopify(raw(`shopify-2024-10.orders.${topic}`)).body,
  cancelled_at: null,
  financial_status,
});

test("Shopify: an order that was created and voided is there, cancelled, and earned nothing", async () => {
  const call = await usdShop();
  const [placed, cancelled] = await post(call, shopifyCalls("orders/create", created()));
  expect(placed?.status, JSON.stringify(placed?.body)).toBe(201);
  expect(cancelled?.body.order.status).toBe("cancelled");
  const { body } = await call(`GET /v1/orders/shopify:${ORDER}`);
  expect(body).toMatchObject({
    externalId: ORDER,
    status: "cancelled",
    total: 38800,
    shipping: 1000,
    discounts: 2000,
    tax: 0,
    taxIncluded: false,
    placedAt: "2022-01-01T00:00:00Z",
    items: LINES.map((id) => ({ id, sku: "IPOD2008PINK", quantity: 1, total: 18900 })),
    earned: [],
  });
  const member = await call(`GET /v1/members/${MEMBER}`);
  expect(member.body).toMatchObject({ name: "John Smith", locale: "en" });
  expect((await call("GET /v1/members/email:jon@example.com")).body.id).toBe(member.body.id);
});

test("Shopify: created, paid, updated and refunded by line, each earns or takes exactly its part", async () => {
  const call = await usdShop();
  await post(call, shopifyCalls("orders/create", standing("create", "pending")));
  expect(await points(call, MEMBER)).toBe(0);
  const [paid] = await post(call, shopifyCalls("orders/paid", standing("paid", "paid")));
  expect(paid?.body.member.wallet.points.available).toBe(378);
  const [updated] = await post(call, shopifyCalls("orders/updated", standing("updated", "paid")));
  expect([updated?.status, updated?.body.effects]).toEqual([200, []]);
  // The file itself has rounded the order's id, and no text beside it tells the digits.
  const text = raw("shopify-2024-10.refunds.create").replaceAll("820982911946154500", ORDER);
  const refund: ShopifyRefund = parseShopify(text).body;
  const one = { ...refund, refund_line_items: refund.refund_line_items.slice(0, 1) };
  const part = shopifyRefund({ ...one, admin_graphql_api_id: "gid://shopify/Refund/1" });
  const first = await call(part.request, part.body);
  expect(first.body.member.wallet.points.available, JSON.stringify(first.body)).toBe(189);
  expect(first.body.order.status).toBe("partially_refunded");
  const rest = { ...refund, refund_line_items: refund.refund_line_items.slice(1) };
  const last = await call(shopifyRefund(rest).request, shopifyRefund(rest).body);
  expect(last.body.refund.externalId).toBe("890088186047892319");
  expect([last.body.order.status, last.body.member.wallet.points.available]).toEqual([
    "refunded",
    0,
  ]);
});

test("Shopify: a refund of everything at once takes everything", async () => {
  const call = await usdShop();
  await post(call, shopifyCalls("orders/create", standing("create", "paid")));
  const text = raw("shopify-2024-10.refunds.create").replaceAll("820982911946154500", ORDER);
  const { request, body } = shopifyRefund(parseShopify(text).body);
  const refunded = await call(request, body);
  expect(refunded.status, JSON.stringify(refunded.body)).toBe(201);
  expect(refunded.body.refund).toMatchObject({
    amount: 37800,
    refundedAt: "2022-01-01T00:00:00Z",
  });
  expect(await points(call, MEMBER)).toBe(0);
});

test("Shopify: amounts that do not add up are refused with a pointer, and right ones taken", async () => {
  const call = await usdShop();
  const { order } = parseShopify(raw("shopify-rest.order")) as { order: ShopifyOrder };
  const [refused] = await post(call, shopifyCalls("orders/create", order));
  expect(refused?.status).toBe(422);
  expect(refused?.body).toMatchObject({
    code: "total_does_not_add_up",
    errors: [{ pointer: "/total", code: "total_does_not_add_up" }],
  });
  expect((await call("GET /v1/orders/450789469")).status).toBe(404);
  const right = { ...order, total_price: "608.94", financial_status: "paid" };
  const [placed] = await post(call, shopifyCalls("orders/create", right));
  expect(placed?.body.warnings).toEqual([
    { code: "voucher_unknown", detail: expect.any(String), pointer: "/vouchers/0" },
  ]);
  expect(await points(call, "ext:207119551")).toBe(608);
  const { refund } = parseShopify(raw("shopify-rest.refund")) as { refund: ShopifyRefund };
  const refunded = await call(shopifyRefund(refund).request, shopifyRefund(refund).body);
  expect(refunded.body.refund.amount, JSON.stringify(refunded.body)).toBe(20900);
  const { body } = await call("GET /v1/orders/450789469");
  expect(body.items.map((i: { returned: number }) => i.returned)).toEqual([1, 0, 1]);
  expect(body.refunds[0].reason).toBe("it broke during shipping");
  const kept = body.earned.find((e: { itemId: string }) => e.itemId === "518995019");
  expect(await points(call, "ext:207119551")).toBe(kept.amount);
});

test("Shopify: an order whose payload has no lines counts as a whole", async () => {
  const call = await usdShop();
  const { orders } = parseShopify(raw("shopify-rest.orders")) as { orders: ShopifyOrder[] };
  const calls = orders.flatMap((order) => shopifyCalls("orders/create", order));
  const [placed] = await post(call, calls);
  expect(placed?.status, JSON.stringify(placed?.body)).toBe(201);
  expect(placed?.body.order.status).toBe("paid");
  expect(await points(call, "ext:207119551")).toBe(598);
  for (const ref of ["phone:+557734881234", "email:bob.norman@hostmail.com"]) {
    expect((await call(`GET /v1/members/${ref}`)).body.id).toBe(placed?.body.member.id);
  }
});

test("Shopify: what older clients show, with a discount on the line, is the same order", async () => {
  const call = await usdShop();
  const { order } = parseShopify(raw("go-shopify-rest.order")) as { order: ShopifyOrder };
  const [placed, cancelled] = await post(call, shopifyCalls("orders/create", order));
  expect(placed?.status, JSON.stringify(placed?.body)).toBe(201);
  expect(cancelled?.body.order.status).toBe("cancelled");
  const { body } = await call("GET /v1/orders/shopify:123456");
  expect(body).toMatchObject({ total: 1000, shipping: 1000, discounts: 500, tax: 0 });
  expect(body.items.map((i: { total: number }) => i.total)).toEqual([0, 0]);
  expect((await call("GET /v1/members/email:jon@doe.ca")).status).toBe(200);
});

test("Shopify: gift cards and tips are kinds of their own and earn nothing by default", async () => {
  const call = await usdShop();
  const order = standing("create", "paid");
  const [first, ...rest] = order.line_items ?? [];
  const items = [{ ...first, gift_card: true }, ...rest] as ShopifyOrder["line_items"] & object;
  const more = { line_items: items, total_tip_received: "5.00", total_price: "393.00" };
  const [placed] = await post(call, shopifyCalls("orders/create", { ...order, ...more }));
  expect(placed?.status, JSON.stringify(placed?.body)).toBe(201);
  const { body } = await call(`GET /v1/orders/shopify:${ORDER}`);
  expect(body.items.map((i: { kind: string }) => i.kind)).toEqual(["gift_card", "product", "tip"]);
  expect(await points(call, MEMBER)).toBe(189);
});
