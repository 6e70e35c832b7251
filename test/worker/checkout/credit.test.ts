import { expect, test } from "vitest";
import { shardOf } from "../../context";
import { faultsOf } from "../../invariants";
import { env, type Reply, type World } from "../../world";
import { withLatency } from "../../world-latency";
import { cart, enrol, line, newShop, voucherFor } from "./shop";

const LATENCIES = [
  { name: "at no latency", env },
  { name: "at 10–30 ms", env: withLatency(env, 10, 30) },
];

const times = <T>(n: number, work: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: n }, (_, i) => work(i)));
const faults = async (world: World) => faultsOf(await shardOf(world.shop), world.shop);
const order = (id: string, more: object = {}) => ({
  id,
  currency: "EUR",
  total: 1000,
  items: [line("1", 1000)],
  ...more,
});
/** A call that is told to come back does so. */
async function patiently(call: () => Promise<Reply>): Promise<Reply> {
  const reply = await call();
  return reply.status === 503 ? patiently(call) : reply;
}
const codes = (reply: Reply) => reply.body.warnings.map((w: { code: string }) => w.code);
const balance = async ({ call }: World, id = "a") =>
  (await call(`GET /v1/members/ext:${id}/wallet`)).body.wallet["credit:EUR"]?.available ?? 0;

test("credit is topped up once for each id, and lasts as the program says", async () => {
  const world = await newShop();
  await enrol(world, "a");
  const topUp = (body: object, at = "") =>
    world.call(`POST /v1/members/ext:a/credit${at}`, { id: "pay-1", amount: 5000, ...body });
  const rehearsed = await topUp({}, "?dryRun=true");
  expect(rehearsed.body.committed).toBe(false);
  const first = await topUp({});
  expect(first.status).toBe(201);
  // Three years, then to the end of that year.
  const ends = `${new Date().getUTCFullYear() + 3}-12-31T23:00:00Z`;
  expect(first.body.topUp).toMatchObject({ id: "pay-1", amount: 5000, expiresAt: ends });
  const again = await topUp({});
  expect([again.status, again.body]).toEqual([200, first.body]);
  expect((await topUp({ amount: 6000 })).body.code).toBe("top_up_differs");
  const past = await topUp({ id: "pay-2", expiresAt: "2020-01-01T00:00:00Z" });
  expect(past.body.code).toBe("invalid_time");
  expect((await topUp({ id: "p", amount: 999_999_999_999 })).body.code).toBe("amount_too_large");
  expect((await world.call("POST /v1/members/ext:x/credit", { amount: 1 })).status).toBe(404);
  expect(await balance(world)).toBe(5000);
  const told = await world.call("GET /v1/members/ext:a/transfers");
  const why = await world.call(`GET /v1/explain/${told.body.data.at(-1).id}`);
  expect(why.body.text).toContain("€50 of store credit was topped up");
  expect(await faults(world)).toEqual([]);
});

test("staff gives and takes credit by adjustment, never beyond what is there", async () => {
  const world = await newShop();
  await enrol(world, "a");
  const adjust = (amount: number) =>
    world.call("POST /v1/members/ext:a/adjustments", { unit: "credit:EUR", amount, reason: "x" });
  expect((await adjust(500)).status).toBe(201);
  expect((await adjust(-600)).body.code).toBe("insufficient_points");
  expect((await adjust(-200)).status).toBe(201);
  expect(await balance(world)).toBe(300);
});

test("an order takes what credit there is, and tells what is missing", async () => {
  const world = await newShop();
  await enrol(world, "a");
  await world.call("POST /v1/members/ext:a/credit", { amount: 300 });
  const member = { externalId: "a" };
  const placed = await world.call("POST /v1/orders", order("1", { member, credit: 800 }));
  expect(placed.status).toBe(201);
  expect(placed.body.warnings).toEqual([
    {
      code: "credit_insufficient",
      detail: "Of 800 only 300 could be paid with store credit.",
      pointer: "/credit",
    },
  ]);
  expect(placed.body.member.wallet["credit:EUR"].available).toBe(0);
  const again = await world.call("POST /v1/orders", order("1", { member, credit: 800 }));
  expect([again.status, again.body]).toEqual([200, placed.body]);
  expect(codes(await world.call("POST /v1/orders", order("2", { credit: 1 })))).toEqual([
    "credit_needs_member",
  ]);
  const beyond = await world.call("POST /v1/orders", order("3", { member, credit: 1001 }));
  expect([beyond.status, beyond.body.code]).toEqual([422, "credit_exceeds_total"]);
  expect(await faults(world)).toEqual([]);
});

