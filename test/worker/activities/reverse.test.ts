import { expect, test } from "vitest";
import { order } from "../../orders";
import { advance } from "../../queue";
import { newWorld } from "../../world";
import { did, findings, PROGRAM, pointsOf, shopWith } from "./shop";

const PATH = "POST /v1/activities";

test("a reversed activity gives everything back, once", async () => {
  const world = await shopWith();
  await world.call(PATH, did("visit", { id: "v-1" }));
  const { status, body } = await world.call("POST /v1/activities/v-1/reverse");
  expect(status).toBe(200);
  expect(body).toMatchObject({
    activity: { externalId: "v-1", reversedAt: expect.any(String) },
    effects: [{ type: "points_reversed", amount: 5, ruleId: "daily-visit" }],
    member: { wallet: { points: { available: 0 } } },
  });
  const again = await world.call(`POST /v1/activities/${body.activity.id}/reverse`);
  expect(again.body).toEqual(body);
  // The day's limit is free again.
  expect((await world.call(PATH, did("visit", { id: "v-2" }))).body.effects).toHaveLength(1);
  expect((await pointsOf(world)).available).toBe(5);
  // The first answer is still what was said then.
  const replayed = await world.call(PATH, did("visit", { id: "v-1" }));
  expect(replayed.body).toMatchObject({ activity: { reversedAt: null }, effects: [{ amount: 5 }] });
  expect(await findings(world)).toEqual([]);
});

test("what was spent since is owed, as for orders", async () => {
  const world = await shopWith();
  await world.call(PATH, did("review", { id: "r-1" }));
  await world.call("POST /v1/members/ext:c-1/adjustments", { amount: -15, reason: "mistake" });
  const { body } = await world.call("POST /v1/activities/r-1/reverse");
  expect(body.member.wallet.points).toMatchObject({ available: -15, owed: 15 });
  expect(await findings(world)).toEqual([]);
});

test("twenty reversals at once take back once", async () => {
  const world = await shopWith();
  await world.call(PATH, did("review", { id: "r-1" }));
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => world.call("POST /v1/activities/r-1/reverse")),
  );
  expect(replies.map((r) => r.status)).toEqual(Array(20).fill(200));
  expect((await pointsOf(world)).available).toBe(0);
  expect((await world.call("POST /v1/activities/r-9/reverse")).status).toBe(404);
  expect(await findings(world)).toEqual([]);
});

test("vouchers and stamps of an activity go with it", async () => {
  const name = { de: "5 € Rabatt", en: "€5 off" };
  const rule = { on: "activity", activity: "visit" };
  const world = await shopWith({
    activities: [{ type: "visit", name: { de: "Besuch", en: "Visit" } }],
    stamps: [
      {
        ...{ key: "coffee", name: { de: "Kaffeekarte", en: "Coffee card" }, size: 2 },
        reward: { type: "points", amount: 30 },
      },
    ],
    earning: {
      rules: [
        {
          ...{ id: "thanks", ...rule },
          give: {
            type: "voucher",
            voucher: { name, worth: { kind: "fixed_amount", amount: 500 } },
          },
        },
        { id: "stamp", ...rule, give: { type: "stamps", card: "coffee", amount: 1 } },
      ],
    },
  });
  await world.call(PATH, did("visit", { id: "v-1" }));
  const { body } = await world.call(PATH, did("visit", { id: "v-2" }));
  const types = (effects: { type: string }[]) => effects.map((e) => e.type).sort();
  expect(types(body.effects)).toEqual([
    "card_completed",
    "points_earned",
    "stamp_added",
    "voucher_issued",
  ]);
  const undone = await world.call("POST /v1/activities/v-2/reverse");
  expect(types(undone.body.effects)).toEqual([
    "card_reopened",
    "points_reversed",
    "stamp_removed",
    "voucher_voided",
  ]);
  expect(undone.body.member.wallet).toMatchObject({
    points: { available: 0 },
    "stamp:coffee": { available: 1 },
  });
  expect(await findings(world)).toEqual([]);
});

