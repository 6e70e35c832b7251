import { expect, test } from "vitest";
import { env } from "../../world";
import { withLatency } from "../../world-latency";
import { MUG } from "../rewards/points";
import { family, own, pool, put, sound } from "./family";

const REWARDS = { rewards: [MUG] };

test("a redemption takes exactly what a member lacks from the pool, once", async () => {
  const all = await family({}, { anna: 700, ben: 120 }, REWARDS);
  const { world, url } = all;
  await put(all, "anna", 700);
  const alone = { rewardId: "mug", member: "ext:ben" };
  expect((await world.call("POST /v1/redemptions", alone)).body.code).toBe("insufficient_points");
  const wish = { ...alone, id: "r-1", useHousehold: true };
  const first = await world.call("POST /v1/redemptions", wish);
  expect([first.status, first.body.wallet.points.available]).toEqual([201, 0]);
  // The mug costs 500: Ben has 120, the pool gives 380 of its 700.
  expect(await pool(all)).toBe(320);
  const again = await world.call("POST /v1/redemptions", wish);
  expect([again.status, again.body]).toEqual([200, first.body]);
  expect(await pool(all)).toBe(320);
  const { members } = (await world.call(`GET ${url}`)).body;
  expect(members[1].drawn).toEqual({ points: 380 });
  // Undone, it is Ben's own.
  await world.call("POST /v1/redemptions/r-1/reverse");
  expect([await own(all, "ben"), await pool(all)]).toEqual([500, 320]);
  await sound(all);
});

test("who has enough takes nothing from the pool, and no more than the limit", async () => {
  const limits = [{ per: "day", amount: 200 }];
  const all = await family({ limits }, { anna: 1000, ben: 500 }, REWARDS);
  const { world } = all;
  await put(all, "anna", 1000);
  const wish = { rewardId: "mug", member: "ext:ben", useHousehold: true };
  expect((await world.call("POST /v1/redemptions", wish)).status).toBe(201);
  expect([await own(all, "ben"), await pool(all)]).toEqual([0, 1000]);
  const beyond = await world.call("POST /v1/redemptions", wish);
  expect([beyond.body.code, beyond.body.errors[0].pointer]).toEqual([
    "limit_reached",
    "/useHousehold",
  ]);
  await world.call("PUT /v1/members/ext:carl", {});
  const nobody = await world.call("POST /v1/redemptions", { ...wish, member: "ext:carl" });
  expect(nobody.body.code).toBe("not_in_household");
  await sound(all);
});

test.each([
  { name: "at no latency", env },
  { name: "at 10–30 ms", env: withLatency(env, 10, 30) },
])("of 20 mugs from a pool for two, two are given $name", async (at) => {
  const all = await family({}, { anna: 1000, ben: 0 }, REWARDS);
  await put(all, "anna", 1000);
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      all.world.call(
        "POST /v1/redemptions",
        { rewardId: "mug", member: `ext:${i % 2 === 0 ? "anna" : "ben"}`, useHousehold: true },
        { env: at.env },
      ),
    ),
  );
  expect(replies.filter((r) => r.status === 201)).toHaveLength(2);
  expect(replies.filter((r) => r.body.code === "insufficient_points")).toHaveLength(18);
  expect(await pool(all)).toBe(0);
  await sound(all);
});
