import { expect, test } from "vitest";
import { DAY } from "../../../src/lib/time";
import { order } from "../../orders";
import { advance, deliver, pump, rowsIn } from "../../queue";
import { takeSent } from "../../world";
import { faultsOf } from "../rewards/points";
import { claim, codeOf, factsOf, newClub, orders, pointsOf, referred, statusOf } from "./friends";

/** An online order's return period is over then: 4 days to deliver and 14 to send back. */
const OUTLIVED = 18 * DAY + 60_000;

const later = (ms: number) => new Date(Date.now() + ms).toISOString();
test("the advocate is rewarded once the friend's order has outlived its return period", async () => {
  const world = await newClub();
  const id = await referred(world);
  await orders(world, "1", "ben");
  expect(await statusOf(world, id)).toEqual(["qualified"]);
  await advance(world, Date.now() + 17 * DAY);
  expect([await statusOf(world, id), await pointsOf(world, "ext:anna")]).toEqual([
    ["qualified"],
    0,
  ]);
  await advance(world, Date.now() + OUTLIVED);
  expect([await statusOf(world, id), await pointsOf(world, "ext:anna")]).toEqual([
    ["rewarded"],
    100,
  ]);
  const { body } = await world.test(`GET /v1/referrals/${id}`);
  expect(body.reward).toEqual({ kind: "points", unit: "points", amount: 100 });
  const transfers = await world.test("GET /v1/members/ext:anna/transfers");
  const gift = transfers.body.data.find((t: { reason: string }) => t.reason === "referral");
  expect(gift).toMatchObject({ cause: `referral:${id}`, rule: "referral.advocate" });
  const why = await world.test(`GET /v1/explain/${gift.id}?locale=de`);
  expect(why.body.text).toMatch(/^100 Punkte wurden am .* für eine Empfehlung gutgeschrieben\.$/);
  expect((await world.test(`GET /v1/explain/${id}?locale=en`)).body.text).toContain("100 points");
  expect(await faultsOf(world.sandbox)).toEqual([]);
  const counts = (await world.test("GET /v1/members/ext:anna/referral")).body.counts;
  expect(counts).toEqual({ clicks: 0, claimed: 1, rewarded: 1 });
});

test("an advocate's voucher is granted where the program says so", async () => {
  const voucher = { name: { de: "Danke", en: "Thanks" }, worth: { kind: "percent", percent: 10 } };
  const world = await newClub({ advocate: { voucher } });
  const id = await referred(world);
  await orders(world, "1", "ben");
  await advance(world, Date.now() + OUTLIVED);
  const { body } = await world.test("GET /v1/members/ext:anna/vouchers");
  expect(body.data).toMatchObject([{ cause: { kind: "referral", id }, status: "issued" }]);
  const one = await world.test(`GET /v1/referrals/${id}`);
  expect(one.body.reward).toMatchObject({ kind: "voucher", code: body.data[0].code });
});

test("a refund, a cancellation or too little left before that cancels the referral", async () => {
  const world = await newClub();
  const ids = [];
  for (const name of ["ben", "carl", "dora"]) ids.push(await referred(world, name));
  for (const name of ["ben", "carl", "dora"]) await orders(world, name, name);
  await world.test("POST /v1/orders/ben/refunds", { id: "r", amount: 3_000 });
  await world.test("POST /v1/orders/carl/cancel", {});
  await world.test("POST /v1/orders/dora/refunds", { id: "r", amount: 2_500 });
  await pump(world.sandbox);
  const found = await Promise.all(ids.map((id) => statusOf(world, id)));
  expect(found).toEqual([
    ["cancelled", "order_returned"],
    ["cancelled", "order_cancelled"],
    ["cancelled", "below_minimum"],
  ]);
  await advance(world, Date.now() + OUTLIVED);
  expect(await pointsOf(world, "ext:anna")).toBe(0);
  expect(await factsOf(world.sandbox, "referral_cancelled")).toBe(3);
});

test("a refund that leaves enough, or comes after the reward, changes nothing", async () => {
  const world = await newClub();
  const id = await referred(world);
  await orders(world, "1", "ben");
  await world.test("POST /v1/orders/1/refunds", { id: "r1", amount: 1_500 });
  await pump(world.sandbox);
  expect(await statusOf(world, id)).toEqual(["qualified"]);
  await advance(world, Date.now() + OUTLIVED);
  await world.test("POST /v1/orders/1/refunds", { id: "r2", amount: 1_500 });
  await pump(world.sandbox);
  expect(await statusOf(world, id)).toEqual(["rewarded"]);
});

