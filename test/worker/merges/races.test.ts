import { expect, test } from "vitest";
import { order } from "../../orders";
import { env, newWorld, type Reply } from "../../world";
import { withLatency } from "../../world-latency";
import { MUG, memberWith, useProgram } from "../rewards/points";
import { checked } from "./checked";

/** Without waiting, and with 10–30 ms before and after every call to D1, where races meet. */
const LATENCIES = [
  { name: "at no latency", env },
  { name: "at 10–30 ms", env: withLatency(env, 10, 30) },
];

const statuses = (replies: readonly Reply[]) => {
  const seen = replies.map((r) => `${r.status} ${r.body.code ?? ""}`.trim());
  return Object.fromEntries([...new Set(seen)].map((s) => [s, seen.filter((t) => t === s).length]));
};

test.each(LATENCIES)(
  "of 20 redemptions and orders in the midst of a merge none is lost or doubled $name",
  async (at) => {
    const world = await newWorld();
    await useProgram(world.shop, { rewards: [MUG], pending: { online: { wait: "P0D" } } });
    await memberWith(world, "a", 1000);
    await memberWith(world, "b", 1500);
    const call = (request: string, body: object) => world.call(request, body, { env: at.env });
    const [merged, ...replies] = await Promise.all([
      call("POST /v1/members/ext:a/merge", { from: "ext:b" }),
      ...Array.from({ length: 10 }, (_, i) =>
        call("POST /v1/redemptions", { rewardId: "mug", member: i % 2 ? "ext:a" : "ext:b" }),
      ),
      ...Array.from({ length: 10 }, (_, i) =>
        call("POST /v1/orders", order(`${i}`, i % 2 ? "a" : "b")),
      ),
    ]);
    expect(merged?.status).toBe(201);
    // 1000 + 1500 points are five mugs of 500, whoever they were of; ten orders of 30 points besides.
    const seen = statuses(replies);
    expect(seen["201"]).toBe(10 + 5);
    expect(seen["422 insufficient_points"]).toBe(5);
    const { body } = await world.call("GET /v1/members/ext:b/wallet");
    const { available, pending, lifetimeSpent } = body.wallet.points;
    expect([available + pending, lifetimeSpent]).toEqual([300, 2500]);
    expect(await checked(world)).toEqual([]);
  },
);

test.each(LATENCIES)("of 20 merges of one pair, either way, one takes place $name", async (at) => {
  const world = await newWorld();
  await memberWith(world, "a", 100);
  await memberWith(world, "b", 50);
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, i) => {
      const [into, from] = i % 2 ? ["a", "b"] : ["b", "a"];
      const request = `POST /v1/members/ext:${into}/merge`;
      return world.call(request, { from: `ext:${from}` }, { env: at.env });
    }),
  );
  expect(statuses(replies)).toEqual({ "201": 1, "409 merge_not_possible": 19 });
  const wallet = await world.call("GET /v1/members/ext:a/wallet");
  expect(wallet.body.wallet.points.available).toBe(150);
  expect(await checked(world)).toEqual([]);
});

test.each(LATENCIES)("of 20 undoings one takes place, amid redemptions $name", async (at) => {
  const world = await newWorld();
  await useProgram(world.shop, { rewards: [MUG] });
  await memberWith(world, "a", 600);
  await memberWith(world, "b", 600);
  await world.call("POST /v1/members/ext:a/merge", { id: "m", from: "ext:b" });
  const replies = await Promise.all(
    Array.from({ length: 25 }, (_, i) =>
      i < 20
        ? world.call("POST /v1/merges/m/undo", {}, { env: at.env })
        : world.call("POST /v1/redemptions", { rewardId: "mug", member: "ext:a" }, { env: at.env }),
    ),
  );
  const undone = replies.slice(0, 20);
  expect(new Set(undone.map((r) => JSON.stringify(r.body))).size).toBe(1);
  expect(undone.filter((r) => r.headers.get("idempotency-replayed") === null)).toHaveLength(1);
  expect(await checked(world)).toEqual([]);
});
