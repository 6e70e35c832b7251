import { expect, test } from "vitest";
import { order } from "../../orders";
import { newWorld } from "../../world";
import { MUG, memberWith, useProgram } from "../rewards/points";

async function shopWithVoucher() {
  const world = await newWorld();
  await useProgram(world.shop, { rewards: [MUG] });
  const member = await memberWith(world, "a", 1000);
  const made = await world.call("POST /v1/redemptions", { rewardId: "mug", member });
  return { ...world, code: made.body.voucher.code as string };
}

test("an order uses the vouchers it names, and its cancelling gives them back", async () => {
  const { call, code } = await shopWithVoucher();
  const placed = await call("POST /v1/orders", order("1", "a", { vouchers: [code.toLowerCase()] }));
  expect([placed.status, placed.body.warnings]).toEqual([201, []]);
  const used = await call("POST /v1/vouchers/validate", { code });
  expect(used.body.voucher).toMatchObject({ status: "redeemed", order: "shopify:1" });
  await call("POST /v1/orders/shopify:1/cancel", {});
  const back = await call("POST /v1/vouchers/validate", { code });
  expect(back.body).toMatchObject({ valid: true, voucher: { status: "issued", order: null } });
});

test("an order with unusable vouchers is taken with a warning for each", async () => {
  const { call, code } = await shopWithVoucher();
  await call("PUT /v1/members/ext:b", {});
  const codes = (vouchers: string[], who: string, id: string) =>
    call("POST /v1/orders", order(id, who, { vouchers })).then(({ status, body }) => [
      status,
      ...body.warnings.map((w: { code: string }) => w.code),
    ]);
  expect(await codes([code, "nonsense"], "b", "1")).toEqual([
    201,
    "voucher_of_another_member",
    "voucher_unknown",
  ]);
  expect(await codes([code], "a", "2")).toEqual([201]);
  expect(await codes([code], "a", "3")).toEqual([201, "voucher_already_redeemed"]);
});

test("an amended order uses the vouchers it names anew, once, and keeps those it used", async () => {
  const { call, code } = await shopWithVoucher();
  await call("POST /v1/orders", order("1", "a"));
  const amended = order("1", "a", { vouchers: ["nonsense", code] });
  const first = await call("PUT /v1/orders/1", amended);
  expect(first.body.warnings).toMatchObject([{ code: "voucher_unknown", pointer: "/vouchers/0" }]);
  const used = await call("POST /v1/vouchers/validate", { code });
  expect(used.body.voucher).toMatchObject({ status: "redeemed", order: "shopify:1" });
  const again = await call("PUT /v1/orders/1", amended);
  expect([again.status, again.body.warnings ?? []]).toEqual([200, []]);
  await call("PUT /v1/orders/1", order("1", "a"));
  expect((await call("GET /v1/orders/1")).body.vouchers).toEqual(["nonsense", code]);
  const other = await call("POST /v1/orders", order("2", "a", { vouchers: [code] }));
  expect(other.body.warnings).toMatchObject([{ code: "voucher_already_redeemed" }]);
  await call("POST /v1/orders/1/cancel", {});
  expect((await call("POST /v1/vouchers/validate", { code })).body.valid).toBe(true);
});

test("of two orders with one code at once, one uses it and the other is warned", async () => {
  const { call, code } = await shopWithVoucher();
  const orders = await Promise.all(
    // A guest's order holds no member's guard: the voucher guards itself.
    [order("1", "a", { vouchers: [code] }), order("2", null, { vouchers: [code] })].map((body) =>
      call("POST /v1/orders", body),
    ),
  );
  expect(orders.map((o) => o.status)).toEqual([201, 201]);
  const warnings = orders.flatMap((o) => o.body.warnings.map((w: { code: string }) => w.code));
  expect(warnings).toEqual(["voucher_already_redeemed"]);
});

test("the summary shows what is open: codes and holds", async () => {
  const { call, code } = await shopWithVoucher();
  const held = await call("POST /v1/redemptions", { rewardId: "mug", member: "ext:a", hold: true });
  const summary = await call("GET /v1/members/ext:a/summary");
  expect(summary.body.vouchers).toMatchObject([{ code, status: "issued" }]);
  expect(summary.body.holds).toMatchObject([{ id: held.body.id, status: "held" }]);
});
