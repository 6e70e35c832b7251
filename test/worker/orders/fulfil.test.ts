import { expect, test } from "vitest";
import { order } from "../../orders";
import { type Call, newWorld } from "../../world";

const DAY = 86_400_000;
const iso = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const daysAgo = (days: number) => iso(Date.now() - days * DAY);
const later = (time: string, days: number) => iso(Date.parse(time) + days * DAY);
const fulfil = (call: Call, body: object) => call("POST /v1/orders/1/fulfilments", body);
const all = ["1", "2", "3"].map((id) => ({ id, quantity: 2 }));

test("goods in parts start the return period when the last is there", async () => {
  const { call } = await newWorld();
  const placedAt = daysAgo(5);
  await call("POST /v1/orders", order("1", "c", { placedAt }));
  const usual = later(placedAt, 18);
  const shipped = await fulfil(call, { id: "s", status: "shipped", at: daysAgo(4) });
  expect([shipped.status, shipped.body.activatesAt]).toEqual([201, usual]);
  const part = { id: "d1", status: "delivered", at: daysAgo(1), items: all.slice(0, 2) };
  expect((await fulfil(call, part)).body.activatesAt).toBe(usual);
  const half = { id: "d2", status: "collected", at: daysAgo(3), items: [{ id: "3", quantity: 1 }] };
  expect((await fulfil(call, half)).body.activatesAt).toBe(usual);
  const rest = { ...half, id: "d3", at: daysAgo(2) };
  expect((await fulfil(call, rest)).body.activatesAt).toBe(later(part.at, 14));
  const { body } = await call("GET /v1/orders/1");
  expect(body.fulfilments).toMatchObject([
    { id: "d1", status: "delivered", items: all.slice(0, 2), at: part.at },
    { id: "d2", status: "collected", items: half.items },
    { id: "d3" },
    { id: "s", status: "shipped", items: null },
  ]);
});

test("what is delivered before it is paid counts from delivery once it is paid", async () => {
  const { call } = await newWorld();
  const placedAt = daysAgo(30);
  await call("POST /v1/orders", order("1", "c", { placedAt, status: "placed" }));
  const delivered = await fulfil(call, { id: "d", status: "delivered", at: daysAgo(20) });
  expect(delivered.body.activatesAt).toBeNull();
  const paid = await call("POST /v1/orders/1/pay", {});
  expect(paid.body.member.wallet.points).toMatchObject({ available: 30, pending: 0 });
});

test("a delivery reported after points became free leaves them free", async () => {
  const { call } = await newWorld();
  const placedAt = daysAgo(30);
  await call("POST /v1/orders", order("1", "c", { placedAt }));
  const { body } = await fulfil(call, { id: "d", status: "delivered", at: daysAgo(1) });
  expect(body.member.wallet.points).toMatchObject({ available: 30, pending: 0 });
  expect(body.activatesAt).toBe(later(placedAt, 18));
});

test("a fulfilment is told once, and other content under its id is refused", async () => {
  const { call } = await newWorld();
  await call("POST /v1/orders", order("1", "c"));
  const body = { id: "d", status: "delivered", at: daysAgo(0) };
  const first = await fulfil(call, body);
  const again = await fulfil(call, body);
  expect([again.status, again.body]).toEqual([200, first.body]);
  const other = await fulfil(call, { ...body, status: "served" });
  expect([other.status, other.body.code]).toEqual([409, "fulfilment_differs"]);
  const refused = async (more: object) => {
    const { status, body: problem } = await fulfil(call, { ...body, id: "x", ...more });
    return [status, problem.code, problem.errors[0].pointer];
  };
  const unknown = { items: [all[0], { id: "9", quantity: 1 }] };
  expect(await refused(unknown)).toEqual([422, "unknown_line", "/items/1/id"]);
  expect(await refused({ at: daysAgo(-3) })).toEqual([422, "invalid_time", "/at"]);
  expect(await refused({ at: "0001-01-01T00:00:00Z" })).toEqual([422, "invalid_time", "/at"]);
  expect((await refused({ status: "lost" }))[0]).toBe(400);
});

test("a guest's delivery counts for whoever claims the order", async () => {
  const { call } = await newWorld();
  const guest = await call("POST /v1/orders", order("1", null, { placedAt: daysAgo(20) }));
  await fulfil(call, { id: "d", status: "delivered", at: daysAgo(15) });
  await call("PUT /v1/members/ext:late", {});
  const claim = { member: "ext:late", claimCode: guest.body.claimCode };
  const { body } = await call("POST /v1/orders/1/claim", claim);
  expect(body.member.wallet.points).toMatchObject({ available: 30, pending: 0 });
});
