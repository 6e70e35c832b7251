import { expect } from "vitest";
import { points, post, raw, test, usdShop } from "../../webhooks/shop";
import { type WooOrder, type WooRefund, wooCalls, wooRefund } from "../../webhooks/woocommerce";

test("WooCommerce: an order keeps each part's own tax, and what is no phone number is told", async () => {
  const call = await usdShop();
  const order: WooOrder = JSON.parse(raw("woocommerce.order.created"));
  const [placed] = await post(call, wooCalls(order));
  expect(placed?.status, JSON.stringify(placed?.body)).toBe(201);
  expect(placed?.body.warnings).toEqual([
    { code: "identifier_ignored", detail: expect.any(String), pointer: "/member/phone" },
  ]);
  const { body } = await call("GET /v1/orders/woocommerce:727");
  expect(body).toMatchObject({
    status: "paid",
    total: 2935,
    tax: 135,
    shipping: 1000,
    placedAt: "2017-03-22T19:28:02Z",
    items: [
      { id: "315", quantity: 2, total: 645 },
      { id: "316", sku: "Bar3", quantity: 1, total: 1290 },
    ],
  });
  expect(await points(call, "email:john.doe@example.com")).toBe(19);
});

test("WooCommerce: a refund of money finds its order by the link and takes its share", async () => {
  const call = await usdShop();
  const order: WooOrder = JSON.parse(raw("woocommerce.order.created"));
  await post(call, wooCalls({ ...order, id: 723 }));
  const refund: WooRefund = JSON.parse(raw("woocommerce.order-refund"));
  const { request, body } = wooRefund(refund);
  const refunded = await call(request, body);
  expect(refunded.status, JSON.stringify(refunded.body)).toBe(201);
  expect(refunded.body.refund).toMatchObject({ externalId: "726", amount: 1000 });
  expect(refunded.body.refund.refundedAt).toBe("2017-03-21T20:07:11Z");
  expect(await points(call, "email:john.doe@example.com")).toBe(13);
  const again = await call(request, body);
  expect([again.status, again.body]).toEqual([200, refunded.body]);
});

test("WooCommerce: returned lines, coupons, negative fees and a cancelled order", async () => {
  const call = await usdShop();
  const order: WooOrder = JSON.parse(raw("woocommerce.order.created"));
  const more = {
    fee_lines: [{ id: 9, total: "-2.00", total_tax: "0.00" }],
    coupon_lines: [{ code: "spring" }],
    total: "27.35",
    customer_id: 25,
  };
  const [placed] = await post(call, wooCalls({ ...order, ...more }));
  expect(placed?.body.warnings.map((w: { code: string }) => w.code)).toEqual([
    "identifier_ignored",
    "voucher_unknown",
  ]);
  expect(await points(call, "ext:25")).toBe(17);
  const refund: WooRefund = JSON.parse(raw("woocommerce.order-refund"));
  const meta_data = [{ key: "_refunded_item_id", value: "315" }];
  const line_items = [{ quantity: -1, meta_data }];
  const { body } = wooRefund({ ...refund, line_items, amount: "3.00" });
  const refunded = await call("POST /v1/orders/woocommerce:727/refunds", body);
  expect(refunded.body.effects, JSON.stringify(refunded.body)).toMatchObject([
    { type: "points_reversed", itemId: "315" },
  ]);
  const [, cancelled] = await post(call, wooCalls({ ...order, id: 728, status: "cancelled" }));
  expect(cancelled?.body.order.status).toBe("cancelled");
});
