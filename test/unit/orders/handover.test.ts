import { expect, test } from "vitest";
import { handoverOf } from "../../../src/orders/rules";
import { orderOf } from "./order";

test("a handover has the share of tax and discounts of what was handed over", () => {
  // a: 2 of 4 units of 40.00 €, so 20.00 of 60.00 € of goods; 66.00 € with shipping.
  const order = orderOf(
    [
      { id: "a", quantity: 4, total: 4000 },
      { id: "b", quantity: 1, total: 2000 },
    ],
    { shipping: 600, tax: 660, discounts: 300 },
  );
  const handed = { status: "shipped", store: null, units: new Map([["a", 2]]) } as const;
  expect(handoverOf(order, { timeZone: "Europe/Berlin" }, handed)).toMatchObject({
    on: "fulfilment",
    lines: [{ id: "a", quantity: 2, total: 2000 }],
    tax: 200,
    discounts: 100,
  });
});
