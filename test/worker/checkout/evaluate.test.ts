import { expect, test } from "vitest";
import { counting } from "../../counting";
import { rowsOfShop } from "../../rows";
import { callAs } from "../../world";
import { cart, enrol, line, newShop, voucherFor } from "./shop";

const evaluate = "POST /v1/carts/evaluate";

test("a cart tells per line what each code takes off, the totals, and what would be earned", async () => {
  const { call } = await newShop();
  const { status, body } = await call(evaluate, cart({ vouchers: ["t-en", "SHIP"] }));
  expect(status).toBe(200);
  expect(body.items).toEqual([
    {
      itemId: "1",
      subtotal: 3000,
      discounts: [{ code: "t-en", amount: 300 }],
      total: 2700,
    },
    { itemId: "2", subtotal: 1000, discounts: [{ code: "t-en", amount: 100 }], total: 900 },
  ]);
  expect(body.shipping).toEqual({
    subtotal: 490,
    discounts: [{ code: "SHIP", amount: 490 }],
    total: 0,
  });
  expect(body.totals).toMatchObject({ subtotal: 4000, discount: 890, total: 3600, toPay: 3600 });
  // One point for each euro of 36.00.
  const earned = body.earns.effects.reduce((n: number, e: { amount: number }) => n + e.amount, 0);
  expect(earned).toBe(36);
  expect(body.credit).toBeNull();
});

test("why a code does not apply is told with where it lies and what is missing", async () => {
  const world = await newShop();
  await enrol(world, "a");
  await enrol(world, "b");
  const own = await voucherFor(world, "a", {
    channels: ["store"],
    stores: ["koeln"],
    appliesTo: { categories: ["tea"] },
  });
  const anothers = await voucherFor(world, "b");
  const { body } = await world.call(
    evaluate,
    cart({ items: [line("1", 1000)], member: "ext:a", vouchers: ["SPRING5", own, anothers, "X1"] }),
  );
  expect(body.vouchers.map((v: { reasons: unknown }) => v.reasons)).toEqual([
    [{ code: "voucher_minimum_not_reached", pointer: "/items", missing: 2000 }],
    [
      { code: "voucher_wrong_channel", pointer: "/channel" },
      { code: "voucher_wrong_store", pointer: "/storeId" },
      { code: "voucher_wrong_lines", pointer: "/items" },
    ],
    [{ code: "voucher_of_another_member", pointer: "/member" }],
    [{ code: "voucher_unknown", pointer: "/vouchers/3" }],
  ]);
  expect(body.totals.total).toBe(1490);
});

test("a code for first orders, once a member, is refused to a guest and to who ordered", async () => {
  const world = await newShop();
  const guest = await world.call(evaluate, cart({ vouchers: ["WELCOME10"] }));
  expect(guest.body.vouchers[0].reasons).toEqual([
    { code: "code_needs_member", pointer: "/member" },
  ]);
  await enrol(world, "a");
  const first = await world.call(evaluate, cart({ member: "ext:a", vouchers: ["WELCOME10"] }));
  expect(first.body.vouchers[0].applied).toBe(true);
});

test("evaluating is one round trip and writes nothing", async () => {
  const world = await newShop();
  await enrol(world, "a");
  const code = await voucherFor(world, "a");
  const cost = counting();
  await world.call(evaluate, cart(), { env: cost.env });
  const before = await rowsOfShop(world.shop);
  cost.reset();
  const asked = cart({ member: "ext:a", vouchers: [code, "SHIP"], credit: "all" });
  const { status } = await world.call(evaluate, asked, { env: cost.env });
  expect({ status, trips: cost.trips, written: cost.rowsWritten }).toEqual({
    status: 200,
    trips: 1,
    written: 0,
  });
  expect(await rowsOfShop(world.shop)).toEqual(before);
});

test("a browser evaluates a guest's cart, and no member's", async () => {
  const { keys } = await newShop();
  const browser = callAs(keys.live.publishable);
  expect((await browser(evaluate, cart({ vouchers: ["SHIP"] }))).status).toBe(200);
  expect((await browser(evaluate, cart({ member: "ext:a" }))).body.code).toBe("forbidden");
});

test("a cart that cannot be is refused with a pointer", async () => {
  const { call } = await newShop();
  const other = await newShop();
  await enrol(other, "theirs");
  const refusal = async (more: object) => {
    const { status, body } = await call(evaluate, cart(more));
    return [status, body.code, body.errors?.[0]?.pointer];
  };
  expect(await refusal({ currency: "USD" })).toEqual([422, "currency_differs", "/currency"]);
  expect(await refusal({ items: [line("1", 1), line("1", 1)] })).toEqual([
    422,
    "duplicate_line",
    "/items/1/id",
  ]);
  expect(await refusal({ member: "ext:theirs" })).toEqual([404, "not_found", "/member"]);
  expect((await refusal({ member: "nonsense" }))[1]).toBe("invalid_ref");
});
