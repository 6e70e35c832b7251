import { expect, test } from "vitest";
import { advance } from "../../queue";
import { rowsOfShop } from "../../rows";
import type { World } from "../../world";
import { bought, expectClean, inShort, ORDER, opened, points, rules, voucher } from "./cases";

const NAME = { de: "Name", en: "Name" };
const COFFEE = { categories: ["coffee"] };

const PARTS = {
  walletCaps: { points: 250 },
  stamps: [{ key: "coffee", name: NAME, size: 4, reward: points(50) }],
  perks: [{ key: "refill", name: NAME, total: 2 }],
  causes: [{ key: "trees", name: NAME }],
};

/** Every kind of thing that a rule can give, limited in every way. */
const RULES = [
  { id: "double", if: COFFEE, give: { type: "multiply", percent: 200 } },
  { id: "cup", if: COFFEE, give: { type: "stamps", card: "coffee", amount: 1, each: "item" } },
  { id: "refill", limits: [{ per: "month", times: 4 }], give: { type: "perk", perk: "refill" } },
  {
    id: "trees",
    budget: { amount: 500 },
    give: { type: "donation", cause: "trees", amount: 70, each: "item" },
  },
  { id: "next", cooldown: "P1D", if: { minimumTotal: 2000 }, give: voucher(500) },
  { id: "later", pending: { wait: "P7D" }, give: points(9) },
  { id: "served", on: "fulfilment", give: points(2, { each: "item" }) },
];

const RICH = rules(RULES, PARTS);

const coffee = (id: string, quantity: number, more: object = {}) =>
  bought(id, [["a", 700 * quantity, quantity, COFFEE]], more);

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely.
type Any = any;

/** What an answer says, but for what is made anew by each call. */
const lasting = ({ order, effects, member, warnings, activatesAt }: Any) => ({
  status: order.status,
  effects: effects.map((effect: Any) => ({
    ...effect,
    transferId: undefined,
    voucher: effect.voucher?.expiresAt,
  })),
  wallet: member?.wallet,
  stage: member?.stage,
  warnings,
  activatesAt,
});

async function rehearse(world: World, request: string, body: object, query = "") {
  const before = await rowsOfShop(world.sandbox);
  const reply = await world.test(`${request}?dryRun=true${query}`, body);
  expect([request, reply.status, reply.body.committed]).toEqual([request, 200, false]);
  expect(await rowsOfShop(world.sandbox)).toEqual(before);
  return reply.body;
}

async function perform(world: World, request: string, body: object) {
  const reply = await world.test(request, body);
  expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300);
  return reply.body;
}

test("under rich rules every call does what its rehearsal said, which wrote nothing", async () => {
  const world = await opened(RICH);
  const guest = await world.test(ORDER, coffee("g", 2, { member: undefined }));
  const { claimCode } = guest.body;
  const calls: [string, object][] = [
    [ORDER, coffee("1", 5)],
    [ORDER, coffee("2", 2, { status: "placed" })],
    ["POST /v1/orders/2/pay", {}],
    ["POST /v1/orders/g/claim", { member: "ext:c", claimCode }],
    ["PUT /v1/orders/1", coffee("1", 3)],
    [
      "POST /v1/orders/2/fulfilments",
      { id: "f", status: "served", items: [{ id: "a", quantity: 1 }] },
    ],
    ["POST /v1/orders/1/refunds", { id: "r", items: [{ id: "a", quantity: 2 }] }],
    ["PUT /v1/orders/2", coffee("2", 6)],
    ["POST /v1/orders/2/refunds", { id: "r", amount: 1000 }],
    ["POST /v1/orders/1/cancel", {}],
    [ORDER, coffee("3", 30)],
    ["POST /v1/orders/2/cancel", {}],
  ];
  for (const [request, body] of calls) {
    const rehearsed = await rehearse(world, request, body);
    const done = await perform(world, request, body);
    expect(lasting(rehearsed), request).toEqual(lasting(done));
  }
  await expectClean(world);
});

test("a draft rehearsed gives what it gives once it is applied", async () => {
  const world = await opened({});
  await perform(world, ORDER, coffee("before", 3));
  await world.test("PUT /v1/program/draft", RICH);
  const rehearsed = await rehearse(world, ORDER, coffee("1", 5), "&program=draft");
  const plain = await rehearse(world, ORDER, coffee("1", 5));
  expect(plain.effects.map(inShort)).toEqual(["+35 base@a"]);
  await world.test("POST /v1/program/apply", {});
  expect(lasting(rehearsed)).toEqual(lasting(await perform(world, ORDER, coffee("1", 5))));
  await expectClean(world);
});

test("another date rehearsed gives what it gives when it comes", async () => {
  const world = await opened(RICH);
  await perform(world, ORDER, coffee("1", 5, { channel: "online" }));
  const at = "2026-03-25T10:00:00Z";
  const rehearsed = await rehearse(world, ORDER, coffee("2", 5), `&at=${at}`);
  const returned = await rehearse(
    world,
    "POST /v1/orders/1/refunds",
    { id: "r", amount: 700 },
    `&at=${at}`,
  );
  await advance(world, at);
  const back = await rehearse(world, "POST /v1/orders/1/refunds", { id: "r", amount: 700 });
  expect(lasting(returned)).toEqual(lasting(back));
  expect(lasting(rehearsed)).toEqual(lasting(await perform(world, ORDER, coffee("2", 5))));
  await expectClean(world);
});

// What the order gives but the full card, which is of the member and not of the cart.
test("an estimate promises what the order then gives to somebody of whom rules ask nothing", async () => {
  const world = await opened(
    rules(
      [
        ...RULES,
        { id: "first", if: { nthOrder: 1 }, give: points(100) },
        { id: "gift", if: { birthday: "month" }, give: points(7) },
        { id: "loyal", if: { attributes: { vip: true } }, give: points(8) },
        { id: "mine", when: "member.orders < 3", sentence: NAME, give: points(1) },
        { id: "old", when: "member.orders > 30", sentence: NAME, give: points(1) },
      ],
      {
        ...PARTS,
        attributes: [{ key: "vip", type: "boolean", label: NAME }],
      },
    ),
  );
  await perform(world, ORDER, coffee("1", 1, { member: { externalId: "d" } }));
  await perform(world, ORDER, coffee("2", 1, { member: { externalId: "d" } }));
  await perform(world, ORDER, coffee("3", 1, { member: { externalId: "d" } }));
  const order = bought("4", [
    ["a", 2100, 3, COFFEE],
    ["b", 990],
  ]);
  const { currency, items, channel } = order;
  const estimated = await world.test(
    "POST /v1/estimate",
    { currency, items, channel },
    { key: world.keys.test.publishable },
  );
  expect(estimated.status, JSON.stringify(estimated.body)).toBe(200);
  const done = await perform(world, ORDER, { ...order, member: { externalId: "d" } });
  const short = (e: Any) => [e.ruleId, e.itemId ?? null, e.unit, e.amount];
  const given = done.effects.filter((e: Any) => e.amount && e.ruleId !== "stamps.coffee");
  expect(estimated.body.effects.map(short)).toEqual(given.map(short));
  expect(estimated.body.vouchers).toEqual([{ ruleId: "next", name: "Thank you" }]);
  expect(done.effects.map((e: Any) => e.type)).toContain("voucher_issued");
});
