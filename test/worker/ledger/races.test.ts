import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { order } from "../../orders";
import { newWorld, type Reply } from "../../world";
import { withLatency } from "../../world-latency";

/** Without waiting, and with 10–30 ms around every call to D1, where races really meet. */
const LATENCIES = [
  { name: "at no latency", env },
  { name: "at 10–30 ms", env: withLatency(env, 5, 15) },
];

const statuses = (replies: Reply[]) => replies.map((r) => r.status).sort();

test.each(LATENCIES)("30 parallel orders of one member earn once each $name", async (at) => {
  const { call } = await newWorld();
  const replies = await Promise.all(
    Array.from({ length: 30 }, (_, i) => call("POST /v1/orders", order(`${i}`, "c"), at)),
  );
  expect(statuses(replies)).toEqual(Array(30).fill(201));
  const wallet = await call("GET /v1/members/ext:c/wallet");
  expect(wallet.body.wallet.points).toMatchObject({ pending: 900, lifetimeEarned: 900 });
});

test.each(LATENCIES)(
  "the same order 20 times in parallel is one, with equal answers $name",
  async (at) => {
    const { call } = await newWorld();
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => call("POST /v1/orders", order("same", "c"), at)),
    );
    expect(statuses(replies)).toEqual([...Array(19).fill(200), 201]);
    expect(new Set(replies.map((r) => JSON.stringify(r.body))).size).toBe(1);
    expect(replies[0]?.body.member.wallet.points.pending).toBe(30);
  },
);

test.each(LATENCIES)(
  "a key sent 20 times in parallel for a guest gets one order $name",
  async (at) => {
    const { call } = await newWorld();
    const options = { ...at, headers: { "idempotency-key": "same" } };
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => call("POST /v1/orders", order("g", null), options)),
    );
    expect(statuses(replies)).toEqual([...Array(19).fill(200), 201]);
    expect(new Set(replies.map((r) => JSON.stringify(r.body))).size).toBe(1);
  },
);

test.each(LATENCIES)(
  "a guest's order claimed by ten members at once goes to one $name",
  async (at) => {
    const { call } = await newWorld();
    const guest = await call("POST /v1/orders", order("g", null, { channel: "store" }));
    const members = Array.from({ length: 10 }, (_, i) => `ext:m${i}`);
    await Promise.all(members.map((m) => call(`PUT /v1/members/${m}`, {})));
    const replies = await Promise.all(
      members.map((member) =>
        call("POST /v1/orders/g/claim", { member, claimCode: guest.body.claimCode }, at),
      ),
    );
    expect(replies.filter((r) => r.status === 200)).toHaveLength(1);
    expect(replies.filter((r) => r.body.code === "order_claimed")).toHaveLength(9);
    const wallets = await Promise.all(members.map((m) => call(`GET /v1/members/${m}/wallet`)));
    const total = wallets.reduce((sum, w) => sum + w.body.wallet.points.available, 0);
    expect(total).toBe(30);
  },
);

test.each(LATENCIES)("refund, cancel and amend of one order at once add up $name", async (at) => {
  const { call } = await newWorld();
  await call("POST /v1/orders", order("o", "c", { channel: "store" }));
  const replies = await Promise.all([
    ...[1, 2, 3].map((line) =>
      call(
        "POST /v1/orders/o/refunds",
        { id: `r${line}`, items: [{ id: `${line}`, quantity: 1 }] },
        at,
      ),
    ),
    call("PUT /v1/orders/o", order("o", "c", { channel: "store", shipping: 490, total: 3490 }), at),
    call("POST /v1/orders/o/cancel", {}, at),
  ]);
  for (const r of replies) expect([200, 201, 409]).toContain(r.status);
  const wallet = await call("GET /v1/members/ext:c/wallet");
  expect(wallet.body.wallet.points).toMatchObject({ available: 0, lifetimeEarned: 0 });
});

test.each(LATENCIES)(
  "orders that name one member by different identifiers race and all earn $name",
  async (at) => {
    const { call } = await newWorld();
    const names = { externalId: "c", email: "c@example.com", card: "4711", phone: "+491701234567" };
    const made = await call("PUT /v1/members/ext:c", names);
    const each = [...Object.entries(names), ["id", made.body.member.id]];
    const replies = await Promise.all(
      each.map(([field, value]) =>
        call("POST /v1/orders", order(`by-${field}`, null, { member: { [field]: value } }), at),
      ),
    );
    expect(statuses(replies)).toEqual(Array(5).fill(201));
    const wallet = await call("GET /v1/members/ext:c/wallet");
    expect(wallet.body.wallet.points).toMatchObject({ pending: 150, lifetimeEarned: 150 });
  },
);
