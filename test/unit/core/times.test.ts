import { expect, test } from "vitest";
import {
  asSentence,
  dativePlural,
  formatDuration,
  formatOrdinal,
  quoted,
} from "../../../src/core/i18n";
import { formatDates, formatHours, formatWeekdays, type Weekday } from "../../../src/core/times";

const BERLIN = "Europe/Berlin";

test("weekdays in a row are said as a run, others one by one", () => {
  const cases: [Weekday[], string, string][] = [
    [["mon", "tue", "wed", "thu", "fri"], "Monday to Friday", "montags bis freitags"],
    [["sun", "sat"], "on Saturdays and Sundays", "samstags und sonntags"],
    [["tue"], "on Tuesdays", "dienstags"],
    [
      ["mon", "tue", "wed", "fri"],
      "on Mondays to Wednesdays and Fridays",
      "montags bis mittwochs und freitags",
    ],
    [
      ["mon", "wed", "fri"],
      "on Mondays, Wednesdays and Fridays",
      "montags, mittwochs und freitags",
    ],
  ];
  for (const [days, en, de] of cases) {
    expect(formatWeekdays(days, "en")).toBe(en);
    expect(formatWeekdays(days, "de")).toBe(de);
  }
});

test("hours are said by the clock of each language", () => {
  const cases: [string, string, string, string][] = [
    ["15:00", "17:00", "from 3 to 5 pm", "von 15 bis 17 Uhr"],
    ["09:30", "13:00", "from 9:30 am to 1 pm", "von 9:30 bis 13 Uhr"],
    ["10:00", "12:00", "from 10 am to noon", "von 10 bis 12 Uhr"],
    ["22:00", "24:00", "from 10 pm to midnight", "von 22 bis 24 Uhr"],
    ["00:00", "06:00", "from midnight to 6 am", "von 0 bis 6 Uhr"],
    ["12:00", "14:15", "from noon to 2:15 pm", "von 12 bis 14:15 Uhr"],
  ];
  for (const [from, until, en, de] of cases) {
    expect(formatHours([{ from, until }], "en")).toBe(en);
    expect(formatHours([{ from, until }], "de")).toBe(de);
  }
});

test("dates are whole days where they begin and end at the shop's midnight", () => {
  const cases: [string | null, string | null, string, string][] = [
    // Berlin is an hour ahead of UTC in winter, two in summer.
    [
      "2026-02-28T23:00:00Z",
      "2026-03-31T22:00:00Z",
      "from 1 to 31 March 2026",
      "vom 1. bis 31. März 2026",
    ],
    [null, "2026-03-31T22:00:00Z", "until 31 March 2026", "bis 31. März 2026"],
    ["2026-02-28T23:00:00Z", null, "from 1 March 2026", "ab 1. März 2026"],
    ["2026-02-28T23:00:00Z", "2026-03-01T23:00:00Z", "on 1 March 2026", "am 1. März 2026"],
    [
      "2026-02-28T23:00:00Z",
      "2026-04-15T22:00:00Z",
      "from 1 March to 15 April 2026",
      "vom 1. März bis 15. April 2026",
    ],
    [
      "2025-11-30T23:00:00Z",
      "2026-01-06T23:00:00Z",
      "from 1 December 2025 to 6 January 2026",
      "vom 1. Dezember 2025 bis 6. Januar 2026",
    ],
    [
      "2026-03-01T17:00:00Z",
      "2026-03-01T21:00:00Z",
      "on 1 March 2026 from 6 to 10 pm",
      "am 1. März 2026 von 18 bis 22 Uhr",
    ],
    [null, "2026-03-01T17:00:00Z", "until 1 March 2026, 6 pm", "bis 1. März 2026, 18 Uhr"],
    [
      "2026-03-01T17:00:00Z",
      "2026-03-03T11:00:00Z",
      "from 1 March 2026, 6 pm, to 3 March 2026, noon",
      "vom 1. März 2026, 18 Uhr, bis 3. März 2026, 12 Uhr",
    ],
    [null, null, "", ""],
  ];
  for (const [from, until, en, de] of cases) {
    expect(formatDates(from, until, BERLIN, "en")).toBe(en);
    expect(formatDates(from, until, BERLIN, "de")).toBe(de);
  }
});

test("ordinals, datives and quotation marks are those of the language", () => {
  expect([1, 2, 3, 6, 21, 22, 23, 111].map((n) => formatOrdinal(n, "en"))).toEqual([
    ...["first", "second", "third", "6th", "21st", "22nd", "23rd", "111th"],
  ]);
  expect([1, 3, 10, 1000].map((n) => formatOrdinal(n, "de"))).toEqual([
    ...["erste", "dritte", "10.", "1.000."],
  ]);
  expect(["Punkte", "Stempel", "Taler", "Bohnen", "Coins"].map(dativePlural)).toEqual([
    ...["Punkten", "Stempeln", "Talern", "Bohnen", "Coins"],
  ]);
  expect(formatDuration("P1Y2M", "de", "dative")).toBe("1 Jahr und 2 Monaten");
  expect(formatDuration("P30D", "de", "dative")).toBe("30 Tagen");
  expect(quoted(`Für ${quoted("Tee", "de")}`, "de")).toBe("„Für ‚Tee‘“");
  expect(quoted(`For ${quoted("tea", "en")}`, "en")).toBe("“For ‘tea’”");
  expect(asSentence("„Kaffee“  für", "alle")).toBe("„Kaffee“ für alle.");
});
