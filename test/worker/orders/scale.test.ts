import { expect, test } from "vitest";
import { counting } from "../../counting";
import { order } from "../../orders";
import { newWorld } from "../../world";

test("changing an order reads the same rows however many orders the shop has", async () => {
  const { call } = await newWorld();
  const cost = counting();
  const refund = (id: string) =>
    call(`POST /v1/orders/${id}/refunds`, { id: "r", items: [{ id: "1", quantity: 1 }] }, cost);
  await call("POST /v1/orders", order("first", "c-first"));
  await refund("first");
  const alone = cost.rowsRead;
  for (let i = 0; i < 40; i++) await call("POST /v1/orders", order(`${i}`, `c-${i}`));
  await call("POST /v1/orders", order("last", "c-last"));
  cost.reset();
  await refund("last");
  expect(cost.rowsRead).toBe(alone);
  cost.reset();
  await call("GET /v1/orders/last", undefined, cost);
  expect(cost.rowsRead).toBeLessThanOrEqual(6);
});
