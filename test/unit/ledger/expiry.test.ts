import { expect, test } from "vitest";
import { expiresAt } from "../../../src/ledger/program";
import { NEVER } from "../../../src/lib/time";

const BERLIN = "Europe/Berlin";
const earned = Date.parse("2026-01-15T12:00:00Z");
const iso = (ms: number) => new Date(ms).toISOString();

test("points expire as the program says, by the shop's calendar", () => {
  expect(expiresAt({ policy: "never" }, earned, BERLIN)).toBe(NEVER);
  const ends = (
    policy: "rolling" | "end_of_month" | "end_of_quarter" | "end_of_year",
    after: string,
  ) => iso(expiresAt({ policy, after }, earned, BERLIN));
  expect(ends("rolling", "P90D")).toBe("2026-04-15T12:00:00.000Z");
  expect(ends("rolling", "P6M")).toBe("2026-07-15T11:00:00.000Z");
  expect(ends("end_of_month", "P12M")).toBe("2027-01-31T23:00:00.000Z");
  expect(ends("end_of_month", "P2M")).toBe("2026-03-31T22:00:00.000Z");
  expect(ends("end_of_quarter", "P12M")).toBe("2027-03-31T22:00:00.000Z");
  expect(ends("end_of_year", "P1Y")).toBe("2027-12-31T23:00:00.000Z");
  expect(ends("end_of_year", "P0D")).toBe("2026-12-31T23:00:00.000Z");
});
