import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isDue, schedules } from "../../../scripts/lib/cron.ts";

const at = (text: string) => new Date(`${text}Z`);

test("a schedule is due at its minutes, in UTC", () => {
  expect(isDue("*/5 * * * *", at("2026-03-02T12:35"))).toBe(true);
  expect(isDue("*/5 * * * *", at("2026-03-02T12:36"))).toBe(false);
  expect(isDue("17 * * * *", at("2026-03-02T00:17"))).toBe(true);
  expect(isDue("17 * * * *", at("2026-03-02T00:18"))).toBe(false);
  expect(isDue("0 3,15 1-7 * *", at("2026-03-07T15:00"))).toBe(true);
  expect(isDue("0 3,15 1-7 * *", at("2026-03-08T15:00"))).toBe(false);
});

test("Sunday is the first day of the week", () => {
  expect(isDue("5 4 * * 1", at("2026-03-01T04:05"))).toBe(true);
  expect(isDue("5 4 * * 1", at("2026-03-02T04:05"))).toBe(false);
});

test("every schedule of a day runs as often as it says", () => {
  const minutes = Array.from({ length: 1440 }, (_, i) => new Date(Date.UTC(2026, 2, 2, 0, i)));
  const count = (cron: string) => minutes.filter((minute) => isDue(cron, minute)).length;
  expect(count("*/5 * * * *")).toBe(288);
  expect(count("17 * * * *")).toBe(24);
});

test("wrangler.toml triggers exactly the schedules of the jobs", () => {
  const jobs = readFileSync("src/jobs.ts", "utf8");
  const named = [...jobs.matchAll(/^const (\w+) = "([^"]+ \* [^"]+)";/gm)];
  expect(schedules().sort()).toEqual(named.map(([, , cron]) => cron).sort());
  for (const [, name = ""] of named) expect(jobs).toContain(`cron: ${name},`);
});
