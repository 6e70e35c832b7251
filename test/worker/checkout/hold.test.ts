import { expect, test } from "vitest";
import { shardOf } from "../../context";
import { faultsOf } from "../../invariants";
import { advance } from "../../queue";
import type { World } from "../../world";
import { grantTo } from "../vouchers/grant";
import { cart, enrol, line, newShop, voucherFor } from "./shop";

const hold = "POST /v1/carts/hold";
const HOUR = 3_600_000;

const order = (id: string, more: object = {}) => ({
  id,
  currency: "EUR",
  total: 3500,
  discounts: 500,
  items: [line("1", 2600, { sku: "BEAN" }), line("2", 900, { sku: "MUG" })],
  ...more,
});

const faults = async (world: World, shop = world.shop) => faultsOf(await shardOf(shop), shop);
const credit = async (world: World, id: string) => {
  const { body } = await world.call(`GET /v1/members/ext:${id}/wallet`);
  const { available, held } = body.wallet["credit:EUR"];
  return { available, held };
};

test("a held cart keeps voucher, shared code and credit until its order captures them", async () => {
  const world = await newShop();
  const { call } = world;
  await enrol(world, "a");
  await call("POST /v1/members/ext:a/credit", { amount: 2000 });
  const code = await voucherFor(world, "a");
  const asked = cart({ id: "c1", member: "ext:a", vouchers: [code, "TEN"], credit: 700 });
  const held = await call(hold, asked);
  expect(held.status).toBe(201);
  // 10 % of 40.00, then 5.00.
  expect(held.body.totals).toMatchObject({ discount: 900, total: 3590, credit: 700, toPay: 2890 });
  expect(await credit(world, "a")).toEqual({ available: 1300, held: 700 });
  expect(await faults(world)).toEqual([]);

  const other = await call(hold, { ...asked, id: "c2" });
  expect(other.body.vouchers[0].reasons[0].code).toBe("voucher_held");
  await call("POST /v1/carts/c2/release");
  const meanwhile = await call("POST /v1/orders", order("x", { vouchers: [code] }));
  expect(meanwhile.body.warnings[0]).toMatchObject({
    code: "voucher_held",
    pointer: "/vouchers/0",
  });

  const placed = await call(
    "POST /v1/orders",
    order("1", { member: { externalId: "a" }, checkout: "c1" }),
  );
  expect(placed.status).toBe(201);
  expect(placed.body.warnings).toEqual([]);
  expect(placed.body.effects.at(-1)).toMatchObject({ type: "credit_spent", amount: 700 });
  expect(await credit(world, "a")).toEqual({ available: 1300, held: 0 });
  const { body } = await call("GET /v1/members/ext:a/vouchers");
  expect(body.data[0]).toMatchObject({ status: "redeemed", order: "shop:1", heldUntil: null });
  expect((await call("GET /v1/carts/c1")).body.checkout).toMatchObject({
    status: "captured",
    order: "shop:1",
  });
  expect((await call("POST /v1/carts/c1/release")).body.code).toBe("checkout_captured");
  expect(await faults(world)).toEqual([]);
});

test("holding again is the same hold; another cart under its id is refused", async () => {
  const world = await newShop();
  const first = await world.call(hold, cart({ id: "c1", vouchers: ["TEN"] }));
  const again = await world.call(hold, cart({ id: "c1", vouchers: ["TEN"] }));
  expect([again.status, again.body]).toEqual([200, first.body]);
  const other = await world.call(hold, cart({ id: "c1" }));
  expect([other.status, other.body.code]).toEqual([409, "checkout_differs"]);
  const elsewhere = await newShop();
  for (const request of ["GET /v1/carts/c1", "POST /v1/carts/c1/release"]) {
    expect((await elsewhere.call(request)).body.code).toBe("not_found");
  }
});

test("a cart that is released, or whose time is over, gives everything back", async () => {
  const world = await newShop();
  const { test: call } = world;
  await call("PUT /v1/program", { codes: [{ ...ONCE, limit: 1 }] });
  await call("PUT /v1/members/ext:a", {});
  await call("POST /v1/members/ext:a/credit", { amount: 500 });
  const asked = cart({ member: "ext:a", vouchers: ["ONCE"], credit: "all" });
  const applied = (reply: { body: { vouchers: { applied: boolean }[] } }) =>
    reply.body.vouchers[0]?.applied;
  expect(applied(await call(hold, { ...asked, id: "c1" }))).toBe(true);
  expect(applied(await call(hold, { ...asked, id: "c2" }))).toBe(false);
  const released = await call("POST /v1/carts/c1/release");
  expect(released.body.checkout.status).toBe("released");
  expect((await call("POST /v1/carts/c1/release")).status).toBe(200);
  expect(applied(await call(hold, { ...asked, id: "c3" }))).toBe(true);
  await advance(world, Date.now() + 1 * HOUR);
  const wallet = await call("GET /v1/members/ext:a/wallet");
  expect(wallet.body.wallet["credit:EUR"]).toMatchObject({ available: 500, held: 0 });
  const guest = cart({ id: "c4", vouchers: ["ONCE"] });
  expect(applied(await call(hold, guest))).toBe(true);
  await advance(world, Date.now() + 2 * HOUR);
  expect((await call("GET /v1/carts/c4")).body.checkout.status).toBe("released");
  expect(applied(await call("POST /v1/carts/evaluate", cart({ vouchers: ["ONCE"] })))).toBe(true);
  expect(await faults(world, world.sandbox)).toEqual([]);
});

