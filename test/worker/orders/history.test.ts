import { expect, test } from "vitest";
import { order } from "../../orders";
import { env, newWorld } from "../../world";

const DAY = 86_400_000;
const iso = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const past = (id: string, days: number, more: object = {}) =>
  order(id, "c", { mode: "history", placedAt: iso(Date.now() - days * DAY), ...more });

test("history counts for rhythm and stage, and earns only when the import asks for it", async () => {
  const { call } = await newWorld();
  const plain = await call("POST /v1/orders", past("1", 400));
  expect([plain.status, plain.body.effects]).toEqual([201, []]);
  const none = await call("POST /v1/orders", past("2", 300, { earn: "none" }));
  expect(none.body).toMatchObject({ effects: [], member: { stage: "repeat_buyer" } });
  const rules = await call("POST /v1/orders", past("3", 30, { earn: "rules" }));
  expect(rules.body.member.wallet.points.available).toBe(30);
  const { body } = await call("GET /v1/orders/1/explain?locale=de");
  expect(body.text).toBe(
    "Die Bestellung stammt aus der Zeit vor dem Programm und wurde ohne Gutschrift übernommen.",
  );
  expect((await call("GET /v1/orders/3")).body.mode).toBe("history");
});

test("dates follow when it was placed, and what is due already is settled in the same commit", async () => {
  const { call } = await newWorld();
  await call("PUT /v1/program", { expiry: { policy: "rolling", after: "P60D" } });
  const placedAt = iso(Date.now() - 100 * DAY);
  const old = await call("POST /v1/orders", past("1", 100, { earn: "rules", placedAt }));
  expect(old.body.effects[0]).toMatchObject({
    state: "expired",
    activatesAt: iso(Date.parse(placedAt) + 18 * DAY),
    expiresAt: iso(Date.parse(placedAt) + 60 * DAY),
  });
  expect(old.body.member.wallet.points).toMatchObject({ available: 0, pending: 0 });
  const newer = await call("POST /v1/orders", past("2", 10, { earn: "rules" }));
  expect(newer.body.member.wallet.points).toMatchObject({ available: 0, pending: 30 });
  const { body } = await call("GET /v1/members/ext:c/transfers");
  const reasons = body.data.map((t: { reason: string }) => t.reason);
  expect(reasons.filter((r: string) => r === "expire")).toHaveLength(1);
});

test("the program is the one of that time, never one before the first", async () => {
  const world = await newWorld();
  const { test: call } = world;
  await call("PUT /v1/program", { earning: { base: { points: 2 } } });
  await env.DB.prepare("UPDATE shops SET clock_at = ?2 WHERE id = ?1")
    .bind(world.sandbox, Date.now() + 10 * DAY)
    .run();
  await call("PUT /v1/program", { earning: { base: { points: 5 } } });
  const of = async (id: string, days: number) =>
    (await call("POST /v1/orders", past(id, days, { earn: "rules" }))).body.effects[0].amount;
  expect(await of("long-before", 900)).toBe(20);
  expect(await of("between", -5)).toBe(20);
  expect(await of("after", -10.5)).toBe(50);
});

test("an order of now cannot choose whether it earns", async () => {
  const { call } = await newWorld();
  const { status, body } = await call("POST /v1/orders", order("1", "c", { earn: "none" }));
  expect([status, body.errors[0].pointer]).toEqual([400, "/earn"]);
});
