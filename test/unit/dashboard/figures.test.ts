import { expect, test } from "vitest";
import { axisCount, axisMoney, dayNames, periodName } from "../../../src/dashboard/axis";
import { growthOf, SPANS, spanOf, stepsOf } from "../../../src/dashboard/figures";
import type { Daily } from "../../../src/metrics";

const days = (count: number): Daily[] =>
  Array.from({ length: count }, (_, i) => ({ day: `day ${i}` }) as Daily);

test("a year is drawn by whole weeks, less by day", () => {
  expect(stepsOf(days(SPANS[30]))).toHaveLength(30);
  expect(stepsOf(days(SPANS[90]))).toHaveLength(90);
  const weeks = stepsOf(days(SPANS[365]));
  expect(weeks).toHaveLength(52);
  expect(weeks.every((week) => week.days.length === 7)).toBe(true);
});

test("what is no span is 90 days", () => {
  expect([spanOf("30"), spanOf("365"), spanOf(null), spanOf("-1")]).toEqual([30, 365, 90, 90]);
});

test("growth is told in percent, and not where nothing was", () => {
  expect(growthOf({ value: 150, before: 100 })).toBe(50);
  expect(growthOf({ value: 0, before: 3 })).toBe(-100);
  expect(growthOf({ value: 5, before: 0 })).toBeNull();
  expect(growthOf({ value: 5, before: null })).toBeNull();
});

test("axes speak the reader's language", () => {
  expect(axisCount("de")(12_500)).toBe("12.500");
  expect(axisMoney("en", "EUR")(123_400)).toMatch(/^€1\.2k$/i);
  expect(axisMoney("en", "JPY")(500)).toContain("500");
  expect(dayNames("2026-03-01", "de").short).toBe("1. März");
  expect(periodName("2026-Q1", "de")).toBe("1. Q. 26");
  expect(periodName("2026-03", "en")).toBe("Mar 26");
});