test("an order that was lost and is amended to count again qualifies again", async () => {
  const world = await newClub();
  const id = await referred(world);
  await orders(world, "1", "ben");
  const small = { total: 500, items: [{ id: "1", quantity: 1, total: 500 }] };
  await world.test("PUT /v1/orders/1", order("1", "ben", small));
  await pump(world.sandbox);
  expect(await statusOf(world, id)).toEqual(["cancelled", "below_minimum"]);
  await world.test("PUT /v1/orders/1", order("1", "ben"));
  await pump(world.sandbox);
  expect(await statusOf(world, id)).toEqual(["qualified"]);
});

test("a reward waits on where the delivery was later than thought", async () => {
  const world = await newClub();
  const id = await referred(world);
  await orders(world, "1", "ben");
  await advance(world, Date.now() + 10 * DAY);
  await world.test("POST /v1/orders/1/fulfilments", { id: "f", status: "delivered" });
  await pump(world.sandbox);
  await advance(world, Date.now() + OUTLIVED);
  expect(await statusOf(world, id)).toEqual(["qualified"]);
  await advance(world, Date.now() + 24 * DAY + 60_000);
  expect(await statusOf(world, id)).toEqual(["rewarded"]);
});

test("an order at the till waits for the program's return period too", async () => {
  const world = await newClub();
  const id = await referred(world);
  await orders(world, "1", "ben", { channel: "store" });
  await advance(world, Date.now() + 13 * DAY);
  expect(await statusOf(world, id)).toEqual(["qualified"]);
  await advance(world, Date.now() + 14 * DAY + 60_000);
  expect(await statusOf(world, id)).toEqual(["rewarded"]);
});

test("facts and timers that come twice, or all over again, reward once", async () => {
  const world = await newClub();
  const id = await referred(world);
  await world.test("POST /v1/orders", order("1", "ben"));
  const messages = takeSent(world.sandbox);
  await deliver(messages);
  await deliver([...messages, ...messages]);
  await pump(world.sandbox);
  expect(await factsOf(world.sandbox, "referral_qualified")).toBe(1);
  const [timer] = await rowsIn<{ due_at: number }>(
    world.sandbox,
    "SELECT due_at FROM timers WHERE realm = ?1 AND subject = ?2 ORDER BY due_at",
    world.sandbox,
    id,
  );
  await world.test("POST /v1/sandbox/clock", { now: later(OUTLIVED) });
  takeSent(world.sandbox);
  const shard = messages[0]?.shard ?? "DB";
  const fire = {
    type: "timer" as const,
    kind: "referral",
    realm: world.sandbox,
    shop: world.sandbox,
    subject: id,
    shard,
    dueAt: timer?.due_at ?? 0,
  };
  const { acked } = await deliver([fire, fire, fire]);
  expect(acked).toHaveLength(3);
  await deliver([fire]);
  expect(await pointsOf(world, "ext:anna")).toBe(100);
  expect(await factsOf(world.sandbox, "referral_rewarded")).toBe(1);
});

test("a friend who does not order in time is lost, unless the order comes to light later", async () => {
  const world = await newClub();
  const id = await referred(world);
  await advance(world, Date.now() + 91 * DAY);
  expect(await statusOf(world, id)).toEqual(["expired", "not_ordered_in_time"]);
  const days = `from=${later(88 * DAY).slice(0, 10)}&to=${later(91 * DAY).slice(0, 10)}`;
  const { data } = (await world.test(`GET /v1/metrics/daily?${days}`)).body;
  const expired = data.map((d: { referrals: { expired: number } }) => d.referrals.expired);
  expect(expired.reduce((a: number, b: number) => a + b)).toBe(1);
  await orders(world, "late", "ben", { placedAt: later(90.5 * DAY) });
  expect(await statusOf(world, id)).toEqual(["expired", "not_ordered_in_time"]);
  await orders(world, "found", "ben", { placedAt: later(30 * DAY) });
  expect((await statusOf(world, id))[0]).toBe("rewarded");
});

test("a friend whose time is over may come again, through the same code too", async () => {
  const world = await newClub();
  const id = await referred(world);
  await advance(world, Date.now() + 91 * DAY);
  const again = await referred(world);
  expect(again).not.toBe(id);
  await orders(world, "1", "ben");
  expect(await statusOf(world, again)).toEqual(["qualified"]);
  expect((await statusOf(world, id))[0]).toBe("expired");
});

