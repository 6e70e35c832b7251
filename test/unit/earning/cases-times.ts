import { type Case, points } from "./case";
import { line } from "./world";

const rule = (asked: object, more: object = {}) => ({
  rules: [{ id: "r", if: asked, give: points(10), ...more }],
});
const lines = [line("a", 1000)];
const at = (instant: string) => ({ at: Date.parse(instant) });
const born = (birthday: string) => ({ birthday });

/** Conditions on time and person. */
export const TIMES: readonly Case[] = [
  {
    name: "the weekday is that of the shop's time zone",
    // Sunday 23:30 in UTC is Monday 00:30 in Berlin.
    earning: rule({ weekdays: ["mon"] }),
    lines,
    occasion: at("2026-03-01T23:30:00Z"),
    given: ["r a 10"],
  },
  {
    name: "another weekday",
    // 1 March 2026 is a Sunday.
    earning: rule({ weekdays: ["mon", "sat"] }),
    lines,
    given: [],
    passed: ["r weekday"],
  },
  {
    name: "hours begin on the minute",
    // 15:00 in Berlin.
    earning: rule({ hours: [{ from: "15:00", until: "17:00" }] }),
    lines,
    occasion: at("2026-03-01T14:00:00Z"),
    given: ["r a 10"],
  },
  {
    name: "hours end before the minute",
    // 17:00 in Berlin.
    earning: rule({ hours: [{ from: "15:00", until: "17:00" }] }),
    lines,
    occasion: at("2026-03-01T16:00:00Z"),
    given: [],
    passed: ["r hours"],
  },
  {
    name: "24:00 is the end of the day",
    // 23:59:59 in Berlin, in summer time.
    earning: rule({ hours: [{ from: "22:00", until: "24:00" }] }),
    lines,
    occasion: at("2026-07-01T21:59:59Z"),
    given: ["r a 10"],
  },
  {
    name: "a birthday is a day of the shop's time zone",
    // 16 May 22:30 in UTC is 17 May in Berlin.
    earning: rule({ birthday: "day" }),
    lines,
    earner: born("1990-05-17"),
    occasion: at("2026-05-16T22:30:00Z"),
    given: ["r a 10"],
  },
  {
    name: "the day after a birthday is none",
    earning: rule({ birthday: "day" }),
    lines,
    earner: born("1990-05-17"),
    occasion: at("2026-05-18T10:00:00Z"),
    given: [],
    passed: ["r birthday"],
  },
  {
    name: "who was born on 29 February has birthday on the 28th in other years",
    // 2026 is no leap year.
    earning: rule({ birthday: "day" }),
    lines,
    earner: born("2000-02-29"),
    occasion: at("2026-02-28T10:00:00Z"),
    given: ["r a 10"],
  },
  {
    name: "in a leap year 28 February is not the birthday of the 29th",
    earning: rule({ birthday: "day" }),
    lines,
    earner: born("2000-02-29"),
    occasion: at("2028-02-28T10:00:00Z"),
    given: [],
    passed: ["r birthday"],
  },
  {
    name: "the week of a birthday runs six days on, into the next year",
    // 28 December + 6 days = 3 January.
    earning: rule({ birthday: "week" }),
    lines,
    earner: born("1990-12-28"),
    occasion: at("2026-01-03T10:00:00Z"),
    given: ["r a 10"],
  },
  {
    name: "the seventh day after a birthday is beyond its week",
    earning: rule({ birthday: "week" }),
    lines,
    earner: born("1990-12-28"),
    occasion: at("2026-01-04T10:00:00Z"),
    given: [],
    passed: ["r birthday"],
  },
  {
    name: "the month of a birthday is all of it",
    earning: rule({ birthday: "month" }),
    lines,
    earner: born("1990-03-31"),
    given: ["r a 10"],
  },
  {
    name: "whose birthday is unknown has none",
    earning: rule({ birthday: "month" }),
    lines,
    given: [],
    passed: ["r birthday"],
  },
  {
    name: "one of the levels is enough",
    earning: rule({ tiers: ["silver", "gold"] }),
    lines,
    earner: { levels: ["gold"] },
    given: ["r a 10"],
  },
  {
    name: "none of the levels",
    earning: rule({ tiers: ["gold"] }),
    lines,
    earner: { levels: ["silver"] },
    given: [],
    passed: ["r tier"],
  },
  {
    name: "every attribute must have one of its values",
    earning: rule({ attributes: { roast: ["dark", "light"], kids: 2 } }),
    lines,
    earner: { attributes: { roast: "light", kids: 2 } },
    given: ["r a 10"],
  },
  {
    name: "an attribute that is not known does not fit",
    earning: rule({ attributes: { roast: "dark", kids: 2 } }),
    lines,
    earner: { attributes: { roast: "dark" } },
    given: [],
    passed: ["r attribute"],
  },
  {
    name: "a booster begins on its instant",
    earning: rule({}, { from: "2026-03-01T10:00:00Z", until: "2026-03-02T00:00:00Z" }),
    lines,
    given: ["r a 10"],
  },
  {
    name: "before it begins it says when it does",
    earning: rule({}, { from: "2026-03-01T12:00:00+01:00" }),
    lines,
    given: [],
    passed: ["r not_yet 2026-03-01T11:00:00Z"],
  },
  {
    name: "a booster ends before its end",
    earning: rule({}, { until: "2026-03-01T10:00:00Z" }),
    lines,
    given: [],
    passed: ["r over"],
  },
  {
    name: "a rule on another activity is passed",
    earning: rule({}, { on: "activity", activity: "review" }),
    occasion: { on: "activity", activity: { type: "run", data: {} } },
    given: [],
    passed: ["r activity"],
  },
  {
    name: "a rule on another handover is passed",
    earning: rule({}, { on: "fulfilment", handovers: ["collected"] }),
    lines,
    occasion: { on: "fulfilment", handover: "shipped" },
    given: [],
    passed: ["r handover"],
  },
  {
    name: "rules of other occasions are not looked at",
    earning: rule({}, { on: "activity", activity: "review" }),
    lines,
    given: [],
    passed: [],
  },
];
