import { expect, test } from "vitest";
import { env, newWorld, type Reply } from "../../world";
import { withLatency } from "../../world-latency";
import { faultsOf, MUG, memberWith, useProgram } from "./points";

/** Without waiting, and with 10–30 ms before and after every call to D1, where races meet. */
const LATENCIES = [
  { name: "at no latency", env },
  { name: "at 10–30 ms", env: withLatency(env, 10, 30) },
];

async function shopWith(reward: object) {
  const world = await newWorld();
  await useProgram(world.shop, { rewards: [reward] });
  return world;
}

const times = <T>(n: number, work: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: n }, (_, i) => work(i)));

const outcomes = (replies: Reply[]) => {
  const seen = replies.map((r) => `${r.status} ${r.body.code ?? r.body.status}`);
  return Object.fromEntries([...new Set(seen)].map((s) => [s, seen.filter((t) => t === s).length]));
};

test.each(LATENCIES)(
  "of 50 redemptions for one balance 1 wins, 49 lack points $name",
  async (at) => {
    const world = await shopWith(MUG);
    const member = await memberWith(world, "a", 300, 300);
    const replies = await times(50, () =>
      world.call("POST /v1/redemptions", { rewardId: "mug", member }, { env: at.env }),
    );
    expect(outcomes(replies)).toEqual({ "201 captured": 1, "422 insufficient_points": 49 });
    const wallet = await world.call(`GET /v1/members/${member}/wallet`);
    expect(wallet.body.wallet.points).toMatchObject({
      available: 100,
      held: 0,
      lifetimeSpent: 500,
    });
    expect(await faultsOf(world.shop)).toEqual([]);
  },
);

test.each(LATENCIES)(
  "of 20 members one gets the last unit, the others keep points $name",
  async (at) => {
    const world = await shopWith({ ...MUG, stock: 1 });
    const members = await times(20, (i) => memberWith(world, `m${i}`, 500));
    const replies = await times(20, (i) =>
      world.call("POST /v1/redemptions", { rewardId: "mug", member: members[i] }, { env: at.env }),
    );
    expect(outcomes(replies)).toEqual({ "201 captured": 1, "422 reward_out_of_stock": 19 });
    const wallets = await times(20, (i) => world.call(`GET /v1/members/${members[i]}/wallet`));
    const total = wallets.reduce((sum, w) => sum + w.body.wallet.points.available, 0);
    expect(total).toBe(19 * 500);
    expect(await faultsOf(world.shop)).toEqual([]);
  },
);

test.each(LATENCIES)(
  "one id 20 times in parallel is one redemption with equal answers $name",
  async (at) => {
    const world = await shopWith(MUG);
    const member = await memberWith(world, "a", 5000);
    const wish = { id: "same", rewardId: "mug", member };
    const replies = await times(20, () =>
      world.call("POST /v1/redemptions", wish, { env: at.env }),
    );
    expect(outcomes(replies)).toEqual({ "201 captured": 1, "200 captured": 19 });
    expect(new Set(replies.map((r) => JSON.stringify(r.body))).size).toBe(1);
    const wallet = await world.call(`GET /v1/members/${member}/wallet`);
    expect(wallet.body.wallet.points.available).toBe(4500);
  },
);

test.each(LATENCIES)("of capture and release of one hold one decides $name", async (at) => {
  const world = await shopWith(MUG);
  const member = await memberWith(world, "a", 500);
  const held = await world.call("POST /v1/redemptions", { rewardId: "mug", member, hold: true });
  const replies = await times(10, (i) =>
    world.call(
      `POST /v1/redemptions/${held.body.id}/${i % 2 === 0 ? "capture" : "release"}`,
      undefined,
      { env: at.env },
    ),
  );
  const won = (await world.call(`GET /v1/redemptions/${held.body.id}`)).body.status;
  expect(outcomes(replies)).toEqual({ [`200 ${won}`]: 5, "409 redemption_not_held": 5 });
  const { available } = (await world.call(`GET /v1/members/${member}/wallet`)).body.wallet.points;
  expect(available).toBe(won === "captured" ? 0 : 500);
  expect(await faultsOf(world.shop)).toEqual([]);
});

test.each(LATENCIES)("of a voucher's use and its reversal one decides $name", async (at) => {
  const world = await shopWith(MUG);
  const member = await memberWith(world, "a", 500);
  const { body } = await world.call("POST /v1/redemptions", { rewardId: "mug", member });
  const [used, reversed] = await Promise.all([
    world.call(`POST /v1/vouchers/${body.voucher.code}/redeem`, {}, { env: at.env }),
    world.call(`POST /v1/redemptions/${body.id}/reverse`, undefined, { env: at.env }),
  ]);
  const codes = [used.body.code ?? "ok", reversed.body.code ?? "ok"];
  expect([
    ["ok", "voucher_already_redeemed"],
    ["voucher_void", "ok"],
  ]).toContainEqual(codes);
});
