import { expect, test } from "vitest";
import { counting } from "../../counting";
import { rowsIn } from "../../queue";
import {
  bought,
  expectClean,
  type Line,
  ORDER,
  only,
  opened,
  points,
  rules,
  voucher,
} from "./cases";

const MOST = 1_000_000_000_000;

test("rules that would give more than anything can hold give the most there is", async () => {
  const all = points(1_000_000, { each: "amount", per: 1 });
  const world = await opened({
    earning: {
      base: { points: 1_000_000, per: 1 },
      rules: [
        { id: "same", give: all },
        { id: "hundredfold", give: { type: "multiply", percent: 10_000, of: ["base", "same"] } },
        { id: "stamps", give: { type: "stamps", card: "c", amount: 1_000_000, each: "item" } },
      ],
    },
    stamps: [
      { key: "c", name: { de: "Karte", en: "Card" }, size: 1000, reward: points(1_000_000) },
    ],
  });
  const { status, body } = await world.test(ORDER, bought("1", [["a", MOST, 1_000_000]]));
  expect(status, JSON.stringify(body).slice(0, 500)).toBe(201);
  const given = (rule: string) =>
    body.effects
      .filter((e: { ruleId: string }) => e.ruleId === rule)
      .map((e: { amount: number }) => e.amount);
  expect(["base", "same", "hundredfold", "stamps"].map(given)).toEqual(Array(4).fill([MOST]));
  // As many full cards as one commit has room for.
  expect(given("stamps.c")).toHaveLength(25);
  const cancelled = await world.test("POST /v1/orders/1/cancel", {});
  expect(cancelled.body.member.wallet.points.available).toBe(0);
  await expectClean(world);
});

const forEachLine = (count: number) =>
  only(
    Array.from({ length: count }, (_, i) => ({ id: `r${i}`, give: points(1, { each: "line" }) })),
  );
const MANY = Array.from({ length: 500 }, (_, i): Line => [`${i}`, 100]);

test("an order of 500 lines under rules for every line is taken, and taken back", async () => {
  const world = await opened(forEachLine(10));
  const { status, body } = await world.test(ORDER, bought("1", MANY));
  expect([status, body.effects.length]).toEqual([201, 5_000]);
  expect(body.member.wallet.points.available).toBe(5_000);
  const items = MANY.map(([id]) => ({ id, quantity: 1 }));
  const refunded = await world.test("POST /v1/orders/1/refunds", { id: "r", items });
  expect([refunded.status, refunded.body.effects.length]).toEqual([201, 5_000]);
  await expectClean(world);
});

test("an order that would give more than can be stored is refused, and nothing of it stays", async () => {
  const world = await opened(forEachLine(16));
  const { status, body } = await world.test(ORDER, bought("1", MANY));
  expect([status, body.code]).toEqual([422, "too_much_at_once"]);
  expect((await world.test("GET /v1/orders/1")).status).toBe(404);
  expect((await world.test(ORDER, bought("1", MANY.slice(0, 3)))).body.effects).toHaveLength(48);
});

/** What an order of a member who has ordered before costs in the database. */
async function costUnder(program: object, more: object = {}) {
  const world = await opened(program);
  const cost = counting();
  const line = (id: string): Line => [id, 1000, 2];
  const of = (id: string) => bought(id, [line("a"), line("b"), line("c")], more);
  await world.test(ORDER, of("1"), { env: cost.env });
  await world.test(ORDER, of("2"), { env: cost.env });
  cost.reset();
  const { status } = await world.test(ORDER, of("3"), { env: cost.env });
  expect(status).toBe(201);
  // A sandbox's clock is read with its shop, one row in one trip of its own.
  return { trips: cost.trips, read: cost.rowsRead, written: cost.rowsWritten };
}

const NAME = { de: "Karte", en: "Card" };
const CARDS = ["coffee", "visits"].map((key) => ({
  key,
  name: NAME,
  size: 100,
  reward: voucher(100),
}));
const stamp = (card: string) => ({ id: card, give: { type: "stamps", card, amount: 1 } });

// Two units more at 4 rows each: given, made available, a lot, a wallet. A capped rule: 1, a budget: 1;
// their points for three lines: 3 each, in a lot that they share with the base. Each row written is
// read once; loaded are 2 wallets, the stamps' open lots of 2 orders, and what is used in 5 periods.
test("two stamp cards, a capped rule and a budget cost an order no round trip, and few rows", async () => {
  const plain = await costUnder(rules([]));
  const rich = await costUnder(
    rules(
      [
        stamp("coffee"),
        stamp("visits"),
        { id: "capped", limits: [{ per: "month", amount: 1000 }], give: points(3) },
        { id: "budget", budget: { amount: 1_000_000 }, give: points(3) },
      ],
      { stamps: CARDS },
    ),
  );
  expect(rich.trips).toBe(plain.trips);
  expect(rich.written - plain.written).toBeLessThanOrEqual(2 * 4 + 2 + 2 * 3);
  expect(rich.read - plain.read).toBeLessThanOrEqual(40);
});

test("rules that do not fit an order cost it nothing", async () => {
  const plain = await costUnder(rules([]));
  const idle = await costUnder(
    rules(
      Array.from({ length: 20 }, (_, i) => ({
        id: `r${i}`,
        if: { categories: ["tea"] },
        limits: [{ per: "day", times: 1 }],
        budget: { amount: 100 },
        give: points(5),
      })),
    ),
  );
  expect(idle).toEqual(plain);
});

// The free plan allows 50 queries an invocation, of which a signed call's own are two or three.
test("20 limited rules with budgets take an order few statements, and so does its return", async () => {
  const world = await opened(
    only(
      Array.from({ length: 20 }, (_, i) => ({
        id: `r${i}`,
        limits: [
          { per: "day", amount: 100 },
          { per: "month", amount: 100 },
        ],
        cooldown: "PT1H",
        budget: { amount: 1000, per: "month" },
        give: points(2),
      })),
    ),
  );
  const cost = counting();
  const statementsOf = async (request: string, body: object) => {
    cost.reset();
    const { status, body: answer } = await world.test(request, body, { env: cost.env });
    expect([status, answer.effects.length], JSON.stringify(answer)).toEqual([201, 20]);
    expect(cost.rowsRead).toBeLessThan(600);
    return cost.statements;
  };
  expect(await statementsOf(ORDER, bought("1", [["a", 1000]]))).toBeLessThan(25);
  expect(await used(world.sandbox)).toEqual({
    members: "60 of 2",
    cooling: 20,
    budgets: "20 of 2",
  });
  const refund = { id: "r", items: [{ id: "a", quantity: 1 }] };
  expect(await statementsOf("POST /v1/orders/1/refunds", refund)).toBeLessThan(25);
  expect(await used(world.sandbox)).toEqual({ members: "60 of 0", cooling: 0, budgets: "20 of 0" });
  await expectClean(world);
});

/** What a shop keeps of what was used: how many rows, and of how much at most. */
async function used(shop: string) {
  const [told] = await rowsIn(
    shop,
    `SELECT
       (SELECT count(*) || ' of ' || max(amount) FROM counters WHERE shop = ?1) AS members,
       (SELECT count(last_at) FROM counters WHERE shop = ?1) AS cooling,
       (SELECT count(*) || ' of ' || max(spent) FROM budgets WHERE shop = ?1) AS budgets`,
    shop,
  );
  return told;
}
