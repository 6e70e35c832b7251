import { expect, test } from "vitest";
import { counting } from "../../counting";
import { order } from "../../orders";
import { newWorld, type World } from "../../world";
import { level, status, withGifts } from "./programs";

async function worldWith(...tiers: object[]): Promise<World> {
  const world = await newWorld();
  const applied = await world.call("PUT /v1/program", { tiers });
  expect(applied.status, JSON.stringify(applied.body)).toBe(201);
  return world;
}

const tierEffects = (body: { effects: { type: string }[] }) =>
  body.effects.filter((e) => e.type === "tier_changed");
const tiersOf = async (world: World) =>
  (await world.call("GET /v1/members/ext:c1/tiers")).body.data;
const walletOf = async (world: World) =>
  (await world.call("GET /v1/members/ext:c1/wallet")).body.wallet.points;
const clean = async (world: World) =>
  expect((await world.call("GET /v1/ledger/check")).body.findings).toEqual([]);

test("an order's answer shows the level that it reaches, and every read agrees", async () => {
  const world = await worldWith(status());
  const first = await world.call("POST /v1/orders", order("1", "c1"));
  expect(tierEffects(first.body)).toMatchObject([
    { set: "status", from: null, to: "silver", reason: "SILVER reached" },
  ]);
  expect(first.body.member.tier).toBe("silver");
  const second = await world.call("POST /v1/orders", order("2", "c1"));
  expect(tierEffects(second.body)).toMatchObject([{ from: "silver", to: "gold" }]);
  const third = await world.call("POST /v1/orders", order("3", "c1"));
  expect(tierEffects(third.body)).toEqual([]);
  const [told] = await tiersOf(world);
  expect(told).toMatchObject({
    level: "gold",
    progress: 9000,
    next: null,
    keep: null,
    until: null,
  });
  for (const path of ["", "/wallet", "/summary"]) {
    const { body } = await world.call(`GET /v1/members/ext:c1${path}`);
    expect((body.member ?? body).tier).toBe("gold");
    if (path !== "") expect(body.tiers).toMatchObject([{ set: "status", level: "gold" }]);
  }
  const why = await world.call(`GET /v1/explain/${told.id}`);
  expect(why.body).toMatchObject({ kind: "tier", facts: { level: "gold", progress: 9000 } });
  expect(why.body.text).toContain("GOLD");
});

test("a level that goods bought is lost with them, and so is what it brought", async () => {
  const world = await worldWith(withGifts);
  await world.call("POST /v1/orders", order("1", "c1"));
  const reached = await world.call("POST /v1/orders", order("2", "c1"));
  const types = reached.body.effects.map((e: { type: string }) => e.type);
  expect(types).toContain("voucher_issued");
  expect((await walletOf(world)).lifetimeEarned).toBe(160);
  const refund = await world.call("POST /v1/orders/shopify:2/refunds", {
    id: "r1",
    items: [{ id: "1", quantity: 2 }],
  });
  expect(refund.status, JSON.stringify(refund.body)).toBe(201);
  // 60 € less 10 € is still gold; less 20 € is not.
  expect(tierEffects(refund.body)).toEqual([]);
  const second = await world.call("POST /v1/orders/shopify:2/refunds", {
    id: "r2",
    items: [{ id: "2", quantity: 2 }],
  });
  expect(tierEffects(second.body)).toMatchObject([{ from: "gold", to: "silver" }]);
  expect(second.body.effects).toContainEqual(
    expect.objectContaining({ type: "points_reversed", amount: 100 }),
  );
  expect(second.body.effects).toContainEqual(expect.objectContaining({ type: "voucher_voided" }));
  expect((await walletOf(world)).lifetimeEarned).toBe(40);
  await clean(world);
  // What was taken back is given anew to whoever reaches the level anew.
  const again = await world.call("POST /v1/orders", order("3", "c1"));
  expect(again.body.effects).toContainEqual(expect.objectContaining({ type: "voucher_issued" }));
});

