import { expect, test } from "vitest";
import { DAY, MINUTE } from "../../../src/lib/time";
import { nextReward, rewardsInReach } from "../../../src/portal/card-rules";
import { mayMail, slotOf, tagOf } from "../../../src/portal/rules";
import { keyIn, subjectOf } from "../../../src/portal/store";

const NOW = Date.UTC(2026, 2, 1, 10);

test("an address is mailed at most every ten minutes and three times a day", () => {
  expect(mayMail([], NOW)).toBe(true);
  expect(mayMail([NOW - 10 * MINUTE + 1], NOW)).toBe(false);
  expect(mayMail([NOW - 10 * MINUTE], NOW)).toBe(true);
  const three = [1, 2, 3].map((hours) => NOW - hours * 60 * MINUTE);
  expect(mayMail(three, NOW)).toBe(false);
  expect(mayMail([...three.slice(0, 2), NOW - DAY], NOW)).toBe(true);
});

test("requests within ten minutes share a slot, whose row can be made once", () => {
  expect(slotOf(NOW + 10 * MINUTE - 1)).toBe(slotOf(NOW));
  expect(slotOf(NOW + 10 * MINUTE)).toBe(slotOf(NOW) + 1);
});

test("a timer's subject leads back to the request", () => {
  const key = { address: "abc_-123", slot: 2_956_000 };
  expect(keyIn(subjectOf(key))).toEqual(key);
});

test("a source is a word, and anything else is left out", () => {
  expect(["poster", "store:altstadt", "A-1_b.c"].map(tagOf)).not.toContain(null);
  for (const odd of ["", "a b", "<b>", "ä", "x".repeat(41), null]) expect(tagOf(odd)).toBeNull();
});

const reward = (name: string, cost: number, codes: { code: string; missing?: number }[]) => ({
  name,
  cost: { points: cost },
  available: codes.length === 0,
  unavailableReasons: codes,
});

test("the next reward is the one that the fewest points are missing for, and nothing else", () => {
  const rewards = [
    reward("far", 500, [{ code: "insufficient_points", missing: 400 }]),
    reward("near", 120, [{ code: "insufficient_points", missing: 20 }]),
    reward("gone", 110, [
      { code: "reward_out_of_stock" },
      { code: "insufficient_points", missing: 10 },
    ]),
    reward("cheap", 10, []),
    reward("dear", 90, []),
  ];
  expect(nextReward(rewards)).toEqual({ name: "near", unit: "points", cost: 120, missing: 20 });
  expect(rewardsInReach(rewards).map(({ name }) => name)).toEqual(["dear", "cheap"]);
  expect(nextReward([])).toBeNull();
});
