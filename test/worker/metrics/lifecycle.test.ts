import { expect, test } from "vitest";
import { advance, pump } from "../../queue";
import { newWorld, type World } from "../../world";
import { DAY, iso, runMetrics, sale, setClock } from "./shop";

const NOON = Date.UTC(2026, 2, 10, 11);

async function atNoon(): Promise<World> {
  const world = await newWorld();
  await setClock(world, NOON);
  return world;
}

const lifecycle = async (world: World, from: string, to = from) =>
  (await world.test(`GET /v1/metrics/lifecycle?from=${from}&to=${to}`)).body.data;

const daily = async (world: World, day: string) =>
  (await world.test(`GET /v1/metrics/daily?from=${day}&to=${day}`)).body.data[0];

const place = (world: World, id: string, customer: string, more = {}) =>
  world.test("POST /v1/orders", sale(id, customer, 1000, more));

const none = { prospect: 0, first_time_buyer: 0, repeat_buyer: 0, regular: 0 };

test("a member goes from prospect to first-time and repeat buyer, each on its day", async () => {
  const world = await atNoon();
  await world.test("PUT /v1/members/ext:a", { name: "Anna" });
  await advance(world, NOON + DAY);
  await place(world, "1", "a");
  await advance(world, NOON + 2 * DAY);
  await place(world, "2", "a");
  await advance(world, NOON + 3 * DAY);
  const days = await lifecycle(world, "2026-03-10", "2026-03-12");
  expect(days.map((d: { members: object }) => d.members)).toMatchObject([
    { ...none, prospect: 1, active: 0 },
    { ...none, first_time_buyer: 1, active: 1 },
    { ...none, repeat_buyer: 1, active: 1 },
  ]);
  expect(days.map((d: { entered: object }) => d.entered)).toMatchObject([
    { prospect: 1 },
    { first_time_buyer: 1, active: 1 },
    { repeat_buyer: 1, active: 0 },
  ]);
  expect(days.map((d: { repeatPurchaseRate: number }) => d.repeatPurchaseRate)).toEqual([
    null,
    0,
    100,
  ]);
});

test("silence is told on the day it passes a threshold, and an order takes the rest back", async () => {
  const world = await atNoon();
  await place(world, "1", "a");
  // 90 days are assumed as interval: slipping after 135, lapsed after 180, lost after 270.
  const dayAfter = (days: number) => iso(NOON + days * DAY).slice(0, 10);
  await advance(world, NOON + 181 * DAY);
  expect(await daily(world, dayAfter(134))).toMatchObject({ customers: { slipping: 0 } });
  expect(await daily(world, dayAfter(135))).toMatchObject({ customers: { slipping: 1 } });
  expect(await daily(world, dayAfter(180))).toMatchObject({ customers: { lapsed: 1 } });
  // The day on which it would be lost is known, and not told before it is over.
  expect(await daily(world, dayAfter(270))).toMatchObject({
    isComplete: false,
    customers: { lost: 0 },
  });
  const [far] = await lifecycle(world, dayAfter(300));
  expect([far.members.lapsed, far.members.lost]).toEqual([1, 0]);
  await place(world, "2", "a");
  await advance(world, NOON + 300 * DAY);
  expect(await daily(world, dayAfter(181))).toMatchObject({
    customers: { wonBack: 1, returning: 1 },
  });
  expect(await daily(world, dayAfter(270))).toMatchObject({
    isComplete: true,
    customers: { lost: 0 },
  });
});

test("an order that is wholly returned counts for nobody, from its day on", async () => {
  const world = await atNoon();
  await place(world, "1", "a");
  await advance(world, NOON + 4 * DAY);
  expect(await daily(world, "2026-03-10")).toMatchObject({ customers: { new: 1 } });
  await world.test("POST /v1/orders/shopify:1/refunds", {
    id: "r",
    items: [{ id: "1", quantity: 2 }],
  });
  await advance(world, NOON + 5 * DAY);
  expect(await daily(world, "2026-03-10")).toMatchObject({
    orders: { paid: 1 },
    revenue: { net: 1000 },
    customers: { new: 0, active: 0 },
  });
  expect(await daily(world, "2026-03-14")).toMatchObject({ revenue: { net: -1000 } });
  const [day] = await lifecycle(world, "2026-03-14");
  expect(day.members).toMatchObject({ ...none, prospect: 1, active: 0 });
});

