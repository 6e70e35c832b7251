import type { TierSet } from "./simulator";

/** When it was recorded, what of spend, and when it happened where that was before. */
export type Step = readonly [on: string, spend: number, happened?: string];
/** The level that is held at noon of a date or an instant, and until which date where that is known. */
export type Expected = readonly [at: string, level: string | null, until?: string | null];

export interface TierCase {
  readonly name: string;
  /** The rest is of `setOf`: silver from 100, gold from 300, platinum from 1,000. */
  readonly set: Partial<TierSet>;
  readonly joined?: string;
  readonly history: readonly Step[];
  readonly expected: readonly Expected[];
}

const calendar = { type: "calendar_year" } as const;
const membership = { type: "membership_year" } as const;

/* Each expectation is derived by hand in the comment beside it. */
export const CASES: readonly TierCase[] = [
  {
    name: "lifetime: what is reached stays for ever",
    set: {},
    history: [
      ["2020-01-10", 99],
      ["2020-02-10", 1],
      ["2021-05-01", 200],
    ],
    expected: [
      ["2020-02-09", null, null], // 99 < 100
      ["2020-02-10", "silver", null], // 99 + 1 = 100
      ["2021-05-01", "gold", null], // 100 + 200 = 300
      ["2040-01-01", "gold", null], // nothing is ever lost
    ],
  },
  {
    name: "lifetime: an order skips a level, up to the very edge",
    set: {},
    history: [
      ["2026-01-01", 999],
      ["2026-01-02", 1],
    ],
    expected: [
      ["2026-01-01", "gold", null], // 300 ≤ 999 < 1,000
      ["2026-01-02", "platinum", null], // 1,000
    ],
  },
  {
    name: "lifetime: a return takes the level at once, even where nothing is ever taken",
    set: { downgrade: "never" },
    history: [
      ["2026-01-01", 250],
      ["2026-02-01", 60],
      ["2026-02-20", -60, "2026-02-01"],
    ],
    expected: [
      ["2026-02-10", "gold", null], // 310
      ["2026-02-20", "silver", null], // 250: gold was never bought
    ],
  },
  {
    name: "lifetime: an order from ten years before counts as any other",
    set: {},
    history: [
      ["2026-01-01", 60],
      ["2026-02-01", 40, "2016-02-01"],
    ],
    expected: [
      ["2026-01-31", null], // 60
      ["2026-02-01", "silver"], // 100
    ],
  },
  {
    name: "calendar year: a level is held through the year after",
    set: { window: calendar },
    history: [["2026-03-05", 300]],
    expected: [
      // Reached in 2026; 2027 has nothing, but the year before has 300; in 2028 neither has.
      ["2026-03-05", "gold", "2028-01-01"],
      ["2027-12-31", "gold", "2028-01-01"],
      ["2028-01-01", null, null],
    ],
  },
  {
    name: "calendar year: the last hour of the year is the shop's",
    set: { window: calendar },
    // 22:30 UTC is 23:30 in Berlin: 2026. 23:30 UTC is 0:30 of 2027.
    history: [
      ["2026-12-31T22:30:00Z", 60],
      ["2026-12-31T23:30:00Z", 60],
    ],
    expected: [
      ["2027-01-05", null], // 60 in each of the years, never 100 in one
    ],
  },
  {
    name: "calendar year: two years never add up",
    set: { window: calendar },
    history: [
      ["2026-12-01", 200],
      ["2027-01-15", 200],
    ],
    expected: [
      ["2026-12-31", "silver", "2028-01-01"], // 200 of 2026
      ["2027-02-01", "silver", "2029-01-01"], // 200 of 2027, held through 2028
      ["2028-12-31", "silver", "2029-01-01"],
      ["2029-01-01", null],
    ],
  },
  {
    name: "calendar year: less in the next year means the level that it deserves",
    set: { window: calendar },
    history: [
      ["2026-06-01", 1200],
      ["2027-06-01", 150],
    ],
    expected: [
      ["2027-12-31", "platinum", "2028-01-01"], // the year before: 1,200
      ["2028-01-01", "silver", "2029-01-01"], // 2027: 150
      ["2029-01-01", null],
    ],
  },
  {
    name: "calendar year, one step: a level a year",
    set: { window: calendar, downgrade: "one_step" },
    history: [["2026-06-01", 1200]],
    expected: [
      ["2027-12-31", "platinum", "2028-01-01"],
      ["2028-01-01", "gold", "2029-01-01"], // one down, and kept through 2028
      ["2029-01-01", "silver", "2030-01-01"],
      ["2030-01-01", null, null],
    ],
  },
  {
    name: "calendar year, one step: what is kept is earned anew meanwhile",
    set: { window: calendar, downgrade: "one_step" },
    history: [
      ["2026-06-01", 1200],
      ["2028-05-01", 300],
    ],
    expected: [
      ["2028-01-01", "gold", "2029-01-01"], // nothing in 2027
      ["2028-06-01", "gold", "2030-01-01"], // 300 in 2028: gold through 2029
      ["2030-01-01", "silver", "2031-01-01"],
    ],
  },
  {
    name: "calendar year, never: what was held stays",
    set: { window: calendar, downgrade: "never" },
    history: [["2026-06-01", 300]],
    expected: [["2031-06-01", "gold", null]],
  },
  {
    name: "calendar year with grace: three months more",
    set: { window: calendar, grace: "P3M" },
    history: [["2026-06-01", 300]],
    expected: [
      ["2028-01-01", "gold", "2028-04-01"], // falls on 1 January, lost on 1 April
      ["2028-03-31", "gold", "2028-04-01"],
      ["2028-04-01", null],
    ],
  },
  {
    name: "calendar year with grace: what is bought during it keeps the level",
    set: { window: calendar, grace: "P3M" },
    history: [
      ["2026-06-01", 300],
      ["2028-02-01", 300],
    ],
    expected: [
      ["2028-01-31", "gold", "2028-04-01"],
      ["2028-02-01", "gold", "2030-04-01"], // 300 in 2028: through 2029, and the grace
    ],
  },
  {
    name: "calendar year with grace: half of it is worth the lower level when the grace is over",
    set: { window: calendar, grace: "P3M" },
    history: [
      ["2026-06-01", 300],
      ["2028-02-01", 100],
    ],
    expected: [
      ["2028-03-31", "gold", "2028-04-01"],
      ["2028-04-01", "silver", "2030-04-01"], // 100 in 2028
    ],
  },
  {
    name: "calendar year, one step with grace: the grace comes before each step",
    set: { window: calendar, downgrade: "one_step", grace: "P1M" },
    history: [["2026-06-01", 300]],
    expected: [
      ["2028-01-31", "gold", "2028-02-01"],
      // One down on 1 February 2028, kept through 2028, and lost a month after.
      ["2028-02-01", "silver", "2029-02-01"],
      ["2029-02-01", null],
    ],
  },
  {
    name: "calendar year: a return after the turn of the year takes from the year of the order",
    set: { window: calendar, grace: "P3M" },
    history: [
      ["2026-11-01", 200],
      ["2026-12-20", 150],
      ["2027-01-10", -150, "2026-12-20"],
    ],
    expected: [
      ["2026-12-31", "gold", "2028-04-01"], // 350
      ["2027-01-10", "silver", "2028-04-01"], // 200 of 2026: at once, without grace
    ],
  },
  {
    name: "calendar year, never: a return of years ago's order takes the level that it bought",
    set: { window: calendar, downgrade: "never" },
    history: [
      ["2026-11-01", 350],
      ["2028-01-10", -100, "2026-11-01"],
    ],
    expected: [
      ["2028-01-09", "gold", null],
      ["2028-01-10", "silver", null], // 250 of 2026
    ],
  },
  {
    name: "calendar year: an order of last year that is told late counts for last year",
    set: { window: calendar },
    history: [
      ["2026-05-01", 60],
      ["2027-02-01", 40, "2026-12-24"],
    ],
    expected: [
      ["2027-01-31", null],
      ["2027-02-01", "silver", "2028-01-01"], // 60 + 40 in 2026: through 2027, not 2028
    ],
  },
  {
    name: "membership year: counted from the day of joining",
    set: { window: membership },
    joined: "2025-05-10",
    history: [
      ["2026-05-09", 60], // first year
      ["2026-05-10", 60], // second
      ["2026-06-01", 40],
    ],
    expected: [
      ["2026-05-31", null], // 60 in each
      ["2026-06-01", "silver", "2028-05-10"], // 100 in the second: through the third
      ["2028-05-09", "silver"],
      ["2028-05-10", null],
    ],
  },
  {
    name: "membership year: joined on 29 February, it begins on the 28th where there is none",
    set: { window: membership },
    joined: "2024-02-29",
    history: [
      ["2025-02-27", 99], // first year, until 27 February 2025
      ["2025-02-28", 100], // second
    ],
    expected: [
      ["2025-02-27", null],
      ["2025-02-28", "silver", "2027-02-28"], // the third year ends with 27 February 2027
      ["2027-02-27", "silver"],
      ["2027-02-28", null],
    ],
  },
  {
    name: "membership year: in a leap year it begins on 29 February again",
    set: { window: membership },
    joined: "2024-02-29",
    history: [["2027-03-01", 100]], // fourth year: 28 February 2027 to 28 February 2028
    expected: [
      ["2029-02-27", "silver", "2029-02-28"], // held through 29 February 2028 – 27 February 2029
      ["2029-02-28", null],
    ],
  },
  {
    name: "membership year: orders of before joining have years of their own",
    set: { window: membership },
    joined: "2026-05-10",
    history: [["2026-05-11", 100, "2026-01-05"]], // the year of 10 May 2025
    expected: [
      ["2026-05-11", "silver", "2027-05-10"], // held through the year of 10 May 2026
      ["2027-05-10", null],
    ],
  },
  {
    name: "membership year, one step with grace",
    set: { window: membership, downgrade: "one_step", grace: "P10D" },
    joined: "2025-05-10",
    history: [["2025-06-01", 300]],
    expected: [
      ["2027-05-19", "gold", "2027-05-20"], // falls on 10 May 2027, ten days of grace
      ["2027-05-20", "silver", "2028-05-20"], // kept until 10 May 2028, and ten days
      ["2028-05-20", null],
    ],
  },
];
