import { expect, test } from "vitest";
import { order } from "../../orders";
import type { Call } from "../../world";
import { line, shop } from "./refusals";

const taken = async (call: Call, body: object) => {
  const { status, body: answer } = await call("POST /v1/orders", body);
  expect(status, JSON.stringify(answer)).toBe(201);
  return answer;
};

test("unusual names and texts are taken as they are", async () => {
  const { call } = await shop();
  const names = [
    "👩‍🍳 Zoë 🥐",
    "Robert'); DROP TABLE orders;--",
    "<script>alert(1)</script>",
    "{line} %s $1",
    "名前",
    "ب",
  ];
  for (const [i, name] of names.entries()) {
    const items = [line({ name, sku: name, categories: [name] })];
    const member = { externalId: name, name };
    const answer = await taken(call, order(`${name}-${i}`, null, { items, member }));
    expect(answer.effects[0].reason).toBe(`1 point for every €1 on ${name}`);
    const { body } = await call(`GET /v1/orders/${encodeURIComponent(`${name}-${i}`)}`);
    expect(body.items[0]).toMatchObject({ name, sku: name, categories: [name] });
  }
});

test("empty texts count as left out, also in the replay", async () => {
  const { call } = await shop();
  const body = order("empty", "c", { items: [line({ name: "", sku: "" })], referralCode: "" });
  const first = await taken(call, body);
  expect(first.effects[0].reason).toBe("1 point for every €1 on 1");
  expect((await call("POST /v1/orders", body)).body).toEqual(first);
});

test("500 lines of everything are taken at once", async () => {
  const { call } = await shop();
  const items = Array.from({ length: 500 }, (_, i) => ({
    id: `gid://shopify/LineItem/${i}-${"x".repeat(100)}`,
    sku: "s".repeat(100),
    name: "n".repeat(300),
    quantity: 1_000_000,
    total: 100,
    categories: Array(5).fill("c".repeat(70)),
  }));
  const answer = await taken(call, order("big", "c", { items, total: 50_000 }));
  expect(answer.effects).toHaveLength(500);
  const { status, body } = await call("POST /v1/orders/big/refunds", { id: "r", amount: 50_000 });
  expect([status, body.effects.length]).toEqual([201, 500]);
});
