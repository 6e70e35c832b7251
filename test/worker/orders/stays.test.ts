import { expect, test } from "vitest";
import { shardOf } from "../../context";
import { faultsOf } from "../../invariants";

import { newWorld, type World } from "../../world";

const NIGHTS = { id: "nights", give: { type: "points", amount: 50, each: "night" } };
/** 1 point a euro and 50 a night, all of it free once the guest has left. */
const HOTEL = {
  earning: { base: { per: 100 }, rules: [NIGHTS] },
  pending: { online: { wait: "P0D", after: "stay_end" } },
};

const room = (from: string, until: string, more: object = {}) => ({
  id: "room",
  quantity: 1,
  total: 20_000,
  name: "Double room",
  startsAt: `${from}T15:00:00+02:00`,
  endsAt: `${until}T11:00:00+02:00`,
  ...more,
});
const booking = (id: string, items: { total: number }[], more: object = {}) => ({
  id,
  member: { externalId: "g" },
  currency: "EUR",
  total: items.reduce((sum, { total }) => sum + total, 0),
  items,
  ...more,
});

async function hotel(document: object = HOTEL): Promise<World> {
  const world = await newWorld();
  await world.test("POST /v1/sandbox/clock", { now: "2026-06-01T10:00:00Z" });
  expect((await world.test("PUT /v1/program", document)).status).toBe(201);
  return world;
}
const given = (body: { effects: { ruleId: string; amount: number; activatesAt?: string }[] }) =>
  body.effects.map(({ ruleId, amount, activatesAt }) => [ruleId, amount, activatesAt]);

test("a stay earns by its nights, free from its end on, and says so", async () => {
  const { test: call, sandbox } = await hotel();
  const body = booking("1", [room("2026-06-05", "2026-06-08")]);
  const placed = await call("POST /v1/orders", body);
  // 200 € and 3 nights × 50; the stay ends on 8 June, 11 a.m. in Berlin.
  const end = "2026-06-08T09:00:00Z";
  expect(given(placed.body)).toEqual([
    ["base", 200, end],
    ["nights", 150, end],
  ]);
  expect(placed.body.effects[1].reason).toBe("50 points for every night on Double room");
  const again = await call("POST /v1/orders", body);
  expect([again.status, again.body]).toEqual([200, placed.body]);
  const { body: read } = await call("GET /v1/orders/1");
  expect(read.items[0]).toMatchObject({ startsAt: "2026-06-05T13:00:00Z", endsAt: end });
  expect(read.activatesAt).toBe(end);
  const { body: why } = await call("GET /v1/orders/1/explain?locale=en");
  expect(why.rules[1]).toMatchObject({
    sentence: "You get 50 points for every night.",
    given: [{ unit: "points", amount: 150, reversed: 0 }],
  });
  expect(await faultsOf(await shardOf(sandbox), sandbox)).toEqual([]);
});

test("a stay that becomes longer or shorter follows by the difference, and ends when it ends", async () => {
  const { test: call, sandbox } = await hotel();
  await call("POST /v1/orders", booking("1", [room("2026-06-05", "2026-06-08")]));
  const amend = (until: string) =>
    call("PUT /v1/orders/1", booking("1", [room("2026-06-05", until)]));
  const longer = await amend("2026-06-10");
  // Two nights more; all of it waits until the 10th.
  expect(given(longer.body)).toEqual([["nights", 100, "2026-06-10T09:00:00Z"]]);
  const pending = async () => {
    const { points } = (await call("GET /v1/members/ext:g/wallet")).body.wallet;
    return [points.available, points.pending, points.nextActivation];
  };
  expect(await pending()).toEqual([0, 450, { at: "2026-06-10T09:00:00Z", amount: 450 }]);
  const shorter = await amend("2026-06-06");
  // Four of the five nights, the two that came last first.
  expect(shorter.body.effects).toMatchObject([
    { type: "points_reversed", amount: 100 },
    { type: "points_reversed", amount: 100 },
  ]);
  expect(await pending()).toEqual([0, 250, { at: "2026-06-06T09:00:00Z", amount: 250 }]);
  expect((await amend("2026-06-06")).body.effects).toEqual([]);
  expect(await faultsOf(await shardOf(sandbox), sandbox)).toEqual([]);
});

test("one of two rooms that is given back takes its nights along", async () => {
  const { test: call, sandbox } = await hotel();
  const rooms = room("2026-06-05", "2026-06-08", { quantity: 2, total: 40_000 });
  await call("POST /v1/orders", booking("1", [rooms]));
  const back = await call("POST /v1/orders/1/refunds", {
    id: "r",
    items: [{ id: "room", quantity: 1 }],
  });
  // Half of 400 and half of 2 × 3 × 50.
  expect(back.body.effects).toMatchObject([
    { type: "points_reversed", ruleId: "base", amount: 200 },
    { type: "points_reversed", ruleId: "nights", amount: 150 },
  ]);
  expect(await faultsOf(await shardOf(sandbox), sandbox)).toEqual([]);
});

test("a rule may wait for the stay's end where its order does not", async () => {
  const pending = { wait: "P1D", after: "stay_end" };
  const { test: call } = await hotel({
    earning: { rules: [{ ...NIGHTS, pending }] },
    pending: { online: { wait: "P0D" } },
  });
  const dinner = { id: "dinner", quantity: 1, total: 5_000 };
  const both = await call("POST /v1/orders?dryRun=true", {
    ...booking("1", [room("2026-06-05", "2026-06-06"), dinner]),
    placedAt: "2026-06-01T10:00:00Z",
  });
  expect(given(both.body)).toEqual([
    ["base", 200, "2026-06-01T10:00:00Z"],
    ["base", 50, "2026-06-01T10:00:00Z"],
    ["nights", 50, "2026-06-07T09:00:00Z"],
  ]);
});

test("a visitor is told what a stay would earn, and when", async () => {
  const { test: call } = await hotel();
  const { body } = await call("POST /v1/estimate", {
    currency: "EUR",
    items: [room("2026-06-05", "2026-06-08")],
  });
  expect(body).toMatchObject({ amount: 350, activatesAt: "2026-06-08T09:00:00Z" });
});

test("a stay has a beginning, and an end after it within a year and not a lifetime away", async () => {
  const { test: call } = await hotel();
  const refused: [object, string][] = [
    [{ endsAt: null }, "/items/0/endsAt"],
    [{ startsAt: null }, "/items/0/startsAt"],
    [{ endsAt: "2026-06-05T15:00:00+02:00" }, "/items/0/endsAt"],
    [{ endsAt: "2026-06-04T15:00:00+02:00" }, "/items/0/endsAt"],
    [{ endsAt: "2027-06-07T15:00:00+02:00" }, "/items/0/endsAt"],
    [
      { startsAt: "2206-06-05T15:00:00+02:00", endsAt: "2206-06-07T15:00:00+02:00" },
      "/items/0/endsAt",
    ],
  ];
  for (const [more, pointer] of refused) {
    const body = booking("1", [room("2026-06-05", "2026-06-08", more)]);
    const { status, body: problem } = await call("POST /v1/orders", body);
    expect([status, problem.code, problem.errors[0].pointer]).toEqual([
      422,
      "invalid_time",
      pointer,
    ]);
  }
});