test("a gift card becomes credit of whoever holds its code, once", async () => {
  const world = await newShop();
  await Promise.all(["a", "b", "c"].map((id) => enrol(world, id)));
  const worth = { kind: "gift_card", amount: 2500 } as const;
  const code = await voucherFor(world, "a", { worth });
  const claim = (member: string, of = code) =>
    world.call("POST /v1/gift-cards/claim", { code: of, member: `ext:${member}` });
  const { body: known } = await world.call("POST /v1/vouchers/validate", {
    code,
    member: "ext:b",
  });
  expect(known).toMatchObject({ valid: true, reasons: [] });
  const first = await claim("b");
  expect([first.status, first.body.credit.amount]).toEqual([201, 2500]);
  expect((await claim("b")).status).toBe(200);
  expect((await claim("c")).body).toMatchObject({ status: 409, code: "voucher_already_redeemed" });
  expect((await claim("c", "ABCD-EFGH-2")).status).toBe(404);
  const plain = await voucherFor(world, "a");
  expect((await claim("b", plain)).body.code).toBe("not_a_gift_card");
  expect((await claim("nobody")).status).toBe(404);
  const late = await voucherFor(world, "a", { worth, expiresAt: 1 });
  expect((await claim("b", late)).body.code).toBe("voucher_expired");
  const unused = await voucherFor(world, "a", { worth });
  const named = await world.call("POST /v1/orders", order("1", { vouchers: [unused] }));
  expect(codes(named)).toEqual(["voucher_not_for_carts"]);
  expect([await balance(world, "b"), await balance(world, "c")]).toEqual([2500, 0]);
  expect(await faults(world)).toEqual([]);
});

test.each(LATENCIES)("of 20 carts that want one voucher one holds it $name", async (at) => {
  const world = await newShop();
  await enrol(world, "a");
  const code = await voucherFor(world, "a");
  const replies = await times(20, (i) =>
    world.call("POST /v1/carts/hold", cart({ id: `c${i}`, vouchers: [code] }), { env: at.env }),
  );
  expect(replies.every(({ status }) => status === 201)).toBe(true);
  expect(replies.filter(({ body }) => body.vouchers[0].applied)).toHaveLength(1);
});

test.each(LATENCIES)("of 30 orders of 1.00 that spend 10.00 ten are covered $name", async (at) => {
  const world = await newShop();
  await enrol(world, "a");
  await world.call("POST /v1/members/ext:a/credit", { amount: 1000 });
  const member = { externalId: "a" };
  const replies = await times(30, (i) =>
    patiently(() =>
      world.call("POST /v1/orders", order(`${i}`, { member, credit: 100 }), { env: at.env }),
    ),
  );
  expect(replies.every(({ status }) => status === 201)).toBe(true);
  expect(replies.filter((reply) => codes(reply).length === 0)).toHaveLength(10);
  expect(await balance(world)).toBe(0);
  expect(await faults(world)).toEqual([]);
});

test.each(LATENCIES)("of 40 orders that use a code of five uses five have it $name", async (at) => {
  const world = await newShop();
  const replies = await times(40, (i) =>
    world.call(
      "POST /v1/orders",
      order(`${i}`, { total: 3000, items: [line("1", 3000)], vouchers: ["SPRING-5"] }),
      { env: at.env },
    ),
  );
  expect(replies.every(({ status }) => status === 201)).toBe(true);
  expect(replies.filter((reply) => codes(reply).length === 0)).toHaveLength(5);
  expect(replies.filter((reply) => codes(reply)[0] === "code_used_up")).toHaveLength(35);
});

test.each(LATENCIES)("of 20 who claim one gift card one gets it $name", async (at) => {
  const world = await newShop();
  await times(20, (i) => enrol(world, `m${i}`));
  const code = await voucherFor(world, "m0", { worth: { kind: "gift_card", amount: 700 } });
  const replies = await times(20, (i) =>
    world.call("POST /v1/gift-cards/claim", { code, member: `ext:m${i}` }, { env: at.env }),
  );
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
  const total = await times(20, (i) => balance(world, `m${i}`));
  expect(total.reduce((a, b) => a + b, 0)).toBe(700);
  expect(await faults(world)).toEqual([]);
});