test("a gift that was used stays, and is not given once more", async () => {
  const world = await worldWith(withGifts);
  const reached = await world.call(
    "POST /v1/orders",
    order("1", "c1", { total: 6000, items: [{ id: "1", quantity: 2, total: 6000 }] }),
  );
  const { voucher } = reached.body.effects.find(
    (e: { type: string }) => e.type === "voucher_issued",
  );
  const used = await world.call(`POST /v1/vouchers/${voucher.code}/redeem`, {});
  expect(used.status).toBe(200);
  const refund = await world.call("POST /v1/orders/shopify:1/refunds", {
    id: "r",
    items: [{ id: "1", quantity: 2 }],
  });
  expect(tierEffects(refund.body)).toMatchObject([{ from: "gold", to: null }]);
  const again = await world.call(
    "POST /v1/orders",
    order("2", "c1", { total: 6000, items: [{ id: "1", quantity: 2, total: 6000 }] }),
  );
  expect(tierEffects(again.body)).toMatchObject([{ from: null, to: "gold" }]);
  expect(again.body.effects).not.toContainEqual(
    expect.objectContaining({ type: "voucher_issued" }),
  );
  // The points had been taken back: they are given.
  expect(again.body.effects).toContainEqual(
    expect.objectContaining({ type: "points_earned", amount: 100 }),
  );
  await clean(world);
});

test("orders in parallel reach a level once, with one gift", async () => {
  const world = await worldWith(withGifts);
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, i) => world.call("POST /v1/orders", order(`p${i}`, "c1"))),
  );
  expect(answers.every((a) => a.status === 201)).toBe(true);
  const changes = answers.flatMap((a) => tierEffects(a.body));
  expect(changes).toHaveLength(2);
  const { body } = await world.call("GET /v1/members/ext:c1/vouchers");
  expect(body.data).toHaveLength(1);
  expect((await walletOf(world)).lifetimeEarned).toBe(280);
});

test("a cancelled order, and an amended one, count as they stand", async () => {
  const world = await worldWith(
    status(),
    status({
      key: "often",
      measure: "orders",
      levels: [{ key: "often", name: { de: "oft", en: "often" }, from: 2 }],
    }),
  );
  await world.call("POST /v1/orders", order("1", "c1"));
  await world.call("POST /v1/orders", order("2", "c1"));
  expect((await tiersOf(world)).map((t: { level: string }) => t.level)).toEqual(["gold", "often"]);
  const cancelled = await world.call("POST /v1/orders/shopify:2/cancel", {});
  expect(tierEffects(cancelled.body)).toMatchObject([
    { set: "status", from: "gold", to: "silver" },
    { set: "often", from: "often", to: null },
  ]);
  expect(cancelled.body.member.tier).toBe("silver");
});

test("a dry run tells of a level and changes none", async () => {
  const world = await worldWith(withGifts);
  await world.call("POST /v1/orders", order("1", "c1"));
  const tried = await world.call("POST /v1/orders?dryRun=true", order("2", "c1"));
  expect(tierEffects(tried.body)).toMatchObject([{ to: "gold" }]);
  expect((await tiersOf(world))[0].level).toBe("silver");
});

test("an erased member keeps the level and no words, and nobody finds them by name", async () => {
  const world = await worldWith(status());
  const placed = await world.call("POST /v1/orders", order("1", "c1"));
  const { id } = placed.body.member;
  await world.call("DELETE /v1/members/ext:c1");
  expect((await world.call(`GET /v1/members/${id}/tiers`)).body.data[0].level).toBe("silver");
  const given = { level: "gold", reason: "sorry" };
  const refused = await world.call(`PUT /v1/members/${id}/tiers/status`, given);
  expect(refused.body.code).toBe("member_erased");
});

test("another shop's member and tier are not found", async () => {
  const [world, other] = [await worldWith(status()), await worldWith(status())];
  const placed = await world.call("POST /v1/orders", order("1", "c1"));
  const { id } = placed.body.member;
  const explained = (await tiersOf(world))[0].id;
  const given = { level: "gold", reason: "sorry" };
  for (const [path, body] of [
    [`GET /v1/members/${id}/tiers`],
    [`PUT /v1/members/${id}/tiers/status`, given],
    [`DELETE /v1/members/${id}/tiers/status`],
    [`GET /v1/explain/${explained}`],
    ["GET /v1/explain/tier_nonsense"],
  ] as const) {
    expect((await other.call(path, body)).body.code, path).toBe("not_found");
  }
});

