import { expect, test } from "vitest";
import { shardOf } from "../../context";
import { failing, flaky, LOST_MESSAGES, OVERLOADED_MESSAGES } from "../../faults";
import { faultsOf } from "../../invariants";
import { order } from "../../orders";
import { type Call, newWorld, type Reply, type World } from "../../world";

const program = {
  rewards: [
    {
      id: "mug",
      kind: "free_product",
      name: { de: "Tasse", en: "Mug" },
      cost: { points: 10 },
      stock: 9,
    },
  ],
};

/** Writes that a lost connection must neither lose nor double, and what they leave behind. */
const WRITES: [
  name: string,
  prepare: (call: Call) => Promise<unknown>,
  request: string,
  body: object,
][] = [
  ["an order", async () => undefined, "POST /v1/orders", order("o", "c", { channel: "store" })],
  ["a guest's order", async () => undefined, "POST /v1/orders", order("o", null)],
  [
    "a refund",
    (call) => call("POST /v1/orders", order("o", "c", { channel: "store" })),
    "POST /v1/orders/o/refunds",
    { id: "r", items: [{ id: "1", quantity: 1 }] },
  ],
  [
    "a redemption",
    (call) => call("POST /v1/orders", order("o", "c", { channel: "store" })),
    "POST /v1/redemptions",
    { rewardId: "mug", member: "ext:c" },
  ],
  [
    "a cancellation",
    (call) => call("POST /v1/orders", order("o", "c", { channel: "store" })),
    "POST /v1/orders/o/cancel",
    {},
  ],
  ["a new member", async () => undefined, "PUT /v1/members/ext:c", { name: "Anna" }],
  [
    "an adjustment",
    (call) => call("PUT /v1/members/ext:c", {}),
    "POST /v1/members/ext:c/adjustments",
    { amount: 5, reason: "sorry" },
  ],
];

async function prepared(prepare: (call: Call) => Promise<unknown>): Promise<World> {
  const world = await newWorld();
  await world.call("PUT /v1/program", program);
  await prepare(world.call);
  return world;
}

async function state({ call }: World) {
  const wallet: Reply = await call("GET /v1/members/ext:c/wallet");
  const transfers = await call("GET /v1/members/ext:c/transfers");
  return {
    points: wallet.body.wallet?.points,
    transfers: transfers.body.data?.map((t: { amount: number; reason: string }) => [
      t.reason,
      t.amount,
    ]),
  };
}

test.each(WRITES)(
  "%s survives every call to D1 failing before and after",
  async (_, prepare, request, body) => {
    const clean = await prepared(prepare);
    const expected = await clean.call(request, body);
    const wanted = await state(clean);
    for (const nth of [1, 2]) {
      for (const when of ["before", "after"] as const) {
        const message = LOST_MESSAGES[(nth + when.length) % LOST_MESSAGES.length] ?? "";
        const world = await prepared(prepare);
        const reply = await world.call(request, body, { env: failing(nth, when, message) });
        expect([expected.status, 200], `${nth} ${when}: ${JSON.stringify(reply.body)}`).toContain(
          reply.status,
        );
        expect(await state(world)).toEqual(wanted);
        expect(await faultsOf(await shardOf(world.shop), world.shop)).toEqual([]);
      }
    }
  },
);

test.each(LOST_MESSAGES)(
  "a commit lost with «%s» is found and told, not repeated",
  async (message) => {
    const { call } = await newWorld();
    const body = order("o", "c", { channel: "store" });
    const reply = await call("POST /v1/orders", body, { env: failing(2, "after", message) });
    expect(reply.body.member.wallet.points.available).toBe(30);
    const again = await call("POST /v1/orders", body);
    expect(again.body).toEqual(reply.body);
  },
);

test.each(OVERLOADED_MESSAGES)(
  "a database that says «%s» gets no second try, the caller a 503",
  async (message) => {
    const { call } = await newWorld();
    await call("PUT /v1/members/ext:c", {});
    const reply = await call("POST /v1/orders", order("o", "c"), {
      env: failing(1, "before", message),
    });
    expect(reply.status).toBe(503);
    expect(reply.headers.get("retry-after")).toBe("2");
    expect(reply.body.code).toBe("busy");
    expect((await call("POST /v1/orders", order("o", "c"))).status).toBe(201);
  },
);

test("60 orders over a connection that breaks on every fifth call are each taken once", async () => {
  const world = await newWorld();
  for (let i = 0; i < 60; i++) {
    const reply = await world.call("POST /v1/orders", order(`${i}`, `c${i % 5}`), {
      env: flaky(0.2),
    });
    expect([200, 201], JSON.stringify(reply.body)).toContain(reply.status);
  }
  for (let c = 0; c < 5; c++) {
    const wallet = await world.call(`GET /v1/members/ext:c${c}/wallet`);
    expect(wallet.body.wallet.points.pending).toBe(360);
  }
  expect(await faultsOf(await shardOf(world.shop), world.shop)).toEqual([]);
});

test("a change without a key whose commit was lost on the way back happens once", async () => {
  const world = await newWorld();
  await world.call("PUT /v1/members/ext:c", { name: "Anna" });
  const reply = await world.call(
    "PATCH /v1/members/ext:c",
    { name: "Anna Groß" },
    { env: failing(2, "after", LOST_MESSAGES[0] ?? "") },
  );
  expect(reply.status).toBe(200);
  expect(reply.headers.get("idempotency-replayed")).toBeNull();
  const timeline = await world.call("GET /v1/members/ext:c/timeline");
  const facts = JSON.stringify(timeline.body).match(/member_changed/g);
  expect(facts).toHaveLength(1);
});