test("an activity and its transfers are explained, in the language asked for", async () => {
  const world = await shopWith();
  const occurredAt = "2026-03-01T10:00:00Z";
  const first = await world.call(PATH, did("visit", { id: "v-1", occurredAt }));
  const second = await world.call(PATH, did("visit", { id: "v-2", occurredAt }));
  const { id } = first.body.activity;
  const why = await world.call(`GET /v1/explain/${id}`);
  expect(why.body).toMatchObject({
    kind: "activity",
    text: "“Visit” of 1 March 2026 brought 5 points.",
    rules: [{ ruleId: "daily-visit", why: null, text: "It brought 5 points." }],
    inputs: { type: "visit", nthOrder: 0 },
  });
  const { transferId } = first.body.effects[0];
  const moved = await world.call(`GET /v1/explain/${transferId}?locale=de`);
  expect(moved.body.text).toBe("5 Punkte für „Besuch“ am 1. März 2026.");
  const none = await world.call(`GET /v1/explain/${second.body.activity.id}?locale=de`);
  expect(none.body).toMatchObject({
    text: "„Besuch“ vom 1. März 2026 brachte nichts.",
    rules: [{ ruleId: "daily-visit", why: "limit" }],
  });
  await world.call("POST /v1/activities/v-1/reverse");
  expect((await world.call(`GET /v1/explain/${id}`)).body.text).toContain("was undone");
});

test("a rule that gave is told without a reason, and of what was undone nothing is left", async () => {
  const rules = [
    {
      id: "may",
      on: "activity",
      activity: "visit",
      if: { birthday: "month" },
      give: { type: "points", amount: 9 },
    },
  ];
  const world = await shopWith({ ...PROGRAM, earning: { rules } });
  await world.call("PUT /v1/members/ext:c-1", { birthday: "1990-03-05" });
  const occurredAt = "2026-03-01T10:00:00Z";
  const { body } = await world.call(PATH, did("visit", { id: "v-1", occurredAt }));
  const explained = async () =>
    (await world.call(`GET /v1/explain/${body.activity.id}`)).body.rules;
  expect(await explained()).toMatchObject([{ why: null, text: "It brought 9 points." }]);
  await world.call("POST /v1/activities/v-1/reverse");
  expect(await explained()).toMatchObject([
    { why: null, text: "Nothing of it is left, as the activity was undone." },
  ]);
});

/** Points of orders wait for a review, two weeks at most. */
const AWAITING = {
  ...PROGRAM,
  earning: {
    base: { points: 0 },
    rules: [
      {
        id: "bonus",
        give: { type: "points", amount: 50 },
        pending: { activity: "review", within: "P14D" },
      },
    ],
  },
};

test("what waits for an activity is available with it, and lost without it", async () => {
  const world = await newWorld();
  await advance(world, "2026-03-01T10:00:00Z");
  await world.test("PUT /v1/program", AWAITING);
  for (const customer of ["c-1", "c-2"]) {
    const placed = await world.test("POST /v1/orders", order(customer, customer));
    expect(placed.body.member.wallet.points).toMatchObject({ available: 0, pending: 50 });
  }
  const walletOf = async (customer: string) =>
    (await world.test(`GET /v1/members/ext:${customer}/wallet`)).body.wallet.points;
  expect(await walletOf("c-1")).toMatchObject({
    ...{ available: 0, pending: 50, nextActivation: null },
    nextDeadline: { at: "2026-03-15T10:00:00Z", amount: 50 },
  });
  const lots = await world.test("GET /v1/members/ext:c-1/lots?state=pending");
  expect(lots.body.data).toMatchObject([
    { awaits: "review", until: "2026-03-15T10:00:00Z", activatesAt: null },
  ]);
  // Goods that arrive change nothing about it.
  await world.test("POST /v1/orders/c-1/fulfilments", { id: "f", status: "delivered" });
  await advance(world, "2026-03-10T10:00:00Z");
  expect((await world.test(PATH, did("visit"))).body.confirmed).toEqual([]);
  const review = await world.test(PATH, did("review", { id: "r-1" }));
  expect(review.body).toMatchObject({
    confirmed: [{ unit: "points", amount: 50 }],
    member: { wallet: { points: { available: 50, pending: 0 } } },
  });
  await advance(world, "2026-03-15T10:00:01Z");
  expect(await walletOf("c-1")).toMatchObject({ available: 50, pending: 0 });
  expect(await walletOf("c-2")).toMatchObject({ available: 0, pending: 0 });
  const { data } = (await world.test("GET /v1/members/ext:c-2/transfers")).body;
  expect(data[0]).toMatchObject({ reason: "expire", from: "pending", amount: 50 });
  // Undoing the review takes nothing back: it gave nothing itself.
  await world.test("POST /v1/activities/r-1/reverse");
  expect((await walletOf("c-1")).available).toBe(50);
  const cancelled = await world.test("POST /v1/orders/c-2/cancel");
  expect(cancelled.body.member.wallet.points).toMatchObject({ available: 0, pending: 0 });
  expect((await world.test("GET /v1/ledger/check")).body.findings).toEqual([]);
});
