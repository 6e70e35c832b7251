import { expect, test } from "vitest";
import { newWorld, type World } from "../../world";

const points = (amount: number, each?: string) => ({
  type: "points",
  amount,
  ...(each ? { each } : {}),
});
const PROGRAM = {
  earning: {
    base: { points: 0 },
    rules: [
      { id: "pickup", on: "fulfilment", handovers: ["collected"], give: points(100) },
      { id: "units", on: "fulfilment", give: points(5, "item") },
      {
        id: "few",
        on: "fulfilment",
        give: points(1, "item"),
        limits: [{ per: "order", amount: 4 }],
      },
      { id: "each", give: points(2, "item") },
      { id: "cup", give: { type: "stamps", card: "cups", amount: 1, each: "item" } },
    ],
  },
  stamps: [{ key: "cups", name: { de: "Tassen", en: "Cups" }, size: 50, reward: points(1) }],
};

/** Six cups of two sorts, 12 €. */
const cups = (id: string, more: object = {}) => ({
  id,
  channel: "store",
  currency: "EUR",
  total: 1200,
  items: [
    { id: "a", quantity: 5, total: 1000 },
    { id: "b", quantity: 1, total: 200 },
  ],
  ...more,
});
const ANNA = { member: { externalId: "anna" } };

async function started(): Promise<World> {
  const world = await newWorld();
  await world.call("PUT /v1/members/ext:anna", { name: "Anna" });
  expect((await world.call("PUT /v1/program", PROGRAM)).status).toBe(201);
  return world;
}

/** What stands of each rule. */
async function standing({ call }: World, id: string): Promise<Record<string, number>> {
  const { body } = await call(`GET /v1/orders/${id}`);
  const sums: Record<string, number> = {};
  for (const e of body.earned as { ruleId: string; amount: number; reversed: number }[]) {
    sums[e.ruleId] = (sums[e.ruleId] ?? 0) + e.amount - e.reversed;
  }
  return sums;
}

const hand = ({ call }: World, id: string, nth: number, more: object = {}) =>
  call(`POST /v1/orders/${id}/fulfilments`, { id: `f${nth}`, status: "collected", ...more });

test("all the money given back takes back what was given by unit, too", async () => {
  const world = await started();
  await world.call("POST /v1/orders", cups("1", ANNA));
  // 6 units: 2 points and a stamp each.
  expect(await standing(world, "1")).toEqual({ each: 12, cup: 6 });
  const { body } = await world.call("POST /v1/orders/1/refunds", { id: "r", amount: 1200 });
  expect(body.order.status).toBe("refunded");
  expect(await standing(world, "1")).toEqual({ each: 0, cup: 0 });
});

test("each unit is handed over once, whatever is told how often", async () => {
  const world = await started();
  await world.call("POST /v1/orders", cups("1", ANNA));
  await hand(world, "1", 1, { items: [{ id: "a", quantity: 2 }] });
  // 100 with the first part; 2 units of 5; of 1 each.
  expect(await standing(world, "1")).toMatchObject({ pickup: 100, units: 10, few: 2 });
  await hand(world, "1", 2, { items: [{ id: "a", quantity: 1000 }] });
  // 3 more units; 4 is the most of `few` in an order.
  expect(await standing(world, "1")).toMatchObject({ pickup: 100, units: 25, few: 4 });
  for (const nth of [3, 4, 5]) await hand(world, "1", nth);
  expect(await standing(world, "1")).toMatchObject({ pickup: 100, units: 30, few: 4 });
});

test("what is shipped is not handed over, unless a rule says so", async () => {
  const world = await started();
  await world.call("POST /v1/orders", cups("1", ANNA));
  await hand(world, "1", 1, { status: "shipped" });
  expect(await standing(world, "1")).toEqual({ each: 12, cup: 6 });
  await hand(world, "1", 2, { status: "delivered" });
  expect(await standing(world, "1")).toMatchObject({ units: 30 });
});

test("an amendment takes back what handovers gave for units that are no longer sold", async () => {
  const world = await started();
  await world.call("POST /v1/orders", cups("1", ANNA));
  await hand(world, "1", 1);
  const { status } = await world.call("PUT /v1/orders/1", {
    ...cups("1"),
    total: 400,
    items: [{ id: "a", quantity: 2, total: 400 }],
  });
  expect(status).toBe(200);
  // 2 of 6 units are left.
  expect(await standing(world, "1")).toEqual({ each: 4, cup: 2, pickup: 100, units: 10, few: 2 });
});

test("an order that is paid or claimed after it was collected earns as if it had been before", async () => {
  const world = await started();
  await world.call("POST /v1/orders", cups("1", { ...ANNA, status: "placed" }));
  await hand(world, "1", 1);
  expect(await standing(world, "1")).toEqual({});
  await world.call("POST /v1/orders/1/pay", {});
  const all = { each: 12, cup: 6, pickup: 100, units: 30, few: 4 };
  expect(await standing(world, "1")).toEqual(all);
  const guest = await world.call("POST /v1/orders", cups("2"));
  await hand(world, "2", 1);
  const { claimCode } = guest.body;
  await world.call("POST /v1/orders/2/claim", { member: "ext:anna", claimCode });
  expect(await standing(world, "2")).toEqual(all);
});
