import { expect, test } from "vitest";
import { checkDay } from "../../../src/ledger";
import { DAY, localDay } from "../../../src/lib/time";
import { contextAt } from "../../context";
import { counting } from "../../counting";
import { order } from "../../orders";
import { newWorld, type World } from "../../world";

/** A shop with orders, a return, gifts, takings and a debt. */
async function busyShop(members = ["c-1", "c-2", "c-3"]): Promise<World> {
  const world = await newWorld();
  for (const who of members) {
    await world.call("POST /v1/orders", order(`${who}-a`, who, { channel: "store" }));
    await world.call("POST /v1/orders", order(`${who}-b`, who));
    const path = `POST /v1/members/ext:${who}/adjustments`;
    await world.call(path, { amount: 7, reason: "gift" });
    const taken = await world.call(path, { amount: -50, reason: "mistake" });
    if (who === "c-2") await world.call(`${path}/${taken.body.adjustment.id}/reverse`, {});
    await world.call(`POST /v1/orders/${who}-a/refunds`, {
      id: "r",
      items: [{ id: "1", quantity: 1 }],
    });
  }
  return world;
}

const codesOf = async ({ call }: World): Promise<string[]> => {
  const { body } = await call("GET /v1/ledger/check");
  return [...new Set<string>(body.findings.map((f: { code: string }) => f.code))].sort();
};

const change = async (world: World, sql: string) => {
  const ctx = await contextAt(world.shop, Date.now());
  await ctx.db.batch([{ sql, params: [world.shop] }]);
};

test("a shop's ledger adds up, in one trip a page", async () => {
  const world = await busyShop();
  const cost = counting();
  const { body } = await world.call("GET /v1/ledger/check?limit=2", undefined, { env: cost.env });
  expect(cost.trips).toBe(1);
  expect(body).toMatchObject({ checked: 2, findings: [] });
  const rest = await world.call(`GET /v1/ledger/check?limit=2&cursor=${body.nextCursor}`);
  expect(rest.body).toEqual({ checked: 1, findings: [], nextCursor: null });
});

test("whatever is off by one is found and named", async () => {
  const off: [sql: string, codes: string[]][] = [
    [
      "UPDATE wallets SET pending = pending + 1 WHERE shop = ?1",
      ["flows_do_not_balance", "pending_differs_from_lots", "pending_differs_from_transfers"],
    ],
    [
      "UPDATE wallets SET held = held + 1 WHERE shop = ?1",
      ["flows_do_not_balance", "held_differs_from_holds", "held_differs_from_transfers"],
    ],
    ["UPDATE wallets SET earned = earned + 1 WHERE shop = ?1", ["earned_differs_from_transfers"]],
    ["UPDATE wallets SET spent = spent + 1 WHERE shop = ?1", ["spent_differs_from_transfers"]],
    [
      "UPDATE wallets SET next_activation_amount = next_activation_amount + 1 WHERE shop = ?1",
      ["next_activation_differs"],
    ],
    [
      "UPDATE lots SET remaining = remaining + 1 WHERE shop = ?1 AND state = 'closed'",
      ["closed_lot_has_rest"],
    ],
    [
      "UPDATE lots SET expired = expired + 1 WHERE shop = ?1 AND state = 'closed'",
      ["expired_differs_from_lots"],
    ],
    [
      "UPDATE lots SET amount = amount + 1 WHERE shop = ?1 AND state = 'closed'",
      ["lots_differ_from_issued"],
    ],
    ["UPDATE members SET next_seq = 2 WHERE shop = ?1", ["sequence_behind"]],
    ["UPDATE members SET wakes_at = 9e15 WHERE shop = ?1", ["timer_missing"]],
    ["DELETE FROM wallets WHERE shop = ?1", ["wallet_missing"]],
  ];
  for (const [sql, codes] of off) {
    const world = await busyShop(["c-1"]);
    await change(world, sql);
    expect(await codesOf(world), sql).toEqual(codes);
  }
});

test("the daily check sees the day's members only, and tells what is off", async () => {
  const world = await busyShop();
  const ctx = await contextAt(world.shop, Date.now());
  const today = localDay(Date.now(), ctx.shop.timeZone);
  expect(await checkDay(ctx, today)).toEqual({ checked: 3, findings: [] });
  await change(world, "UPDATE wallets SET earned = earned + 1 WHERE shop = ?1");
  const yesterday = localDay(Date.now() - DAY, ctx.shop.timeZone);
  expect(await checkDay(ctx, yesterday)).toEqual({ checked: 0, findings: [] });
  expect((await checkDay(ctx, today)).findings).toHaveLength(3);
  const [rows] = await ctx.db.batch([
    {
      sql: "SELECT facts FROM facts WHERE shop = ?1 AND member IS NULL",
      params: [world.shop],
    },
  ]);
  expect(rows?.map((row) => JSON.parse(String(row.facts)))).toContainEqual([
    { type: "ledger_off", day: today, count: 3, codes: ["earned_differs_from_transfers"] },
  ]);
});

test("another shop's members are not checked", async () => {
  await busyShop(["c-1"]);
  const { call } = await newWorld();
  expect((await call("GET /v1/ledger/check")).body).toEqual({
    checked: 0,
    findings: [],
    nextCursor: null,
  });
});
