import { expect, test } from "vitest";
import { DAY } from "../../../src/lib/time";
import { order } from "../../orders";
import { advance, rowsIn } from "../../queue";
import { newWorld } from "../../world";

const START = Date.UTC(2030, 0, 10, 12);
const iso = (at: number) => new Date(at).toISOString();

test("a clock that leaps over an expiry brings both notices first, each in its time", async () => {
  const world = await newWorld();
  await advance(world, START);
  await world.test("PUT /v1/program", {
    expiry: { policy: "rolling", after: "P90D" },
    journeys: { pointsFree: { isEnabled: true } },
  });
  const placed = await world.test("POST /v1/orders", order("1", "c-1", { placedAt: iso(START) }));
  expect(placed.status, JSON.stringify(placed.body)).toBe(201);
  await advance(world, START + 400 * DAY);
  const messages = await rowsIn<{ journey: string; status: string; planned_at: number }>(
    world.sandbox,
    "SELECT journey, status, planned_at FROM messages WHERE shop = ? ORDER BY planned_at",
    world.sandbox,
  );
  const told = messages.map((m) => [m.journey, m.status]);
  expect(told).toEqual([
    ["points_free", "shown"],
    ["points_expiring", "shown"],
    ["points_expiring", "shown"],
  ]);
  const expired = START + 90 * DAY;
  const before = messages.slice(1).map((m) => Math.round((expired - m.planned_at) / DAY));
  expect(before).toEqual([30, 7]);
  const { body } = await world.test("GET /v1/members/ext:c-1/wallet");
  expect(body.wallet.points).toMatchObject({ available: 0, pending: 0 });
});
