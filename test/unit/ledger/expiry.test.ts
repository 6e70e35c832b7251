import { expect, test } from "vitest";
import { type Expiry, expiresAt, expiry, expirySentence } from "../../../src/ledger/expiry";
import { isLapsing } from "../../../src/ledger/lapse";
import { NEVER, toIso } from "../../../src/lib/time";

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

/** Each end is the first instant after the last local day, worked out by hand. */
const fixed: [
  string,
  Omit<Extract<Expiry, { policy: "fixed_dates" }>, "policy">,
  string,
  string,
][] = [
  // 15 January → 31 March; Berlin is on summer time by then: midnight is 22:00 UTC.
  [
    "the next of two days",
    { dates: ["03-31", "09-30"], after: "P0D" },
    "2026-01-15T12:00:00Z",
    "2026-03-31T22:00:00.000Z",
  ],
  [
    "in any order",
    { dates: ["09-30", "03-31"], after: "P0D" },
    "2026-04-01T12:00:00Z",
    "2026-09-30T22:00:00.000Z",
  ],
  // The day itself still counts until it ends.
  [
    "on the day itself",
    { dates: ["03-31"], after: "P0D" },
    "2026-03-31T12:00:00Z",
    "2026-03-31T22:00:00.000Z",
  ],
  // 22:00 UTC on 31 March is 1 April in Berlin.
  [
    "after midnight there",
    { dates: ["03-31"], after: "P0D" },
    "2026-03-31T22:00:00Z",
    "2027-03-31T22:00:00.000Z",
  ],
  // 15 January + 6 months = 15 July → 31 March of the next year.
  [
    "after a while",
    { dates: ["03-31"], after: "P6M" },
    "2026-01-15T12:00:00Z",
    "2027-03-31T22:00:00.000Z",
  ],
  // The last day of the year: the year after begins at 23:00 UTC.
  [
    "across the year",
    { dates: ["12-31"], after: "P0D" },
    "2026-12-31T23:30:00Z",
    "2027-12-31T23:00:00.000Z",
  ],
  // 2027 has no 29 February; 2028 has.
  [
    "29 February else",
    { dates: ["02-29"], after: "P0D" },
    "2027-01-15T12:00:00Z",
    "2027-02-28T23:00:00.000Z",
  ],
  [
    "29 February",
    { dates: ["02-29"], after: "P0D" },
    "2028-01-15T12:00:00Z",
    "2028-02-29T23:00:00.000Z",
  ],
];

test.for(fixed)("points expire on a fixed day: %s", ([, policy, from, ends]) => {
  expect(iso(expiresAt({ policy: "fixed_dates", ...policy }, Date.parse(from), BERLIN))).toBe(ends);
});

test("what expires after inactivity has no date of its own", () => {
  const code = expiresAt({ policy: "inactivity", after: "P12M" }, earned, BERLIN);
  expect(isLapsing(code)).toBe(true);
  expect(isLapsing(NEVER)).toBe(false);
  expect(toIso(code)).toBeNull();
});

test("impossible dates and durations are refused", () => {
  const bad = [
    { policy: "fixed_dates", dates: [] },
    { policy: "fixed_dates", dates: ["02-30"] },
    { policy: "fixed_dates", dates: ["3-31"] },
    { policy: "fixed_dates", dates: ["03-31", "03-31"] },
    { policy: "inactivity", after: "P0D" },
    { policy: "inactivity", after: "PT12H" },
    { policy: "inactivity" },
  ];
  for (const one of bad) expect(expiry.safeParse(one).success, JSON.stringify(one)).toBe(false);
});

test("fixed days and inactivity are told in words", () => {
  const names = { points: "points", Points: "Points" };
  const namen = { points: "Punkte", Points: "Punkte" };
  const en = { locale: "en", address: "sie", currency: "EUR", timeZone: BERLIN } as const;
  const du = { locale: "de", address: "du", currency: "EUR", timeZone: BERLIN } as const;
  const days = { policy: "fixed_dates", dates: ["09-30", "03-31"], after: "P0D" } as const;
  const silent = { policy: "inactivity", after: "P12M" } as const;
  const told = (policy: unknown, voice: typeof en | typeof du) =>
    expirySentence(expiry.parse(policy), voice === en ? names : namen, voice);
  expect(told(days, en)).toBe("Points are valid until the next 31 March or 30 September.");
  expect(told(days, du)).toBe("Punkte gelten bis zum nächsten 31. März oder 30. September.");
  expect(told({ ...days, after: "P6M" }, du)).toBe(
    "Punkte gelten 6 Monate und dann noch bis zum nächsten 31. März oder 30. September.",
  );
  expect(told(silent, en)).toBe(
    "Points expire only when you have not earned or spent any for 12 months.",
  );
  expect(told(silent, du)).toBe(
    "Punkte verfallen erst, wenn du 12 Monate lang weder sammelst noch einlöst.",
  );
});
