import { expect, test } from "vitest";
import { companiesProgram } from "../../../src/companies/program";
import { bonusOn, nextLevel, settlesAt, type VolumeTerms } from "../../../src/companies/rules";
import type { Voice } from "../../../src/core/registry";
import { registry } from "../../../src/registry";

const LEVELS = [
  { from: 1_000_000, percent: 2 },
  { from: 2_000_000, percent: 3.5 },
];
const terms = (isMarginal: boolean): VolumeTerms => ({
  levels: LEVELS,
  settlesAfter: "P30D",
  isMarginal,
});

test.for<[name: string, goods: number, whole: number, marginal: number]>([
  ["one cent below the first level", 999_999, 0, 0],
  ["on the first level: 2 % of 10,000.00; of nothing above it", 1_000_000, 20_000, 0],
  // 2 % of 12,345.67 = 246.91(34); of 2,345.67 = 46.91(34)
  ["12,345.67: rounded down", 1_234_567, 24_691, 4_691],
  ["one cent below the second: 2 % of 19,999.99", 1_999_999, 39_999, 19_999],
  // 3.5 % of 20,000.00 = 700.00; 2 % of 10,000.00 = 200.00
  ["on the second level", 2_000_000, 70_000, 20_000],
  // 3.5 % of 30,000.00 = 1,050.00; 200.00 + 3.5 % of 10,000.00 = 550.00
  ["30,000.00", 3_000_000, 105_000, 55_000],
])("%s", ([, goods, whole, marginal]) => {
  expect(bonusOn(terms(false), goods)).toBe(whole);
  expect(bonusOn(terms(true), goods)).toBe(marginal);
});

test("what is missing to the next level is told, and nothing on the last", () => {
  expect(nextLevel(LEVELS, 1_240_000)).toEqual({
    from: 2_000_000,
    percent: 3.5,
    missing: 760_000,
  });
  expect(nextLevel(LEVELS, 2_000_000)).toBeNull();
});

test("a year is settled by the shop's calendar", () => {
  // Midnight in Berlin is 23:00 UTC in winter.
  const at = settlesAt(terms(false), 2026, "Europe/Berlin");
  expect(new Date(at).toISOString()).toBe("2027-01-30T23:00:00.000Z");
});

const parts = (volumeBonus: object) => registry.programSchema.parse({ companies: { volumeBonus } });

test("the bonus is said in both languages", () => {
  const voice = (locale: Voice["locale"]): Voice => ({
    locale,
    address: "sie",
    currency: "EUR",
    timeZone: "Europe/Berlin",
  });
  const said = (isMarginal: boolean, locale: Voice["locale"]) =>
    companiesProgram.sentences(parts({ levels: LEVELS, isMarginal }), voice(locale))[0]?.text;
  expect([said(false, "en"), said(true, "en"), said(false, "de"), said(true, "de")]).toEqual([
    "Companies get store credit for what they buy in a calendar year: 2% from €10,000 and 3.5% from €20,000, of the whole sum. It comes 30 days after the year is over.",
    "Companies get store credit for what they buy in a calendar year: 2% from €10,000 and 3.5% from €20,000, each of what lies above, up to the next. It comes 30 days after the year is over.",
    "Firmen bekommen Guthaben für das, was sie in einem Kalenderjahr kaufen: 2 % ab 10.000 € und 3,5 % ab 20.000 €, auf die ganze Summe. Es kommt 30 Tage nach Ablauf des Jahres.",
    "Firmen bekommen Guthaben für das, was sie in einem Kalenderjahr kaufen: 2 % ab 10.000 € und 3,5 % ab 20.000 €, jeweils auf den Betrag darüber bis zur nächsten Schwelle. Es kommt 30 Tage nach Ablauf des Jahres.",
  ]);
});

test("levels that do not ascend are told where", () => {
  const faults = companiesProgram.faults?.(parts({ levels: [...LEVELS].reverse() })) ?? [];
  expect(faults.map(({ path }) => path.join("."))).toEqual(["companies.volumeBonus.levels.1.from"]);
});
