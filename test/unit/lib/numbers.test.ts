import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_AMOUNT, median, mulDiv, spread, sum } from "../../../src/lib/numbers";

const amount = fc.integer({ min: 0, max: MAX_AMOUNT });
const divisor = fc.integer({ min: 1, max: MAX_AMOUNT });

test("a product is divided exactly, however large it is", () => {
  fc.assert(
    fc.property(amount, amount, divisor, (a, b, c) => {
      const exact = (BigInt(a) * BigInt(b)) / BigInt(c);
      fc.pre(exact <= BigInt(Number.MAX_SAFE_INTEGER) - 1n);
      const rest = (BigInt(a) * BigInt(b)) % BigInt(c);
      expect(mulDiv(a, b, c)).toBe(Number(exact));
      expect(mulDiv(a, b, c, "ceil")).toBe(Number(exact) + (rest > 0n ? 1 : 0));
      expect(mulDiv(a, b, c, "nearest")).toBe(Number(exact) + (2n * rest >= BigInt(c) ? 1 : 0));
    }),
    { numRuns: 500 },
  );
});

test("halves are rounded up, and only once", () => {
  expect(mulDiv(5, 1, 2, "nearest")).toBe(3);
  expect(mulDiv(4, 1, 3, "nearest")).toBe(1);
  expect(mulDiv(0, 7, 3, "ceil")).toBe(0);
  expect(mulDiv(MAX_AMOUNT, MAX_AMOUNT, MAX_AMOUNT)).toBe(MAX_AMOUNT);
});

test("parts add up to the whole, and each is within one of its exact share", () => {
  const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(amount, weights, (total, ws) => {
      const parts = spread(total, ws);
      expect(sum(parts)).toBe(total);
      const all = sum(ws);
      if (all === 0) expect(parts[0]).toBe(total);
      for (const [i, part] of all === 0 ? [] : parts.entries()) {
        const floor = mulDiv(total, ws[i] ?? 0, all);
        expect(part - floor === 0 || part - floor === 1).toBe(true);
        if (ws[i] === 0) expect(part).toBe(0);
      }
    }),
    { numRuns: 500 },
  );
});

test("the remainder goes to the largest fractions, ties to the earlier", () => {
  expect(spread(10, [1, 1, 1])).toEqual([4, 3, 3]);
  expect(spread(10, [3, 3, 1])).toEqual([4, 4, 2]);
  expect(spread(7, [5, 3, 2])).toEqual([4, 2, 1]);
  expect(spread(5, [])).toEqual([]);
  expect(spread(0, [1, 2])).toEqual([0, 0]);
});

test("the median is the middle, or the mean of the middle two", () => {
  expect(median([])).toBeNull();
  expect(median([5])).toBe(5);
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});
