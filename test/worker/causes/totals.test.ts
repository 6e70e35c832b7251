import { expect, test } from "vitest";
import { deliver, pump } from "../../queue";
import { callAs, newWorld, type World } from "../../world";
import { DAY, iso, metricsMessage, runMetrics, setClock } from "../metrics/shop";
import { bought, give, ledgerTotals, memberWith, worldWith } from "./shop";

interface Total {
  readonly cause: string;
  readonly given: number;
}

const totals = async (call: World["call"]) => (await call("GET /v1/causes")).body;
const givenIn = async (call: World["call"]) =>
  Object.fromEntries((await totals(call)).data.map((t: Total) => [t.cause, t.given]));

test("totals are those of the ledger to the cent, before and after every night", async () => {
  const world = await worldWith();
  const start = Date.parse("2026-03-01T10:00:00Z");
  await setClock(world, start);
  const same = async (at: string) => {
    const [told, ledger] = [await givenIn(world.test), await ledgerTotals(world.sandbox)];
    expect({ choir: 0, sea: 0, trees: 0, ...told }, at).toEqual({
      ...{ choir: 0, sea: 0, trees: 0 },
      ...ledger,
    });
  };
  const call = world.test;
  await call("POST /v1/orders", bought("1", "a", 1999));
  await call("POST /v1/orders", bought("2", "b", 5050));
  await call("POST /v1/members/ext:a/donations", { cause: "sea", money: 500 });
  await same("on the first day");
  // Two days on the first is summed up.
  await setClock(world, start + 2 * DAY);
  await runMetrics(world.sandbox);
  await pump(world.sandbox);
  await same("once the first day is summed up");
  await call("POST /v1/orders/1/refunds", { id: "r", amount: 999 });
  await call("POST /v1/orders", bought("3", "c", 777, { placedAt: iso(start + DAY / 8) }));
  await same("with a return today and an order of the first day that came late");
  await call("POST /v1/orders/2/cancel", {});
  await setClock(world, start + 40 * DAY);
  await same("before the night");
  await deliver([await metricsMessage(world.sandbox)]);
  await same("within the night");
  await runMetrics(world.sandbox);
  await same("in the next month");
  await call("POST /v1/metrics/recompute", {});
  await same("while all is made anew");
  await pump(world.sandbox);
  await runMetrics(world.sandbox);
  await same("once all was made anew");
  expect(Object.values(await givenIn(call)).some((given) => given === 0)).toBe(true);
});

test("what was given is handed on, no more than that, each payout once", async () => {
  const world = await worldWith();
  await memberWith(world, "a");
  await give(world, "ext:a", { cause: "trees", money: 1000 });
  const pay = (id: string, amount: number, more: object = {}) =>
    world.call("POST /v1/causes/trees/payouts", {
      id,
      amount,
      paidAt: "2026-03-01T10:00:00Z",
      receipt: { number: `SB-${id}`, note: "spring" },
      ...more,
    });
  const first = await pay("1", 600);
  expect(first.status, JSON.stringify(first.body)).toBe(201);
  expect(first.body).toMatchObject({
    committed: true,
    payout: { id: "1", cause: "trees", amount: 600, receipt: { number: "SB-1", url: null } },
  });
  const again = await pay("1", 600);
  expect([again.status, again.body]).toEqual([200, first.body]);
  expect((await pay("1", 601)).body.code).toBe("payout_differs");
  const tooMuch = await pay("2", 401);
  expect([tooMuch.status, tooMuch.body.code, tooMuch.body.errors[0].pointer]).toEqual([
    422,
    "payout_exceeds_given",
    "/amount",
  ]);
  expect((await pay("2", 1, { paidAt: iso(Date.now() + DAY) })).body.code).toBe("invalid_time");
  expect((await world.call("POST /v1/causes/moon/payouts", await paid("x"))).body.code).toBe(
    "not_found",
  );
  // Of ten at once for the 400 that are left, two of 200 fit.
  const race = await Promise.all(Array.from({ length: 10 }, (_, i) => pay(`race-${i}`, 200)));
  expect(race.map((r) => r.status).sort()).toEqual([201, 201, ...Array(8).fill(422)]);
  expect((await totals(world.call)).data[0]).toMatchObject({
    given: 1000,
    paidOut: 1000,
    toPay: 0,
  });
  expect((await pay("3", 50, { advance: true })).status).toBe(201);
  expect((await totals(world.call)).data[0]).toMatchObject({ paidOut: 1050, toPay: -50 });
  const undo = () => world.call("POST /v1/causes/trees/payouts/3/reverse", {});
  const undone = await undo();
  expect(undone.body.payout.reversedAt).not.toBeNull();
  expect((await undo()).body).toEqual(undone.body);
  expect((await totals(world.call)).data[0]).toMatchObject({ paidOut: 1000 });
  const list = await world.call("GET /v1/causes/trees/payouts?limit=2");
  expect(list.body.data.map((p: { id: string }) => p.id)[0]).toBe("3");
  const rest = await world.call(
    `GET /v1/causes/trees/payouts?limit=2&cursor=${list.body.nextCursor}`,
  );
  expect(rest.body.data.at(-1).id).toBe("1");
  const other = await newWorld();
  expect((await other.call("GET /v1/causes/trees/payouts")).body.data).toEqual([]);
  expect((await other.call("POST /v1/causes/trees/payouts/1/reverse", {})).body.code).toBe(
    "not_found",
  );
});

const paid = async (id: string) => ({
  id,
  amount: 1,
  paidAt: "2026-03-01T10:00:00Z",
  receipt: { number: "1" },
});

test("a browser reads totals, kept for a minute; givers are told from ten on", async () => {
  const world = await worldWith();
  for (let i = 0; i < 10; i++) await world.call("POST /v1/orders", bought(`${i}`, `m${i}`, 500));
  const full = await totals(world.call);
  expect(full.data[0]).toEqual({
    cause: "trees",
    name: "Trees for Cologne",
    given: 100,
    paidOut: 0,
    toPay: 100,
    givers: 10,
  });
  const browser = callAs(world.keys.live.publishable);
  const public_ = await browser("GET /v1/causes");
  expect(public_.headers.get("cache-control")).toBe("public, max-age=60");
  expect(public_.body.data).toEqual(full.data);
  // One who gave twice is one giver; of one who returned everything nothing stands.
  await world.call("POST /v1/orders", bought("again", "m1", 500));
  await world.call("POST /v1/orders/0/cancel", {});
  const after = await totals(world.call);
  expect(after.data[0]).toMatchObject({ given: 100, givers: null });
  expect((await browser("GET /v1/causes")).body.data).toEqual(full.data);
});
