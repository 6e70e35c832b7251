import { expect, test } from "vitest";
import { env, newWorld, type World } from "../../world";
import { withLatency } from "../../world-latency";

const COFFEE = { name: { de: "Kaffee", en: "Coffee" }, worth: { kind: "free_product" } };
/** Once in four; of the till's orders 3 and 15 win the coffee, 14 and 20 the points. */
const LUCKY = {
  id: "lucky",
  give: {
    type: "surprise",
    oneIn: 4,
    gifts: [
      { gift: { type: "points", amount: 50 }, weight: 2 },
      { gift: { type: "voucher", voucher: COFFEE } },
    ],
  },
};

async function shopWith(rule: object): Promise<World> {
  const world = await newWorld();
  await world.call("PUT /v1/program", { earning: { base: { points: 0 }, rules: [rule] } });
  return world;
}

const order = (id: string, member = "anna") => ({
  id,
  source: "till",
  channel: "store",
  status: "paid",
  member: { externalId: member },
  currency: "EUR",
  total: 1000,
  items: [{ id: "1", quantity: 1, total: 1000 }],
});

const kinds = (reply: { body: { effects: { type: string; ruleId?: string }[] } }) =>
  reply.body.effects.filter((e) => e.ruleId === "lucky").map((e) => e.type);

test("a surprise is the same in a rehearsal, for real and when it is sent again", async () => {
  const { call } = await shopWith(LUCKY);
  const dry = await call("POST /v1/orders?dryRun=true", order("3"));
  expect(kinds(dry)).toEqual(["voucher_issued"]);
  const real = await call("POST /v1/orders", order("3"));
  expect(kinds(real)).toEqual(["voucher_issued"]);
  expect((await call("POST /v1/orders", order("3"))).body).toEqual(real.body);
  expect(kinds(await call("POST /v1/orders", order("1")))).toEqual([]);
  const told = await call("GET /v1/orders/till:1/explain");
  expect(JSON.stringify(told.body)).toContain(
    "This is given by chance, once in 4: 0 would have won, 3 was drawn.",
  );
});

test("what a surprise gave is taken back with the whole order", async () => {
  const { call } = await shopWith(LUCKY);
  const bought = await call("POST /v1/orders", order("14"));
  expect(kinds(bought)).toEqual(["points_earned"]);
  const back = await call("POST /v1/orders/till:14/refunds", {
    id: "r",
    items: [{ id: "1", quantity: 1 }],
  });
  expect(kinds(back)).toEqual(["points_reversed"]);
});

test("of 20 orders with luck at once a budget of 3 surprises 3, and no more ever after", async () => {
  const give = { ...LUCKY.give, oneIn: 1, gifts: [{ gift: { type: "points", amount: 50 } }] };
  const { call } = await shopWith({ ...LUCKY, give, budget: { amount: 3 } });
  const slow = withLatency(env, 10, 30);
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      call("POST /v1/orders", order(`o${i}`, `m${i}`), { env: slow }),
    ),
  );
  expect(replies.map((r) => r.status)).toEqual(Array(20).fill(201));
  const lucky = replies.flatMap((r, i) => (kinds(r).length > 0 ? [i] : []));
  expect(lucky.length).toBe(3);
  expect(kinds(await call("POST /v1/orders", order("late")))).toEqual([]);
  // A surprise that is taken back is there for somebody else.
  await call(`POST /v1/orders/till:o${lucky[0]}/cancel`, {});
  expect(kinds(await call("POST /v1/orders", order("later")))).toEqual(["points_earned"]);
  expect(kinds(await call("POST /v1/orders", order("last")))).toEqual([]);
});
