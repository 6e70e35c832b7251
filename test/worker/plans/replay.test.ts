import { expect, test } from "vitest";
import { order } from "../../orders";
import { pump, rowsIn } from "../../queue";
import { newWorld, type World } from "../../world";

/*
 * A shop that lived for half a year under several programs is replayed under these very programs:
 * then the replay has to come to exactly what was recorded. Under a draft that is the program in
 * force it has to come to no difference.
 */

const label = (text: string) => ({ de: text, en: text });
const points = (amount: number, more: object = {}) => ({ type: "points", amount, ...more });
const noTiers = {
  activities: [{ type: "review", name: label("Review"), data: { stars: "number" } }],
  earning: {
    base: { points: 1, per: 100, limits: [{ per: "month", amount: 70 }] },
    rules: [
      { id: "third", if: { everyNthOrder: 3 }, give: points(10) },
      {
        id: "review",
        on: "activity",
        activity: "review",
        give: points(15),
        limits: [{ per: "month", times: 1 }],
      },
      {
        id: "collected",
        on: "fulfilment",
        handovers: ["collected"],
        give: points(2, { each: "item" }),
        limits: [{ per: "month", amount: 9 }],
      },
      { id: "cup", give: { type: "stamps", card: "coffee", amount: 1 } },
    ],
  },
  stamps: [{ key: "coffee", name: label("Coffee"), size: 3, reward: points(7) }],
};
const withTiers = {
  ...noTiers,
  tiers: [
    {
      key: "status",
      name: label("Status"),
      measure: "spend",
      window: { type: "rolling", length: "P60D" },
      levels: [
        { key: "silver", name: label("Silver"), from: 5000, entry: [points(5)] },
        { key: "gold", name: label("Gold"), from: 9000 },
      ],
    },
  ],
  earning: {
    ...noTiers.earning,
    rules: [
      ...noTiers.earning.rules,
      { id: "gold", if: { tiers: ["gold"] }, give: { type: "multiply", percent: 150 } },
    ],
  },
};

const at = (day: string, hour = 10) => `2026-${day}T${hour}:00:00Z`;

/** Half a year of two customers: orders, reviews, handovers, a level by hand, and a new program. */
async function lived(): Promise<World> {
  const world = await newWorld();
  const { test: call, sandbox } = world;
  const on = async (time: string) => {
    await call("POST /v1/sandbox/clock", { now: time });
    await pump(sandbox);
  };
  const must = async (request: string, body: object) => {
    const reply = await call(request, body);
    expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300);
  };
  const buys = (id: string, who: string) => must("POST /v1/orders", order(id, who));
  const reviews = (id: string, who: string) =>
    must("POST /v1/activities", { id, type: "review", member: `ext:${who}`, data: { stars: 5 } });
  const collects = (id: string, items?: object[]) =>
    must(`POST /v1/orders/${id}/fulfilments`, { id: `f${id}`, status: "collected", items });
  await on(at("01-05"));
  await must("PUT /v1/program", noTiers);
  await buys("1", "anna");
  await on(at("01-20"));
  await buys("2", "anna");
  await reviews("r1", "anna");
  await on(at("01-28"));
  await buys("3", "anna");
  await collects("3");
  await reviews("r2", "anna");
  await buys("4", "ben");
  await on(at("02-10"));
  await must("PUT /v1/program", withTiers);
  await pump(sandbox);
  await must("PUT /v1/members/ext:ben/tiers/status", { level: "gold", reason: "a friend" });
  await on(at("02-15"));
  await buys("5", "anna");
  await buys("6", "ben");
  await collects("6", [{ id: "1", quantity: 2 }]);
  await on(at("05-20"));
  await buys("7", "anna");
  await reviews("r3", "anna");
  await on(at("05-25"));
  await buys("8", "anna");
  await must("POST /v1/orders/8/refunds", { id: "back", items: [{ id: "1", quantity: 1 }] });
  await on(at("06-30"));
  return world;
}

test("a shop's past, replayed under its programs, is what was recorded, rule by rule", async () => {
  const { test: call, sandbox } = await lived();
  const span = { from: at("01-01"), to: at("06-30") };
  const plan = await call("POST /v1/program/plan", { document: withTiers, ...span });
  expect(plan.body).toMatchObject({ status: "done", replay: { asRecorded: 2, differing: 0 } });
  // What was earned less what was taken back with the returned goods, of rules, cards and levels.
  const recorded = await rowsIn<{ rule: string; unit: string; amount: number }>(
    sandbox,
    `SELECT rule, unit, sum(CASE WHEN from_account = 'issued' THEN amount
       WHEN to_account = 'reversed' THEN -amount ELSE 0 END) AS amount FROM transfers
     WHERE shop = ?1 AND rule IS NOT NULL GROUP BY rule, unit`,
    sandbox,
  );
  const rules: { ruleId: string; unit: string; before: number }[] = plan.body.rules;
  const found = rules
    .filter(({ before }) => before !== 0)
    .map(({ ruleId: rule, unit, before: amount }) => ({ rule, unit, amount }));
  const byRule = (a: { rule: string }, b: { rule: string }) => (a.rule < b.rule ? -1 : 1);
  const standing = recorded.filter(({ amount }) => amount !== 0);
  expect(found.sort(byRule)).toEqual(standing.sort(byRule));
  expect(recorded.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining([
      "base",
      "collected",
      "cup",
      "gold",
      "review",
      "stamps.coffee",
      "third",
    ]),
  );
});

test("a draft that is the program in force changes nothing, and one without tiers ends levels", async () => {
  const { test: call } = await lived();
  const span = { from: at("02-10", 11), to: at("06-30") };
  const same = await call("POST /v1/program/plan", { document: withTiers, ...span });
  expect(same.body).toMatchObject({
    members: { gaining: 0, losing: 0, unchanged: 2 },
    cost: { difference: 0 },
    ...{ tiers: [], examples: [] },
  });
  for (const { before, after } of same.body.rules) expect(after).toBe(before);
  const without = await call("POST /v1/program/plan", { document: noTiers, ...span });
  expect(without.body.tiers).toMatchObject([{ set: "status", up: 0, down: 2 }]);
  const gold = without.body.rules.find((r: { ruleId: string }) => r.ruleId === "gold");
  expect(gold).toMatchObject({ after: 0 });
  expect(gold.before).toBeGreaterThan(0);
});