test("an erased member leaves the counts on that day; the numbers of days before stay", async () => {
  const world = await atNoon();
  await place(world, "1", "a");
  await place(world, "2", "b");
  await advance(world, NOON + 2 * DAY);
  await world.test("DELETE /v1/members/ext:a");
  await advance(world, NOON + 3 * DAY);
  const days = await lifecycle(world, "2026-03-11", "2026-03-12");
  expect(
    days.map((d: { members: { first_time_buyer: number } }) => d.members.first_time_buyer),
  ).toEqual([2, 1]);
  expect(await daily(world, "2026-03-10")).toMatchObject({ customers: { new: 2 } });
  expect(await daily(world, "2026-03-12")).toMatchObject({ members: { erased: 1 } });
});

test("new thresholds move every member on the day from which they hold", async () => {
  const world = await atNoon();
  for (const customer of ["a", "b", "c"]) await place(world, customer, customer);
  await advance(world, NOON + 20 * DAY);
  await world.test("PUT /v1/program", {
    lifecycle: { defaultIntervalDays: 5, lostAfterAtLeastDays: 30 },
  });
  await advance(world, NOON + 21 * DAY);
  // The first version holds for all that was before, too, as the members' records say.
  expect((await lifecycle(world, "2026-03-18"))[0].members).toMatchObject({
    slipping: 3,
    active: 0,
  });
  await world.test("PUT /v1/program", { lifecycle: { defaultIntervalDays: 300 } });
  await advance(world, NOON + 22 * DAY);
  const days = await lifecycle(world, "2026-03-30", "2026-03-31");
  expect(days.map((d: { members: object }) => d.members)).toMatchObject([
    { lapsed: 3, active: 0 },
    { lapsed: 0, active: 3 },
  ]);
  const { body } = await world.test("GET /v1/members/ext:a");
  expect(body.activity).toBe("active");
});

test("another time zone moves customers' days at the next run", async () => {
  const world = await newWorld({ timeZone: "UTC" });
  await setClock(world, Date.UTC(2026, 2, 10, 23, 30));
  await place(world, "1", "a");
  await advance(world, Date.UTC(2026, 2, 12, 12));
  expect(await daily(world, "2026-03-10")).toMatchObject({ customers: { new: 1 } });
  await world.test("PATCH /v1/shop", { timeZone: "Europe/Berlin" });
  await runMetrics(world.sandbox);
  await pump(world.sandbox);
  expect(await daily(world, "2026-03-10")).toMatchObject({ customers: { new: 0 } });
  expect(await daily(world, "2026-03-11")).toMatchObject({ customers: { new: 1 } });
});

test("retention and churn are of those who bought the month before", async () => {
  const world = await atNoon();
  const months = { 1: ["a", "b", "c"], 2: ["a", "d"], 3: ["a", "b"] };
  for (const [month, customers] of Object.entries(months)) {
    for (const customer of customers) {
      const placedAt = iso(Date.UTC(2026, Number(month) - 1, 5, 12));
      await place(world, `${month}${customer}`, customer, { placedAt });
    }
  }
  await advance(world, NOON + 30 * DAY);
  const { body } = await world.test("GET /v1/metrics/retention?from=2026-01-01&to=2026-04-01");
  const told = { currency: "EUR", timeZone: "Europe/Berlin" };
  expect(body).toMatchObject(told);
  expect(body.data).toMatchObject([
    {
      period: "2026-01",
      start: 0,
      kept: 0,
      new: 3,
      returned: 0,
      end: 3,
      retention: null,
      churn: null,
    },
    {
      period: "2026-02",
      isComplete: true,
      start: 3,
      kept: 1,
      new: 1,
      returned: 0,
      end: 2,
      retention: 33.3,
      churn: 66.7,
      retentionByCount: 33.3,
      repeatPurchaseRate: 25,
    },
    {
      period: "2026-03",
      start: 2,
      kept: 1,
      new: 0,
      returned: 1,
      end: 2,
      retention: 50,
      churn: 50,
      retentionByCount: 100,
    },
    { period: "2026-04", isComplete: false },
  ]);
  const quarters = await world.test(
    "GET /v1/metrics/retention?from=2026-02-01&to=2026-02-01&period=quarter",
  );
  expect(quarters.body.data).toMatchObject([
    { period: "2026-Q1", start: 0, new: 4, end: 4, repeatPurchaseRate: 50 },
  ]);
});

test("an empty sandbox whose clock is set back counts its days from there", async () => {
  const world = await newWorld();
  await advance(world, NOON);
  await advance(world, NOON - 100 * DAY);
  await place(world, "1", "a");
  await advance(world, NOON - 98 * DAY);
  const day = iso(NOON - 100 * DAY).slice(0, 10);
  expect(await daily(world, day)).toMatchObject({ isComplete: true, customers: { new: 1 } });
  expect(await daily(world, iso(NOON - 50 * DAY).slice(0, 10))).toMatchObject({
    isComplete: false,
  });
});