test("only a paid order of today's counts, and the first that does", async () => {
  const world = await newClub();
  const id = await referred(world);
  await orders(world, "1", "ben", { status: "placed" });
  await orders(world, "2", "ben", { total: 900, items: [{ id: "1", quantity: 1, total: 900 }] });
  await orders(world, "3", "ben", { mode: "history", placedAt: "2025-01-01T10:00:00Z" });
  expect(await statusOf(world, id)).toEqual(["claimed"]);
  await world.test("POST /v1/orders/1/pay", {});
  await pump(world.sandbox);
  expect(await statusOf(world, id)).toEqual(["qualified"]);
});

test("an advocate who is gone is not rewarded", async () => {
  const world = await newClub();
  const id = await referred(world);
  await orders(world, "1", "ben");
  await world.test("DELETE /v1/members/ext:anna");
  await advance(world, Date.now() + OUTLIVED);
  expect(await statusOf(world, id)).toEqual(["cancelled", "advocate_gone"]);
});

test("a claim and an order of the friend at once leave one referral that counts", async () => {
  const world = await newClub();
  const code = await codeOf(world.test, "anna");
  const friend = { externalId: "ben", email: "ben@example.org" };
  const [, claimed] = await Promise.all([
    world.test("POST /v1/orders", order("1", "ben", { referralCode: code })),
    claim(world.test, code, friend),
  ]);
  await pump(world.sandbox);
  const { body } = await world.test("GET /v1/referrals");
  const standing = body.data.filter((r: { status: string }) => r.status !== "refused");
  expect(standing.length, JSON.stringify(claimed.body)).toBe(1);
});

test("a refund in the very moment of the reward leaves points only with a reward", async () => {
  const world = await newClub();
  const names = ["ben", "carl", "dora", "emil"];
  const ids = [];
  for (const name of names) ids.push(await referred(world, name));
  for (const name of names) await orders(world, name, name);
  await world.test("POST /v1/sandbox/clock", { now: later(OUTLIVED) });
  await Promise.all([
    pump(world.sandbox),
    ...names.map((name) => world.test(`POST /v1/orders/${name}/cancel`, {})),
  ]);
  await pump(world.sandbox);
  const statuses = await Promise.all(ids.map(async (id) => (await statusOf(world, id))[0]));
  for (const status of statuses) expect(["rewarded", "cancelled"]).toContain(status);
  const rewarded = statuses.filter((status) => status === "rewarded").length;
  expect(await pointsOf(world, "ext:anna")).toBe(100 * rewarded);
  expect(await faultsOf(world.sandbox)).toEqual([]);
});

test.for(["refunded", "cancelled"])(
  "an order that is %s before its facts arrive ends the referral, in whatever order they do",
  async (how) => {
    const world = await newClub();
    const ids = [await referred(world, "ben"), await referred(world, "carl")];
    for (const name of ["ben", "carl"]) {
      await world.test("POST /v1/orders", order(name, name));
      const paid = takeSent(world.sandbox);
      if (how === "cancelled") await world.test(`POST /v1/orders/${name}/cancel`, {});
      else await world.test(`POST /v1/orders/${name}/refunds`, { id: "r", amount: 3_000 });
      const undone = takeSent(world.sandbox);
      await deliver(name === "ben" ? paid : undone);
      await deliver(name === "ben" ? undone : paid);
      await orders(world, `${name}2`, name);
    }
    const reason = how === "cancelled" ? "order_cancelled" : "order_returned";
    for (const id of ids) expect(await statusOf(world, id)).toEqual(["cancelled", reason]);
  },
);

test("one order rewards one advocate, though staff let two referrals of a friend stand", async () => {
  const world = await newClub();
  const id = await referred(world);
  const code = await codeOf(world.test, "zoe");
  const second = (await claim(world.test, code, { externalId: "ben" })).body;
  expect(second.reasons).toEqual([{ code: "already_referred" }]);
  await world.test(`POST /v1/referrals/${second.id}/approve`);
  await orders(world, "1", "ben");
  await world.test("POST /v1/orders/1/fulfilments", { id: "f", status: "delivered" });
  await pump(world.sandbox);
  const found = [await statusOf(world, id), await statusOf(world, second.id)];
  expect(found.map(([status]) => status).sort()).toEqual(["claimed", "qualified"]);
});
