import { expect, test } from "vitest";
import { registry } from "../../../src/registry";
import { redemptionKey } from "../../../src/rewards/keys";
import { rewardsProgram } from "../../../src/rewards/program";
import { redemptionId } from "../../../src/vouchers/keys";

const name = { de: "Tasse", en: "Mug" };
const MUG = { id: "mug", kind: "free_product", name, cost: { points: 500 } };
const parts = (rewards: object[], redemption = {}) =>
  registry.programSchema.parse({ rewards, redemption });

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
        { ...MUG, id: "perk", kind: "perk", perk: "none" },
        { ...MUG, id: "donation", kind: "donation", cause: "none", amount: 1 },
        {
          ...MUG,
          id: "slider",
          kind: "points_to_money",
          amount: 1,
          minimumSteps: 9,
          maximumSteps: 8,
        },
        {
          ...MUG,
          id: "gates",
          onlyFor: { tiers: ["gold"] },
          schedule: { hours: [{ from: "17:00", until: "15:00" }] },
          limits: [{ per: "day", amount: 3 }],
          prices: [{ if: {}, cost: { stars: 1 } }],
        },
        {
          ...MUG,
          id: "steep",
          kind: "points_to_money",
          amount: 1,
          prices: [{ if: { birthday: "day" }, cost: { points: 10 ** 12 } }],
        },
      ],
      { voucherValidFor: "P0D" },
    ),
  );
  expect(faults?.map((f) => f.path.join("."))).toEqual([
    "rewards.0.cost",
    "rewards.1.id",
    "rewards.1.until",
    "rewards.2.perk",
    "rewards.3.cause",
    "rewards.4.maximumSteps",
    "rewards.5.onlyFor.tiers.0",
    "rewards.5.schedule.hours.0.until",
    "rewards.5.limits.0",
    "rewards.5.prices.0.cost",
    "rewards.5.prices.0.if",
    "rewards.6.maximumSteps",
    "redemption.voucherValidFor",
  ]);
});

test("a hold lasts more than nothing and at most a day", () => {
  for (const holdFor of ["PT0S", "P2D", "P1M", "soon"]) {
    expect(() => parts([], { holdFor })).toThrow();
  }
  expect(parts([], { holdFor: "PT24H" }).redemption.holdFor).toBe("PT24H");
});
