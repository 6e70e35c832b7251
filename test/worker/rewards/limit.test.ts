import { expect, test } from "vitest";
import { newWorld } from "../../world";

test("a limit beyond what is counted at first is kept all the same", async () => {
  const { call } = await newWorld();
  const limitPerMember = 22;
  const name = { de: "Kaffee", en: "Coffee" };
  const rewards = [
    { id: "coffee", kind: "free_product", name, cost: { points: 1 }, limitPerMember },
  ];
  await call("PUT /v1/program", { rewards });
  await call("PUT /v1/members/ext:c", {});
  await call("POST /v1/members/ext:c/adjustments", { amount: 100, reason: "welcome" });
  const redeem = () => call("POST /v1/redemptions", { rewardId: "coffee", member: "ext:c" });
  for (let i = 0; i < limitPerMember; i++) expect((await redeem()).status).toBe(201);
  expect((await redeem()).body.code).toBe("reward_limit_reached");
});
