import { expect, test } from "vitest";
import { PRESETS } from "../../../src/presets";
import { order } from "../../orders";
import { type Call, newWorld } from "../../world";

const name = { de: "Tasse", en: "Mug" };
const mug = (points: number, more: object = {}) => ({
  id: "mug",
  name,
  kind: "free_product",
  cost: { points },
  costAmount: 400,
  ...more,
});
const AT_ONCE = { pending: { online: { wait: "P0D" } } };

const check = async (call: Call, document: object, query = "") =>
  (await call(`POST /v1/program/check${query}`, document)).body.checkup;

interface Case {
  readonly name: string;
  readonly document: object;
  readonly query: string;
  readonly reach: readonly [id: string, share: number, medianDays: number | null] | null;
  readonly returnPercent: number | null;
  readonly monthlyCost: number | null;
  readonly warnings?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: "three orders in three months, one of them the first",
    // 40 points an order, so the third has 100. P(at least 2 of 3 expected) = 1 − e^−3 × 4; half of
    // that after 1.3777 × 30 days. 40 points × 4 on 40 € are 4 %, of 100 × 40 € a month.
    document: { ...AT_ONCE, rewards: [mug(100)] },
    query: "?orderValue=4000&ordersPerMonth=1",
    reach: ["mug", 0.801, 41.3],
    returnPercent: 4,
    monthlyCost: 16_000,
  },
  {
    name: "the first order is enough",
    // 40 of 40 points at once: 4 € for 40 € are 10 %.
    document: { ...AT_ONCE, rewards: [mug(40)] },
    query: "?orderValue=4000&ordersPerMonth=1",
    reach: ["mug", 1, 0],
    returnPercent: 10,
    monthlyCost: 40_000,
  },
  {
    name: "what waits leaves less time to order",
    // Free 18 days after the order: 72 days left, 2.4 expected: 1 − e^−2.4 × 3.4 = 0.691559. Half of
    // it, 0.345780, at x = 1.2233: 18 + 36.7 days.
    document: { rewards: [mug(100)] },
    query: "?orderValue=4000&ordersPerMonth=1",
    reach: ["mug", 0.692, 54.7],
    returnPercent: 4,
    monthlyCost: 16_000,
  },
  {
    name: "a reward that takes a year of orders is out of reach",
    // 10 orders: 9 more where 3 are expected: 1 − Σ e^−3 3^k/k! for k < 9 = 0.003803. Half of it
    // at x = 2.6974: 80.9 days. 1 % back.
    document: { ...AT_ONCE, rewards: [mug(400)] },
    query: "?orderValue=4000&ordersPerMonth=1",
    reach: ["mug", 0.004, 80.9],
    returnPercent: 1,
    monthlyCost: 4_000,
    warnings: ["unreachable_reward"],
  },
  {
    name: "a reward worth less than a hundredth is worth nothing",
    // 20 cents for 40 €: 0.5 %.
    document: { ...AT_ONCE, rewards: [mug(40, { costAmount: 20 })] },
    query: "?orderValue=4000&ordersPerMonth=1",
    reach: ["mug", 1, 0],
    returnPercent: 0.5,
    monthlyCost: 2_000,
    warnings: ["worthless_reward"],
  },
  {
    name: "a card is reached with its last stamp",
    // 3 orders, as above; 13 orders a year fill 4 cards of 5 €: 20 € of 520 €, 3.85 %.
    document: {
      earning: {
        base: { points: 0 },
        rules: [{ id: "s", give: { type: "stamps", card: "c", amount: 1 } }],
      },
      stamps: [
        {
          key: "c",
          name,
          size: 3,
          reward: {
            type: "voucher",
            voucher: { name, worth: { kind: "fixed_amount", amount: 500 } },
          },
        },
      ],
    },
    query: "?orderValue=4000&ordersPerMonth=1&members=10",
    reach: ["c", 0.801, 41.3],
    returnPercent: 3.85,
    monthlyCost: 1_538,
  },
  {
    name: "a donation is worth and costs its money, and there is nothing to reach",
    // 2 %.
    document: {
      causes: [{ key: "trees", name }],
      earning: {
        base: { points: 0 },
        rules: [
          {
            id: "d",
            give: { type: "donation", cause: "trees", amount: 2, each: "amount", per: 100 },
          },
        ],
      },
    },
    query: "?orderValue=4000&ordersPerMonth=1",
    reach: null,
    returnPercent: 2,
    monthlyCost: 8_000,
  },
  {
    name: "what a product is worth is unknown until somebody says so",
    document: { ...AT_ONCE, rewards: [mug(40, { costAmount: 0 })] },
    query: "?orderValue=4000&ordersPerMonth=1",
    reach: ["mug", 1, 0],
    returnPercent: null,
    monthlyCost: null,
  },
  {
    name: "as said, 8 € for 40 €",
    document: { ...AT_ONCE, rewards: [mug(40, { costAmount: 0 })] },
    query: "?orderValue=4000&ordersPerMonth=1&productValue=800",
    reach: ["mug", 1, 0],
    returnPercent: 20,
    monthlyCost: 80_000,
  },
  {
    name: "a stay of two nights earns by its nights",
    // 200 points for two nights, free at their end: the first stay is enough. 12 € for 240 €.
    document: {
      earning: {
        base: { points: 0 },
        rules: [{ id: "n", give: { type: "points", amount: 100, each: "night" } }],
      },
      pending: { online: { wait: "P0D", after: "stay_end" } },
      rewards: [mug(200, { costAmount: 1_200 })],
    },
    query: "?orderValue=24000&ordersPerMonth=0.2&nights=2&members=50",
    reach: ["mug", 1, 2],
    returnPercent: 5,
    // 50 members × 0.2 × 240 € × 5 %.
    monthlyCost: 12_000,
  },
  {
    name: "limits count: at most 60 points in all",
    // 40 and then 20, and never more.
    document: {
      ...AT_ONCE,
      earning: { base: { points: 1, per: 100, limits: [{ per: "lifetime", amount: 60 }] } },
      rewards: [mug(100)],
    },
    query: "?orderValue=4000&ordersPerMonth=1",
    reach: ["mug", 0, null],
    // 60 points × 4 of 13 orders: 240 of 52,000.
    returnPercent: 0.46,
    monthlyCost: 1_846,
    warnings: ["unreachable_reward", "worthless_reward"],
  },
];