test("two sets cost an order one row more to write, and one to read", async () => {
  const plain = await newWorld();
  const rich = await worldWith(
    status(),
    status({
      key: "year",
      window: { type: "calendar_year" },
      levels: [{ key: "fan", name: { de: "Fan", en: "Fan" }, from: 100_000 }],
    }),
  );
  const costs = [];
  for (const { call } of [plain, rich]) {
    const cost = counting();
    for (const id of ["1", "2", "3"]) await call("POST /v1/orders", order(id, "c1"));
    cost.reset();
    await call("POST /v1/orders", order("4", "c1"), { env: cost.env });
    const placed = [cost.trips, cost.rowsWritten, cost.rowsRead];
    cost.reset();
    await call("GET /v1/members/ext:c1/wallet", undefined, { env: cost.env });
    costs.push([...placed, cost.trips, cost.rowsRead]);
  }
  const [without = [], with2 = []] = costs;
  expect(with2[0]).toBe(2);
  expect((with2[1] ?? 0) - (without[1] ?? 0)).toBe(1);
  expect((with2[2] ?? 0) - (without[2] ?? 0)).toBeLessThanOrEqual(1);
  expect(with2[3]).toBe(1);
  expect((with2[4] ?? 0) - (without[4] ?? 0)).toBeLessThanOrEqual(1);
});

test("a set that leaves the program for a while comes back with what staff gave in it", async () => {
  const often = status({
    key: "often",
    measure: "orders",
    levels: [{ key: "vip", name: { de: "VIP", en: "VIP" }, from: 50 }],
  });
  const world = await worldWith(status(), often);
  await world.call("POST /v1/orders", order("1", "c1"));
  const given = { level: "vip", until: "2099-01-01T00:00:00Z", reason: "friend" };
  await world.call("PUT /v1/members/ext:c1/tiers/often", given);
  const before = (await tiersOf(world))[1];
  await world.call("PUT /v1/program", { tiers: [status()] });
  await world.call("POST /v1/orders", order("2", "c1"));
  expect(await tiersOf(world)).toHaveLength(1);
  const back = await world.call("POST /v1/program/rollback", { to: 1 });
  expect(back.status, JSON.stringify(back.body)).toBeLessThan(300);
  expect((await tiersOf(world))[1]).toMatchObject({
    level: "vip",
    since: before.since,
    progress: 2,
    manual: given,
  });
});

test("each of a level's vouchers is given once: the used one stays, the others come anew", async () => {
  const voucher = (amount: number) => ({
    type: "voucher",
    voucher: { name: { de: "Gold", en: "Gold" }, worth: { kind: "fixed_amount", amount } },
  });
  const entry = [voucher(500), { type: "points", amount: 7 }, voucher(1000)];
  const gold = level("gold", 2000, { entry: [...entry, { type: "points", amount: 8 }] });
  const world = await worldWith(status({ levels: [gold] }));
  type Told = { type: string; amount?: number; voucher?: { code: string } };
  const given = (body: { effects: Told[] }) =>
    body.effects.filter((e) => e.type === "voucher_issued").map((e) => e.voucher?.code);
  const of = (body: { effects: Told[] }, type: string) =>
    body.effects.filter((e) => e.type === type).map((e) => e.amount);
  const first = await world.call("POST /v1/orders", order("1", "c1"));
  const [used] = given(first.body);
  expect(given(first.body)).toHaveLength(2);
  await world.call(`POST /v1/vouchers/${used}/redeem`, {});
  const gone = await world.call("POST /v1/orders/shopify:1/cancel", {});
  expect(of(gone.body, "voucher_voided")).toHaveLength(1);
  expect(of(gone.body, "points_reversed")).toEqual(expect.arrayContaining([7, 8]));
  const again = await world.call("POST /v1/orders", order("2", "c1"));
  const [anew, ...more] = given(again.body);
  expect(more).toEqual([]);
  const { data } = (await world.call("GET /v1/members/ext:c1/vouchers")).body;
  expect(data.find((v: { code: string }) => v.code === anew).effect).toMatchObject({
    amount: 1000,
  });
  expect(of(again.body, "points_earned")).toEqual(expect.arrayContaining([7, 8]));
  await clean(world);
  // The second voucher is taken back as the first would have been.
  const undone = await world.call("POST /v1/orders/shopify:2/cancel", {});
  expect(of(undone.body, "voucher_voided")).toHaveLength(1);
  await clean(world);
});