const ONCE = {
  code: "ONCE",
  name: { de: "Einmal", en: "Once" },
  worth: { kind: "fixed_amount", amount: 500 },
};

test("an order is never refused for its checkout: what is still there is taken and told", async () => {
  const world = await newShop();
  const { test: call } = world;
  await call("PUT /v1/members/ext:a", {});
  await call("POST /v1/members/ext:a/credit", { amount: 500 });
  const place = (id: string, checkout: string, who: string | null = "a") =>
    call(
      "POST /v1/orders",
      order(id, { checkout, ...(who ? { member: { externalId: who } } : {}) }),
    );
  await call(hold, cart({ id: "c1", member: "ext:a", credit: 500 }));
  const another = await place("1", "c1", "b");
  expect(another.body.warnings[0].code).toBe("checkout_of_another_member");
  expect((await place("2", "none")).body.warnings[0]).toMatchObject({
    code: "checkout_unknown",
    pointer: "/checkout",
  });
  await advance(world, Date.now() + 3 * HOUR);
  const late = await place("3", "c1");
  expect(late.body.warnings.map((w: { code: string }) => w.code)).toEqual(["checkout_expired"]);
  expect(late.body.effects.at(-1)).toMatchObject({ type: "credit_spent", amount: 500 });
  await call(hold, cart({ id: "c2" }));
  await place("4", "c2", null);
  expect((await place("5", "c2", null)).body.warnings[0].code).toBe("checkout_captured");
  expect(await faults(world, world.sandbox)).toEqual([]);
});

test("a voucher that is reissued, and again, while a cart holds it goes with the cart", async () => {
  const world = await newShop();
  await enrol(world, "a");
  const code = await voucherFor(world, "a");
  await world.call(hold, cart({ id: "c1", member: "ext:a", vouchers: [code] }));
  const reissue = async (of: string) =>
    (await world.call(`POST /v1/vouchers/${of}/reissue`, { reason: "lost" })).body.voucher;
  const fresh = await reissue((await reissue(code)).code);
  expect(fresh.heldUntil).not.toBeNull();
  const placed = await world.call(
    "POST /v1/orders",
    order("1", { member: { externalId: "a" }, checkout: "c1" }),
  );
  expect(placed.body.warnings).toEqual([]);
  const { body } = await world.call("GET /v1/members/ext:a/vouchers");
  const of = (status: string) =>
    body.data.filter((v: { status: string }) => v.status === status).length;
  expect([of("redeemed"), of("void"), of("issued")]).toEqual([1, 2, 0]);
});

test("an order that says another sum than its checkout pays that", async () => {
  const world = await newShop();
  await enrol(world, "a");
  await world.call("POST /v1/members/ext:a/credit", { amount: 1000 });
  await world.call(hold, cart({ id: "c1", member: "ext:a", credit: 600 }));
  const body = order("1", { member: { externalId: "a" }, checkout: "c1", credit: 900 });
  expect((await world.call("POST /v1/orders", body)).body.effects.at(-1)).toMatchObject({
    type: "credit_spent",
    amount: 900,
  });
  expect(await credit(world, "a")).toEqual({ available: 100, held: 0 });
  expect(await faults(world)).toEqual([]);
});

test("an order that arrives after its cart's time uses what is free, whenever it was placed", async () => {
  const world = await newShop();
  const { test: call } = world;
  await call("PUT /v1/program", { codes: [{ ...ONCE, limitPerMember: 1 }] });
  await call("PUT /v1/members/ext:a", {});
  const code = await grantTo(world.sandbox, "ext:a");
  const held = await call(hold, cart({ id: "c1", member: "ext:a", vouchers: [code, "ONCE"] }));
  const until = Date.parse(held.body.checkout.holdUntil);
  await advance(world, until + HOUR);
  const placedAt = new Date(until - 60_000).toISOString();
  const by = { member: { externalId: "a" }, placedAt };
  const late = await call("POST /v1/orders", order("1", { ...by, checkout: "c1" }));
  expect(late.body.warnings.map((w: { code: string }) => w.code)).toEqual(["checkout_expired"]);
  const again = await call("POST /v1/orders", order("2", { ...by, vouchers: [code, "ONCE"] }));
  expect(again.body.warnings.map((w: { code: string }) => w.code)).toEqual([
    "voucher_already_redeemed",
    "code_limit_reached",
  ]);
});
