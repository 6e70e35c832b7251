import { expect, test } from "vitest";
import { order } from "../../orders";
import { newWorld } from "../../world";
import { ANY_BODY, expectRefusals, INVALID, KNOWN_FIELDS } from "./refusals";

test("no bad refund is taken", async () => {
  const back = (more: object) => ({ id: "r", items: [{ id: "1", quantity: 1, ...more }] });
  await expectRefusals("POST /v1/orders/1/refunds", [
    ...ANY_BODY,
    ...KNOWN_FIELDS,
    ["no goods, no money", { id: "r" }, INVALID, "/items"],
    ["nothing", { id: "r", items: [] }, INVALID, "/items"],
    ["no piece", back({ quantity: 0 }), INVALID, "/items/0/quantity"],
    ["a negative piece", back({ quantity: -1 }), INVALID, "/items/0/quantity"],
    ["half a piece", back({ quantity: 1.5 }), INVALID, "/items/0/quantity"],
    ["an unknown line", back({ id: "9" }), "unknown_line", "/items/0/id"],
    ["a line named __proto__", back({ id: "__proto__" }), "unknown_line", "/items/0/id"],
    ["a line named constructor", back({ id: "constructor" }), "unknown_line", "/items/0/id"],
    ["too many", back({ quantity: 3 }), "returned_too_much", "/items/0/quantity"],
    ["no money", { id: "r", amount: 0 }, INVALID, "/amount"],
    ["negative money", { id: "r", amount: -5 }, INVALID, "/amount"],
    ["too much money", { id: "r", amount: 1e12 }, "refund_exceeds_order", "/amount"],
    ["1e15", { id: "r", amount: 1e15 }, INVALID, "/amount"],
    ["an id of ours", { id: "rfd_1", amount: 1 }, INVALID, "/id"],
    ["a key's id", { id: "~key:1", amount: 1 }, INVALID, "/id"],
    ["year 9999", { id: "r", amount: 1, refundedAt: "9999-01-01T00:00:00Z" }, "invalid_time"],
    ["year 0000", { id: "r", amount: 1, refundedAt: "0000-01-01T00:00:00Z" }, "invalid_time"],
    ["no such exchange", { ...back({}), exchangeOrderId: "9" }, "exchange_unknown"],
    ["10,000 lines", { id: "r", items: Array(10_000).fill(back({}).items[0]) }, INVALID, "/items"],
  ]);
});

test("no bad fulfilment, payment, cancellation or claim is taken", async () => {
  const done = (more: object) => ({ id: "f", status: "delivered", ...more });
  await expectRefusals("POST /v1/orders/1/fulfilments", [
    ...ANY_BODY,
    ...KNOWN_FIELDS,
    ["an unknown status", done({ status: "lost" }), INVALID, "/status"],
    ["an empty id", done({ id: "" }), INVALID, "/id"],
    ["half a piece", done({ items: [{ id: "1", quantity: 0.5 }] }), INVALID, "/items/0/quantity"],
    ["an unknown line", done({ items: [{ id: "valueOf", quantity: 1 }] }), "unknown_line"],
    ["year 9999", done({ at: "9999-01-01T00:00:00Z" }), "invalid_time", "/at"],
    ["year 0000", done({ at: "0000-01-01T00:00:00Z" }), "invalid_time", "/at"],
    ["30 February", done({ at: "2026-02-30T00:00:00Z" }), INVALID, "/at"],
  ]);
  await expectRefusals("POST /v1/orders/1/pay", [
    ...ANY_BODY,
    ...KNOWN_FIELDS,
    ["year 9999", { paidAt: "9999-01-01T00:00:00Z" }, "invalid_time", "/paidAt"],
    ["no zone", { paidAt: "2026-03-01T10:00:00" }, INVALID, "/paidAt"],
  ]);
  await expectRefusals("POST /v1/orders/1/cancel", [
    ...ANY_BODY,
    ...KNOWN_FIELDS,
    ["a story", { reason: "Anna's dog ate it" }, INVALID, "/reason"],
  ]);
  await expectRefusals("POST /v1/orders/guest/claim", [
    ...ANY_BODY,
    ...KNOWN_FIELDS,
    ["nobody", { member: "", claimCode: "2222" }, INVALID, "/member"],
    ["no ref", { member: "anna", claimCode: "2222" }, "invalid_ref", "/member"],
    ["SQL", { member: "ext:c", claimCode: "' OR 1=1 --" }, "claim_code_wrong", "/claimCode"],
  ]);
});

test("nothing happens to an order more than a day before it was placed", async () => {
  const { call } = await newWorld();
  const placedAt = "2026-03-02T10:00:00Z";
  await call("POST /v1/orders", order("1", "c", { placedAt }));
  await call("POST /v1/orders", order("2", "c", { placedAt, status: "placed" }));
  const at = "2026-03-01T09:00:00Z";
  const early: [path: string, body: object, pointer: string][] = [
    ["1/fulfilments", { id: "f", status: "delivered", at }, "/at"],
    ["1/refunds", { id: "r", amount: 1, refundedAt: at }, "/refundedAt"],
    ["2/pay", { paidAt: at }, "/paidAt"],
  ];
  for (const [path, body, pointer] of early) {
    const { status, body: problem } = await call(`POST /v1/orders/${path}`, body);
    expect([status, problem.code, problem.errors?.[0].pointer]).toEqual([
      422,
      "invalid_time",
      pointer,
    ]);
  }
  // A till whose clock is behind is believed.
  const delivered = { id: "f", status: "delivered", at: "2026-03-01T11:00:00Z" };
  expect((await call("POST /v1/orders/1/fulfilments", delivered)).status).toBe(201);
});
