import { expect, test } from "vitest";
import { atLeast, medianWithin } from "../../../src/checkup/poisson-rules";
import { medianOf } from "../../../src/checkup/trade";

/** So many orders, where so many are expected: how likely at least that many are. */
const LIKELY: [n: number, mean: number, p: number][] = [
  // None is always there.
  [0, 3, 1],
  // 1 − e^−3.
  [1, 3, 0.950213],
  // 1 − e^−3 (1 + 3).
  [2, 3, 0.800852],
  // 1 − e^−1.5 (1 + 1.5 + 1.125).
  [3, 1.5, 0.191153],
  // 1 − e^−2 (1 + 2 + 2 + 8/6 + 16/24).
  [5, 2, 0.052653],
  // Far more than expected.
  [20, 1, 0],
  // Nobody orders.
  [1, 0, 0],
];

test.each(LIKELY)("at least %d where %d are expected: %d", (n, mean, p) => {
  expect(atLeast(n, mean)).toBeCloseTo(p, 5);
});

/** By when half of those have so many orders who have them within the span. */
const HALVES: [n: number, rate: number, span: number, at: number][] = [
  [0, 0.1, 90, 0],
  // 1 − e^−x = 0.475106 at x = 0.644560 of rate 1/30: 19.34 days.
  [1, 1 / 30, 90, 19.34],
  // 1 − e^−x (1 + x) = 0.400426 at x = 1.377667: 41.33 days.
  [2, 1 / 30, 90, 41.33],
];

test.each(HALVES)(
  "half of those with %d orders at %d a day within %d have them by %d",
  (n, rate, span, at) => {
    expect(medianWithin(n, rate, span)).toBeCloseTo(at, 1);
  },
);

test("the median is the middle, or the mean of the two in the middle", () => {
  expect([medianOf([]), medianOf([7]), medianOf([9, 1]), medianOf([3, 9, 1])]).toEqual([
    0, 7, 5, 3,
  ]);
});
