import { expect, test } from "vitest";
import { newWorld } from "../../world";

test("a member is made once and found by every identifier", async () => {
  const { call } = await newWorld();
  const made = await call("PUT /v1/members/ext:c-42", {
    email: "Anna@Example.com",
    name: "Anna Groß",
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const again = await call("PUT /v1/members/ext:c-42", { phone: "0049 170 1234567" });
  expect(again.status).toBe(200);
  for (const ref of [
    "ext:c-42",
    "email:anna@example.com",
    "phone:+491701234567",
    made.body.member.id,
  ]) {
    const found = await call(`GET /v1/members/${encodeURIComponent(ref)}`);
    expect(found.body.id).toBe(made.body.member.id);
  }
  const wallet = await call("GET /v1/members/ext:c-42/wallet");
  expect(wallet.body.wallet.points).toMatchObject({ available: 0, pending: 0, held: 0 });
});
