import { expect, test, vi } from "vitest";
import { failing } from "../../faults";
import { order } from "../../orders";
import { env, newWorld } from "../../world";

/** What somebody could be recognised by, and what a key could be misused for. */
const PERSONAL = ["anna.gross@example.com", "Anna Groß", "+491701234567", "4711-0815", "sk_live_"];

test("a request is one line of JSON that says what was asked, and nobody's name", async () => {
  const lines: string[] = [];
  const keep = (line: string) => void lines.push(line);
  const spies = [
    vi.spyOn(console, "info").mockImplementation(keep),
    vi.spyOn(console, "error").mockImplementation(keep),
  ];
  const { call, shop } = await newWorld();
  const loud = { env: { ...env, LOG_LEVEL: "info" } };
  const anna = {
    email: "anna.gross@example.com",
    name: "Anna Groß",
    phone: "+491701234567",
    card: "4711-0815",
  };
  await call("PUT /v1/members/email:anna.gross@example.com", anna, loud);
  await call("GET /v1/members?q=anna.gross@example.com", undefined, loud);
  await call("GET /v1/members/phone:+491701234567/wallet", undefined, loud);
  await call("POST /v1/orders", order("1", null, { member: anna }), loud);
  await call("POST /v1/orders", { ...order("2", null), member: anna, total: "Anna Groß" }, loud);
  const broken = failing(1, "before", "D1_ERROR: no such column: anna.gross@example.com");
  await call("PUT /v1/members/ext:a", anna, { env: { ...broken, LOG_LEVEL: "info" } });
  for (const spy of spies) spy.mockRestore();

  expect(lines.length).toBeGreaterThanOrEqual(6);
  const first = JSON.parse(lines[0] ?? "");
  expect(first).toMatchObject({
    level: "info",
    shop,
    method: "PUT",
    route: "/v1/members/:ref",
    status: 201,
  });
  expect(first.requestId).toMatch(/^req_/);
  for (const personal of PERSONAL) expect(lines.join("\n")).not.toContain(personal);
});
