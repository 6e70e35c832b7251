import { expect, test } from "vitest";
import { shardOf } from "../../context";
import { faultsOf } from "../../invariants";
import { newWorld } from "../../world";

/** A customer's first weeks under a preset, worked out by hand. */
interface Walk {
  readonly preset: string;
  /** Orders a week apart, each worth so much in minor units. */
  readonly orders: readonly number[];
  readonly order?: object;
  readonly item?: object;
  /** What is bought with what was earned, and the points that are left then. */
  readonly buys?: readonly [reward: string, left: number, delivers?: string];
  /** Of the last order's effects. */
  readonly effect?: object;
}

const STORE = { channel: "store" };
const times = (n: number, total: number) => Array.from({ length: n }, () => total);

const WALKS: readonly Walk[] = [
  // 6 points a visit: 9 × 6 = 54, less 50.
  { preset: "cafe", orders: times(9, 650), order: STORE, buys: ["drink", 4] },
  {
    preset: "bakery",
    orders: times(10, 550),
    order: STORE,
    effect: { type: "voucher_issued", reason: "Bread card" },
  },
  // 60, then 60 and 50 for the second visit: 170 less 100.
  { preset: "salon", orders: times(2, 6_000), order: STORE, buys: ["massage", 70] },
  // 55, then 55 and 50 for the second order: 160 less 150, free after the return period.
  { preset: "web_shop", orders: times(2, 5_500), buys: ["five-euro", 10] },
  // 3 × 35 = 105, less 100.
  { preset: "retail", orders: times(3, 3_500), order: STORE, buys: ["five-euro", 5] },
  // 3 × 29 = 87, less 80.
  { preset: "subscription_box", orders: times(3, 2_900), buys: ["extra", 7] },
  // 476 € with 76 € tax are 400 € net, 40 points: 3 × 40 = 120, less 100.
  {
    preset: "b2b",
    orders: times(3, 47_600),
    order: { tax: 7_600 },
    buys: ["credit", 20, "given"],
  },
  {
    // 2 nights × 100 and 50 for booking direct: 250 less 200, free once the stay is over.
    preset: "hospitality",
    orders: [24_000],
    item: { startsAt: "2026-03-06T15:00:00+01:00", endsAt: "2026-03-08T11:00:00+01:00" },
    buys: ["breakfast", 50],
  },
  {
    // 2 % of 40 €.
    preset: "cause_only",
    orders: [4_000],
    order: STORE,
    effect: { type: "donated", unit: "donation:trees", amount: 80 },
  },
];

const WEEK = 7 * 86_400_000;
const MONDAY = Date.parse("2026-03-02T09:00:00Z");

test.each(WALKS)("the preset $preset works in one call, from the first order on", async (walk) => {
  const { test: call, sandbox } = await newWorld();
  await call("POST /v1/sandbox/clock", { now: "2026-06-15T10:00:00Z" });
  const applied = await call(`POST /v1/presets/${walk.preset}/apply`, {});
  expect([applied.status, applied.body.version]).toEqual([201, 1]);
  let effects: object[] = [];
  for (const [i, total] of walk.orders.entries()) {
    const placed = await call("POST /v1/orders", {
      id: `${i}`,
      member: { externalId: "c" },
      currency: "EUR",
      total,
      items: [{ id: "1", quantity: 1, total, ...walk.item }],
      placedAt: new Date(MONDAY + i * WEEK).toISOString(),
      ...walk.order,
    });
    expect(placed.status).toBe(201);
    effects = placed.body.effects;
  }
  if (walk.effect) expect(effects).toContainEqual(expect.objectContaining(walk.effect));
  if (walk.buys) {
    const [rewardId, left, delivers = "voucher"] = walk.buys;
    const bought = await call("POST /v1/redemptions", { rewardId, member: "ext:c" });
    expect([bought.status, bought.body[delivers]]).toEqual([201, expect.any(Object)]);
    expect(bought.body.wallet.points.available).toBe(left);
  }
  expect(await faultsOf(await shardOf(sandbox), sandbox)).toEqual([]);
});

test("presets are listed in the reader's language, for whom they are and for whom not", async () => {
  const { call } = await newWorld();
  const { body } = await call("GET /v1/presets?locale=de");
  expect(body.data).toHaveLength(WALKS.length);
  for (const preset of body.data) {
    expect(preset.fits).toMatch(/^Passt, wenn .+\.$/);
    expect(preset.doesNotFit).toMatch(/^Passt nicht, w.+\.$/);
    expect(preset.sentences.length).toBeGreaterThan(2);
  }
  const { body: salon } = await call("GET /v1/presets/salon");
  expect(salon).toMatchObject({ name: "Salon", document: { earning: { base: { points: 1 } } } });
  expect((await call("GET /v1/presets/casino")).body.code).toBe("not_found");
});

test("a preset is applied with changes, from a date, or only tried", async () => {
  const { call } = await newWorld();
  const changes = {
    earning: { base: { points: 2, goods: null } },
    rewards: [
      { id: "mug", name: { de: "Tasse", en: "Mug" }, kind: "free_product", cost: { points: 90 } },
    ],
  };
  const tried = await call("POST /v1/presets/cafe/apply?dryRun=true", { changes });
  expect([tried.status, tried.body.committed]).toEqual([200, false]);
  expect((await call("GET /v1/program")).body.version).toBe(0);
  const applied = await call("POST /v1/presets/cafe/apply", { changes });
  expect(applied.body.summary).toBe(
    "You get 2 points for every €1 you spend on goods, and for 90 points you get “Mug”.",
  );
  // What the patch does not name stays as the preset has it.
  expect(applied.body.document.earning.rules).toHaveLength(2);
  const later = await call("POST /v1/presets/bakery/apply", { from: "2126-01-01T00:00:00Z" });
  expect(later.body).toMatchObject({ version: 2, validFrom: "2126-01-01T00:00:00Z" });
  expect((await call("GET /v1/program")).body.version).toBe(1);
});

test("a preset that is not there, or whose changes do not fit, is refused with the place", async () => {
  const { call } = await newWorld();
  expect((await call("POST /v1/presets/casino/apply", {})).status).toBe(404);
  const wrong = await call("POST /v1/presets/cafe/apply", {
    changes: { earning: { base: { points: -1 } } },
  });
  expect([wrong.status, wrong.body.code, wrong.body.errors[0].pointer]).toEqual([
    422,
    "invalid_program",
    "/earning/base/points",
  ]);
  const key = { headers: { "idempotency-key": "once" } };
  const first = await call("POST /v1/presets/cafe/apply", {}, key);
  const again = await call("POST /v1/presets/cafe/apply", {}, key);
  expect([again.status, again.body]).toEqual([200, first.body]);
});
