import type { TierCase } from "./cases";

const rolling = (length: string) => ({ type: "rolling", length }) as const;

/* Each expectation is derived by hand in the comment beside it. */
export const ROLLING_CASES: readonly TierCase[] = [
  {
    name: "rolling: an order counts for its 30 days, and leaves by the calendar day",
    set: { window: rolling("P30D") },
    history: [
      ["2026-06-01", 60],
      ["2026-06-20", 60],
    ],
    expected: [
      ["2026-06-19", null], // 60
      ["2026-06-20", "silver", "2026-07-01"], // 120, until 1 June + 30 days
      ["2026-06-30", "silver", "2026-07-01"],
      ["2026-07-01", null, null], // 60
    ],
  },
  {
    name: "rolling: twelve months from 29 February end on 28 February",
    set: { window: rolling("P12M") },
    history: [["2024-02-29", 100]],
    expected: [
      ["2025-02-27", "silver", "2025-02-28"],
      ["2025-02-28", null],
    ],
  },
  {
    name: "rolling: a month's end counts to the end of the next, shorter month",
    set: { window: rolling("P1M") },
    history: [["2026-01-31", 100]],
    expected: [
      ["2026-02-27", "silver", "2026-02-28"], // 31 January + 1 month: 28 February
      ["2026-02-28", null],
    ],
  },
  {
    name: "rolling: the clocks going forward moves nothing",
    set: { window: rolling("P7D") },
    // In Berlin 29 March 2026 has 23 hours: the day after 4 April ends on 4 April, 22:00 UTC.
    history: [["2026-03-28T12:00:00Z", 100]],
    expected: [
      ["2026-04-03T21:59:59Z", "silver", "2026-04-04"], // 23:59:59 of 3 April in summer time
      ["2026-04-03T22:00:00Z", null], // midnight: 4 April
    ],
  },
  {
    name: "rolling: the clocks going back moves nothing",
    set: { window: rolling("P7D"), grace: "P1D" },
    // 25 October 2026 has 25 hours. Leaves on 27 October; the grace ends on 28 October, 0:00 in winter time.
    history: [["2026-10-20T12:00:00Z", 100]],
    expected: [
      ["2026-10-27T22:59:59Z", "silver", "2026-10-28"],
      ["2026-10-27T23:00:00Z", null],
    ],
  },
  {
    name: "rolling, deserved: each order that leaves takes its level",
    set: { window: rolling("P90D") },
    history: [
      ["2026-01-01", 200],
      ["2026-02-01", 150],
    ],
    expected: [
      ["2026-02-01", "gold", "2026-04-01"], // 350; 1 January + 90 days is 1 April
      ["2026-04-01", "silver", "2026-05-02"], // 150; 1 February + 90 days is 2 May
      ["2026-05-02", null],
    ],
  },
  {
    name: "rolling, one step: kept for another window",
    set: { window: rolling("P90D"), downgrade: "one_step" },
    history: [["2026-01-01", 300]],
    expected: [
      ["2026-03-31", "gold", "2026-04-01"],
      ["2026-04-01", "silver", "2026-06-30"], // one down; 1 April + 90 days is 30 June
      ["2026-06-30", null],
    ],
  },
  {
    name: "rolling with grace: the level waits, and an order in time keeps it",
    set: { window: rolling("P30D"), grace: "P14D" },
    history: [
      ["2026-06-01", 100],
      ["2026-07-10", 100],
    ],
    expected: [
      ["2026-07-09", "silver", "2026-07-15"], // left on 1 July, lost on 15 July
      ["2026-07-10", "silver", "2026-08-23"], // 10 July + 30 + 14 days
      ["2026-08-22", "silver", "2026-08-23"],
      ["2026-08-23", null],
    ],
  },
  {
    name: "rolling, never: time takes nothing, a return does",
    set: { window: rolling("P30D"), downgrade: "never" },
    history: [
      ["2026-06-01", 120],
      ["2026-09-01", -30, "2026-06-01"],
    ],
    expected: [
      ["2026-08-31", "silver", null],
      ["2026-09-01", null], // 90 were never enough
    ],
  },
  {
    name: "rolling: a late order has left before it is told",
    set: { window: rolling("P30D") },
    history: [["2026-06-01", 500, "2026-04-01"]],
    expected: [["2026-06-01", null]],
  },
  {
    name: "rolling, never: a late order had bought the level once",
    set: { window: rolling("P30D"), downgrade: "never" },
    history: [["2026-06-01", 500, "2026-04-01"]],
    expected: [["2026-06-01", "gold", null]],
  },
  {
    name: "rolling: an order dated for tomorrow counts today",
    set: { window: rolling("P30D") },
    history: [["2026-06-01", 100, "2026-06-02"]],
    expected: [
      ["2026-06-01", "silver", "2026-07-01"], // as if it were of today
      ["2026-06-02", "silver", "2026-07-02"],
    ],
  },
  {
    name: "orders are counted where orders are asked for",
    set: { window: rolling("P30D"), measure: "orders", levels: [] },
    history: [
      ["2026-06-01", 1],
      ["2026-06-02", 1],
      ["2026-06-03", -1, "2026-06-02"],
    ],
    expected: [
      ["2026-06-02", "often", "2026-07-01"], // two orders
      ["2026-06-03", null], // one was returned
    ],
  },
];
