import { type Case, gotBefore, points, stamps, twice } from "./case";
import { line } from "./world";

const HUNDRED = points(100);
const rule = (more: object) => ({ rules: [{ id: "r", give: HUNDRED, ...more }] });
const lines = [line("a", 1000)];
const voucher = {
  type: "voucher",
  voucher: { name: { de: "5 €", en: "€5" }, worth: { kind: "fixed_amount", amount: 500 } },
};

/** Groups and limits. */
export const BOUNDS: readonly Case[] = [
  {
    name: "of a group the best gives, the others say which",
    // 50 against 100.
    earning: {
      rules: [
        { id: "small", group: "g", give: points(50) },
        { id: "big", group: "g", give: points(100) },
      ],
    },
    lines,
    given: ["big a 100"],
    passed: ["small better_rule big"],
  },
  {
    name: "of equals in a group the first gives",
    earning: {
      rules: [
        { id: "one", group: "g", give: points(50) },
        { id: "two", group: "g", give: points(50) },
      ],
    },
    lines,
    given: ["one a 50"],
    passed: ["two better_rule one"],
  },
  {
    name: "a rule of a group that does not fit says so itself",
    earning: {
      rules: [
        { id: "gold", group: "g", if: { tiers: ["gold"] }, give: points(500) },
        { id: "all", group: "g", give: points(50) },
      ],
    },
    lines,
    given: ["all a 50"],
    passed: ["gold tier"],
  },
  {
    name: "a rule whose limit is used up is not the best",
    // The better one gives nothing any more.
    earning: {
      rules: [
        { id: "once", group: "g", limits: [{ per: "lifetime", times: 1 }], give: points(500) },
        { id: "all", group: "g", give: points(50) },
      ],
    },
    lines,
    room: gotBefore(500, 1),
    given: ["all a 50"],
    passed: ["once limit 500"],
  },
  {
    name: "a voucher is more than nothing and less than points",
    earning: {
      rules: [
        { id: "v", group: "g", give: voucher },
        { id: "p", group: "g", give: points(1) },
      ],
    },
    lines,
    given: ["p a 1"],
    passed: ["v better_rule p"],
  },
  {
    name: "where nothing else gives, the voucher of a group is given",
    earning: {
      rules: [
        { id: "p", group: "g", if: { tiers: ["gold"] }, give: points(1) },
        { id: "v", group: "g", give: voucher },
      ],
    },
    lines,
    given: ["v voucher"],
  },
  {
    name: "of boosters in a group the highest multiplies",
    // 10 by the base; triple gives 20, double would give 10.
    earning: {
      base: {},
      rules: [
        { id: "double", group: "g", give: twice() },
        { id: "triple", group: "g", give: { type: "multiply", percent: 300 } },
      ],
    },
    lines,
    given: ["base a 10", "triple a 20"],
    passed: ["double better_rule triple"],
  },
  {
    name: "what multiplies a group multiplies its best",
    // `big` gives 100; twice of both rules is those 100 once more.
    earning: {
      rules: [
        { id: "double", give: twice("small", "big") },
        { id: "small", group: "g", give: points(50) },
        { id: "big", group: "g", give: points(100) },
      ],
    },
    lines,
    given: ["double a 100", "big a 100"],
    passed: ["small better_rule big"],
  },
  {
    name: "a limit by order cuts by largest remainder",
    // 40 + 20 items' points cut to 25: 16.67 and 8.33 → 17 and 8.
    earning: {
      rules: [
        {
          id: "r",
          limits: [{ per: "order", amount: 25 }],
          give: points(20, { each: "item" }),
        },
      ],
    },
    lines: [line("a", 100, { quantity: 2 }), line("b", 100)],
    given: ["r a 17 quantity", "r b 8 quantity"],
    passed: ["r limit 35"],
  },
  {
    name: "a limit by day leaves what is left, until the next day",
    // 150 a day, 90 had: 60 of 100. Berlin's next day begins at 23:00 UTC.
    earning: rule({ limits: [{ per: "day", amount: 150 }] }),
    lines,
    room: gotBefore(90, 1),
    given: ["r a 60"],
    passed: ["r limit 40 2026-03-01T23:00:00Z"],
  },
  {
    name: "a limit by week is over on Monday",
    // Once a week, had; 1 March 2026 is a Sunday.
    earning: rule({ limits: [{ per: "week", times: 1 }] }),
    lines,
    room: gotBefore(100, 1),
    given: [],
    passed: ["r limit 100 2026-03-01T23:00:00Z"],
  },
  {
    name: "a limit by month is over with the month",
    // 1 April in Berlin is 31 March 22:00 UTC, by summer time.
    earning: rule({ limits: [{ per: "month", times: 2 }] }),
    lines,
    room: gotBefore(200, 2),
    given: [],
    passed: ["r limit 100 2026-03-31T22:00:00Z"],
  },
  {
    name: "a limit by year is over with the year",
    earning: rule({ limits: [{ per: "year", amount: 300 }] }),
    lines,
    room: gotBefore(250, 3),
    given: ["r a 50"],
    passed: ["r limit 50 2026-12-31T23:00:00Z"],
  },
  {
    name: "a limit of a lifetime is never over",
    earning: rule({ limits: [{ per: "lifetime", times: 1 }] }),
    lines,
    room: gotBefore(100, 1),
    given: [],
    passed: ["r limit 100"],
  },
  {
    name: "of several limits the tightest counts",
    // 80 a day and 500 a year: 80 − 50 and 500 − 50 are left.
    earning: rule({
      limits: [
        { per: "year", amount: 500 },
        { per: "day", amount: 80 },
      ],
    }),
    lines,
    room: gotBefore(50, 1),
    given: ["r a 30"],
    passed: ["r limit 70 2026-03-01T23:00:00Z"],
  },
  {
    name: "a limit that was lowered below what was had gives nothing, not less",
    earning: rule({ limits: [{ per: "lifetime", amount: 50 }] }),
    lines,
    room: gotBefore(80, 1),
    given: [],
    passed: ["r limit 100"],
  },
  {
    name: "the base rate has limits too",
    // 10 points, 4 of them left.
    earning: { base: { limits: [{ per: "lifetime", amount: 100 }] } },
    lines,
    room: gotBefore(96, 9),
    given: ["base a 4"],
    passed: ["base limit 6"],
  },
  {
    name: "a multiplier multiplies what a limit left",
    // 4 of 10 points are given, and 4 more.
    earning: {
      base: { limits: [{ per: "order", amount: 4 }] },
      rules: [{ id: "double", give: twice() }],
    },
    lines,
    given: ["base a 4", "double a 4"],
  },
  {
    name: "stamps have limits as points do",
    // 3 cups, 2 stamps an order.
    earning: {
      rules: [
        { id: "cup", limits: [{ per: "order", amount: 2 }], give: stamps(1, { each: "item" }) },
      ],
    },
    lines: [line("a", 900, { quantity: 3 })],
    given: ["cup a 2 stamp:coffee quantity"],
    passed: ["cup limit 1"],
  },
  {
    name: "a voucher's limit counts times",
    earning: rule({ limits: [{ per: "year", times: 2 }], give: voucher }),
    lines,
    room: gotBefore(1, 1),
    given: ["r voucher"],
    passed: [],
  },
  {
    name: "a voucher as often as allowed is given no more",
    earning: rule({ limits: [{ per: "lifetime", times: 1 }], give: voucher }),
    lines,
    room: gotBefore(1, 1),
    given: [],
    passed: ["r limit 1"],
  },
];
