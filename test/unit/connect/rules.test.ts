import fc from "fast-check";
import { expect, test } from "vitest";
import { messageId, readSubject, subjectOf } from "../../../src/connect/keys";
import {
  isGivenUp,
  isWanted,
  MAX_ATTEMPTS,
  outcomeOf,
  retryAfterOf,
  secretNumbers,
  waitAfter,
} from "../../../src/connect/rules";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 2, 2, 12);

test("waits grow, spread by a tenth, and end after a little more than three days", () => {
  const waits = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, i) => waitAfter(i + 1, null, 0) ?? 0);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  const sum = waits.reduce((a, b) => a + b, 0);
  expect(sum).toBeGreaterThan(3 * DAY);
  expect(sum).toBeLessThan(3.5 * DAY);
  expect(waitAfter(MAX_ATTEMPTS, null, 0)).toBeNull();
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: MAX_ATTEMPTS - 1 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (attempts, chance) => {
        const [least, wait] = [
          waitAfter(attempts, null, 0) ?? 0,
          waitAfter(attempts, null, chance),
        ];
        expect(wait).toBeGreaterThanOrEqual(least);
        expect(wait).toBeLessThanOrEqual(least * 1.1);
      },
    ),
  );
});

test("Retry-After lengthens a wait and never shortens it", () => {
  expect(waitAfter(1, HOUR, 0)).toBe(HOUR);
  expect(waitAfter(9, HOUR, 0)).toBe(DAY);
  expect(waitAfter(MAX_ATTEMPTS, HOUR, 0)).toBeNull();
});

test("Retry-After is read in seconds and as a date, of 429 and 503, a day at most", () => {
  expect(retryAfterOf(429, "120", NOW)).toBe(120_000);
  expect(retryAfterOf(503, new Date(NOW + HOUR).toUTCString(), NOW)).toBe(HOUR);
  expect(retryAfterOf(503, "864000", NOW)).toBe(DAY);
  expect(retryAfterOf(500, "120", NOW)).toBeNull();
  for (const nonsense of [null, "", "soon", "-5", "0", new Date(NOW - HOUR).toUTCString()]) {
    expect(retryAfterOf(503, nonsense, NOW)).toBeNull();
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      const ms = retryAfterOf(429, text, NOW);
      expect(ms === null || (ms > 0 && ms <= DAY)).toBe(true);
    }),
  );
});

test("only 2xx counts as taken", () => {
  const errors = [200, 204, 299, 300, 301, 308, 400, 404, 410, 429, 500, 503].map(
    (status) => outcomeOf(status, null, NOW).error,
  );
  expect(errors).toEqual([
    ...[null, null, null],
    ...["redirected", "redirected", "redirected"],
    ...["status_not_2xx", "status_not_2xx", "gone", "status_not_2xx"],
    ...["status_not_2xx", "status_not_2xx"],
  ]);
});

test("an endpoint is given up after three days and five deliveries, not before", () => {
  expect(isGivenUp(NOW - 3 * DAY, 5, NOW)).toBe(true);
  expect(isGivenUp(NOW - 3 * DAY + 1, 5, NOW)).toBe(false);
  expect(isGivenUp(NOW - 3 * DAY, 4, NOW)).toBe(false);
  expect(isGivenUp(null, 9, NOW)).toBe(false);
});

test("for a day after a rotation two secrets sign, the newest first", () => {
  expect(secretNumbers(1, null, NOW)).toEqual([1]);
  expect(secretNumbers(3, NOW - DAY + 1, NOW)).toEqual([3, 2]);
  expect(secretNumbers(3, NOW - DAY, NOW)).toEqual([3]);
});

test("a star stands for every type", () => {
  expect(isWanted(["*"], "order_paid")).toBe(true);
  expect(isWanted(["order_paid"], "order_paid")).toBe(true);
  expect(isWanted(["order_paid"], "points_earned")).toBe(false);
});

test("a timer's subject names its delivery, and nonsense none", () => {
  const key = { endpoint: "end_01kjx4", fact: "fct_01kjx4", position: 12 };
  expect(readSubject(subjectOf(key))).toEqual(key);
  expect(messageId(key)).toBe("fct_01kjx4_12_end_01kjx4");
  for (const nonsense of ["", "end_1", "end_1 fct_2", "end_1 mem_2_0"]) {
    expect(readSubject(nonsense)).toBeNull();
  }
});
