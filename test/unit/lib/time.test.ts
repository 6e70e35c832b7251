import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import {
  addDays,
  addDuration,
  endOfPeriod,
  isDuration,
  isTimeZone,
  localDay,
  localTime,
  mondayOf,
  NEVER,
  toIso,
} from "../../../src/lib/time";

const BERLIN = "Europe/Berlin";
const NEW_YORK = "America/New_York";
const at = (iso: string) => Date.parse(iso);
const iso = (ms: number) => new Date(ms).toISOString();

test("a period ends at local midnight, in summer and in winter time", () => {
  const ends: [from: string, period: "month" | "quarter" | "year", zone: string, end: string][] = [
    ["2026-01-15T12:00:00Z", "month", BERLIN, "2026-01-31T23:00:00.000Z"],
    // The clock changes inside the month: March begins in winter and ends in summer time.
    ["2026-03-15T12:00:00Z", "month", BERLIN, "2026-03-31T22:00:00.000Z"],
    ["2026-10-15T12:00:00Z", "month", BERLIN, "2026-10-31T23:00:00.000Z"],
    ["2026-01-15T12:00:00Z", "quarter", BERLIN, "2026-03-31T22:00:00.000Z"],
    ["2026-05-15T12:00:00Z", "quarter", BERLIN, "2026-06-30T22:00:00.000Z"],
    ["2026-08-15T12:00:00Z", "quarter", BERLIN, "2026-09-30T22:00:00.000Z"],
    ["2026-07-15T12:00:00Z", "year", BERLIN, "2026-12-31T23:00:00.000Z"],
    ["2026-03-15T12:00:00Z", "month", NEW_YORK, "2026-04-01T04:00:00.000Z"],
    ["2026-11-15T12:00:00Z", "month", NEW_YORK, "2026-12-01T05:00:00.000Z"],
    ["2026-10-15T12:00:00Z", "quarter", NEW_YORK, "2027-01-01T05:00:00.000Z"],
    ["2024-02-10T12:00:00Z", "month", NEW_YORK, "2024-03-01T05:00:00.000Z"],
  ];
  for (const [from, period, zone, end] of ends) {
    expect(iso(endOfPeriod(at(from), period, zone)), `${from} ${period} ${zone}`).toBe(end);
  }
});

test("the local calendar decides in which period an instant lies", () => {
  // New Year's Eve in New York, New Year's Day in Berlin.
  const night = at("2026-12-31T23:30:00Z");
  expect(iso(endOfPeriod(night, "month", BERLIN))).toBe("2027-01-31T23:00:00.000Z");
  expect(iso(endOfPeriod(night, "month", NEW_YORK))).toBe("2027-01-01T05:00:00.000Z");
  expect([localDay(night, BERLIN), localDay(night, NEW_YORK)]).toEqual([
    "2027-01-01",
    "2026-12-31",
  ]);
});

test("the first instant of a period lies in it, and its end in the next", () => {
  const start = at("2026-03-31T22:00:00Z");
  expect(iso(endOfPeriod(start, "month", BERLIN))).toBe("2026-04-30T22:00:00.000Z");
  expect(iso(endOfPeriod(start - 1, "month", BERLIN))).toBe("2026-03-31T22:00:00.000Z");
});

test("months are added by the local calendar, days as 24 hours each", () => {
  expect(iso(addDuration(at("2026-01-31T12:00:00Z"), "P1M", BERLIN))).toBe(
    "2026-02-28T12:00:00.000Z",
  );
  expect(iso(addDuration(at("2026-03-01T12:00:00Z"), "P1M", BERLIN))).toBe(
    "2026-04-01T11:00:00.000Z",
  );
  expect(iso(addDuration(at("2026-03-28T12:00:00Z"), "P1D", BERLIN))).toBe(
    "2026-03-29T12:00:00.000Z",
  );
  expect(iso(addDuration(at("2026-03-28T12:00:00Z"), "PT90M", BERLIN))).toBe(
    "2026-03-28T13:30:00.000Z",
  );
  expect(iso(addDuration(at("2024-02-29T12:00:00Z"), "P1Y", NEW_YORK))).toBe(
    "2025-02-28T12:00:00.000Z",
  );
});

test("durations are whole, not negative and not empty", () => {
  for (const good of ["P30D", "P12M", "P1Y6M", "PT15M", "P1DT12H", "P2W"]) {
    expect(isDuration(good), good).toBe(true);
  }
  for (const bad of [
    "",
    "P",
    "PT",
    "P1DT",
    "30D",
    "P-1D",
    "P1.5D",
    "-P1D",
    "P1H",
    "p1d",
    "P100000Y",
  ]) {
    expect(isDuration(bad), bad).toBe(false);
  }
});

test("days are counted on the calendar", () => {
  expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
});

test("never is told as null, and whole seconds without fractions", () => {
  expect(toIso(NEVER)).toBeNull();
  expect(toIso(null)).toBeNull();
  expect(toIso(at("2026-03-01T10:00:00Z"))).toBe("2026-03-01T10:00:00Z");
  expect(toIso(at("2026-03-01T10:00:00.250Z"))).toBe("2026-03-01T10:00:00.250Z");
});

test("time zones are known by name, not by offset", () => {
  expect(isTimeZone(BERLIN)).toBe(true);
  for (const bad of ["+01:00", "Mars/Olympus", ""]) expect(isTimeZone(bad), bad).toBe(false);
});

test("days and hours are those of the calendar, also where a clock changes within an hour", () => {
  const zones = [
    BERLIN,
    NEW_YORK,
    "America/St_Johns",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "UTC",
  ];
  // Newfoundland changed its clocks at one minute past midnight.
  const changes = ["2006-04-02T03:31:00Z", "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"].map(at);
  const near = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -90, max: 90 }))
    .map(([change, minutes]) => change + minutes * 60_000);
  const anywhere = fc.integer({ min: at("1980-01-01T00:00:00Z"), max: at("2080-01-01T00:00:00Z") });
  fc.assert(
    fc.property(fc.oneof(near, anywhere), fc.constantFrom(...zones), (ms, zone) => {
      const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
      const { year, month, day, dayOfWeek: weekday, hour, minute } = local;
      expect(localTime(ms, zone)).toEqual({ year, month, day, weekday, hour, minute });
      const date = local.toPlainDate();
      expect(localDay(ms, zone)).toBe(date.toString());
      expect(mondayOf(date.toString())).toBe(date.subtract({ days: weekday - 1 }).toString());
      expect(addDays(date.toString(), 40)).toBe(date.add({ days: 40 }).toString());
    }),
    { numRuns: 500 },
  );
});
