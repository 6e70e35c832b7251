import { expect, test } from "vitest";
import { shardOf } from "../../context";
import { counting } from "../../counting";
import { faultsOf } from "../../invariants";
import { order } from "../../orders";
import { newWorld } from "../../world";

const rewards = [
  {
    id: "all",
    kind: "percent",
    percent: 5,
    name: { de: "Alles", en: "All" },
    cost: { points: 170 },
  },
];

test("a spend over many lots closes them in one statement and gives them back on reversal", async () => {
  const { call, shop } = await newWorld();
  await call("PUT /v1/program", { rewards, expiry: { policy: "rolling", after: "P300D" } });
  for (let day = 1; day <= 12; day++) {
    const placedAt = new Date(Date.now() - day * 86_400_000).toISOString();
    await call("POST /v1/orders", {
      ...order(`${day}`, "c", { channel: "store", placedAt, total: 1500 }),
      items: [{ id: "1", quantity: 1, total: 1500 }],
    });
  }
  const cost = counting();
  const redeemed = await call("POST /v1/redemptions", { rewardId: "all", member: "ext:c" }, cost);
  expect(redeemed.status, JSON.stringify(redeemed.body)).toBe(201);
  expect(redeemed.body.wallet.points.available).toBe(10);
  const updates = cost.log.filter((s) => s.sql.startsWith("UPDATE lots"));
  expect(updates).toHaveLength(2);
  expect(await faultsOf(await shardOf(shop), shop)).toEqual([]);
  const reversed = await call(`POST /v1/redemptions/${redeemed.body.id}/reverse`, {});
  expect(reversed.body.wallet.points.available).toBe(180);
  expect(await faultsOf(await shardOf(shop), shop)).toEqual([]);
});