test.each(CASES)("$name", async ({ document, query, ...told }) => {
  const { test: call } = await newWorld();
  await call("POST /v1/sandbox/clock", { now: "2026-06-01T10:00:00Z" });
  const checkup = await check(call, document, query);
  const { reach } = checkup;
  expect(reach && [reach.reward.id, reach.share, reach.medianDays]).toEqual(told.reach);
  expect(checkup).toMatchObject({
    basis: "assumptions",
    returnPercent: told.returnPercent,
    monthlyCost: told.monthlyCost,
  });
  const codes = checkup.warnings.map(({ code }: { code: string }) => code);
  expect(codes).toEqual(told.warnings ?? []);
});

test("every preset is well by the trade that it was made for, when it is applied and before", async () => {
  const { call } = await newWorld();
  for (const { id, document, trade } of PRESETS) {
    const query = new URLSearchParams(
      Object.entries(trade).map(([key, value]) => [key, `${value}`]),
    );
    const checkup = await check(call, document, `?${query}`);
    expect([id, checkup.warnings]).toEqual([id, []]);
    expect(checkup.returnPercent).toBeGreaterThanOrEqual(1);
    const { body } = await call(`POST /v1/presets/${id}/apply?dryRun=true`, {});
    expect([id, body.warnings]).toEqual([id, []]);
  }
});

test("too many rules, and a sentence without room, are warned of in the reader's language", async () => {
  const { call } = await newWorld();
  const rule = (i: number) => ({ id: `r${i}`, give: { type: "points", amount: 1 } });
  const long = { de: "x".repeat(60), en: "x".repeat(60) };
  const worth = { kind: "fixed_amount", amount: 900 };
  const document = {
    ...AT_ONCE,
    earning: { rules: Array.from({ length: 8 }, (_, i) => rule(i)) },
    stamps: [
      {
        key: "c",
        name: long,
        size: 9,
        reward: { type: "voucher", voucher: { name: long, worth } },
      },
    ],
    rewards: [mug(40)],
  };
  const de = await check(call, document, "?locale=de");
  expect(de.warnings).toMatchObject([
    {
      code: "too_many_rules",
      pointer: "/earning/rules/7",
      detail: "8 Regeln kann sich niemand merken; bis zu 7 lassen sich an der Theke erklären.",
    },
    { code: "no_single_sentence", pointer: "" },
  ]);
});

test("what is applied or rolled back to tells the same warnings, and nothing is refused", async () => {
  const { call } = await newWorld();
  const far = { rewards: [mug(4_000)] };
  const applied = await call("PUT /v1/program?locale=en", far);
  const detail =
    "0% of members reach “Mug” within 90 days (assumed: 1 × €40 a month); what most never see " +
    "brings nobody back.";
  expect(applied.body.warnings).toMatchObject([
    { code: "unreachable_reward", detail, pointer: "/rewards/0" },
    { code: "worthless_reward", pointer: "/rewards/0" },
  ]);
  await call("PUT /v1/program", { rewards: [mug(40)] });
  const back = await call("POST /v1/program/rollback", { to: 1 });
  expect(back.body.warnings).toHaveLength(2);
  await call("PUT /v1/program/draft", far);
  const draft = await call("POST /v1/program/apply", {});
  expect(draft.body.warnings).toHaveLength(2);
});

test("what a shop sells is known from its own orders, and no other's, before anything is assumed", async () => {
  const { test: call } = await newWorld();
  await call("POST /v1/sandbox/clock", { now: "2026-06-01T10:00:00Z" });
  // Five members, each 30 € every ten days.
  for (const customer of ["a", "b", "c", "d", "e"]) {
    for (const day of ["01", "11", "21"]) {
      const placedAt = `2026-05-${day}T10:00:00Z`;
      await call("POST /v1/orders", order(`${customer}${day}`, customer, { placedAt }));
    }
  }
  const { assumptions, basis } = await check(call, {});
  expect([basis, assumptions]).toMatchObject([
    "assumptions",
    { orderValue: 3_000, ordersPerMonth: 3 },
  ]);
  const elsewhere = await newWorld();
  const others = await check(elsewhere.test, {});
  expect(others.assumptions).toMatchObject({ orderValue: 4_000, ordersPerMonth: 1 });
  const asked = await check(call, {}, "?ordersPerMonth=2");
  expect(asked.assumptions).toMatchObject({ orderValue: 3_000, ordersPerMonth: 2 });
});

test("of a document that is not valid its faults are told, and no check-up", async () => {
  const { call } = await newWorld();
  const { status, body } = await call("POST /v1/program/check", { rewards: [{ id: "x" }] });
  expect([status, body.valid, body.checkup]).toEqual([200, false, null]);
  expect(body.errors.length).toBeGreaterThan(0);
});

test("assumptions beyond all money come to as much as there can be", async () => {
  const { call } = await newWorld();
  const most = "orderValue=1000000000000&ordersPerMonth=90&members=1000000000000";
  const { status, body } = await call(`POST /v1/program/check?${most}`, {});
  expect([status, body.checkup.assumptions.monthlySpend]).toEqual([200, Number.MAX_SAFE_INTEGER]);
});
