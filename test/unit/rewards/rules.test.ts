import { expect, test } from "vitest";
import { registry } from "../../../src/registry";
import { redemptionKey } from "../../../src/rewards/keys";
import { rewardsProgram } from "../../../src/rewards/program";
import { whyUnavailable } from "../../../src/rewards/rules";
import { redemptionId } from "../../../src/vouchers/keys";

const NOW = Date.parse("2026-03-01T10:00:00Z");
const name = { de: "Tasse", en: "Mug" };
const MUG = { id: "mug", kind: "free_product", name, cost: { points: 500 } };
const parts = (rewards: object[], redemption = {}) =>
  registry.programSchema.parse({ rewards, redemption });
const rewardOf = (more: object) => {
  const [reward] = parts([{ ...MUG, ...more }]).rewards;
  if (!reward) throw new Error("no reward");
  return reward;
};

test("every reason is told at once, and what is missing is counted", () => {
  const reward = rewardOf({ until: "2026-03-01T10:00:00Z", stock: 5, limitPerMember: 2 });
  const state = { taken: 5, takenByMember: 2, balance: 120 };
  expect(whyUnavailable(reward, state, { now: NOW, steps: 1 })).toEqual([
    { code: "reward_ended" },
    { code: "reward_out_of_stock" },
    { code: "reward_limit_reached" },
    { code: "insufficient_points", missing: 380 },
  ]);
  const one = { taken: 4, takenByMember: 1, balance: 500 };
  expect(whyUnavailable(reward, one, { now: NOW - 1, steps: 1 })).toEqual([]);
});

test("both the caller's id and ours address a redemption", () => {
  for (const key of ["1001", "till-7/ä", "red_01h455vb4pex5vsknk084sn02q"]) {
    expect(redemptionKey(redemptionId(key))).toBe(key);
    expect(redemptionKey(key)).toBe(key);
    expect(redemptionId(key)).toMatch(/^red_[\w-]+$/);
  }
});

test("a program with impossible rewards or holds is told where", () => {
  const faults = rewardsProgram.faults?.(
    parts(
      [
        { ...MUG, cost: { stars: 1 } },
        { ...MUG, from: "2026-03-02T00:00:00Z", until: "2026-03-01T00:00:00Z" },
      ],
      { voucherValidFor: "P0D" },
    ),
  );
  expect(faults?.map((f) => f.path.join("."))).toEqual([
    "rewards.0.cost",
    "rewards.1.id",
    "rewards.1.until",
    "redemption.voucherValidFor",
  ]);
});

test("a hold lasts more than nothing and at most a day", () => {
  for (const holdFor of ["PT0S", "P2D", "P1M", "soon"]) {
    expect(() => parts([], { holdFor })).toThrow();
  }
  expect(parts([], { holdFor: "PT24H" }).redemption.holdFor).toBe("PT24H");
});
