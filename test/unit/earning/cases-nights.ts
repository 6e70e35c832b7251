import { type Case, points, twice } from "./case";
import { line } from "./world";

/** A room from one instant to another, as Berlin's clocks show them. */
const stay = (from: string, until: string) => ({
  stay: { startsAt: Date.parse(from), endsAt: Date.parse(until) },
});
/** Friday 3 p.m. to Sunday 11 a.m. in winter: the nights to the 7th and the 8th. */
const WEEKEND = stay("2026-03-06T15:00+01:00", "2026-03-08T11:00+01:00");
/** Monday to Friday: the nights to the 10th, 11th, 12th and 13th. */
const WEEK = stay("2026-03-09T15:00+01:00", "2026-03-13T11:00+01:00");
const NIGHTS = { id: "nights", give: points(50, { each: "night" }) };
const room = (id: string, total: number, more: object) => line(id, total, more);

/** Stays: rooms from one day to another. */
export const STAYS: readonly Case[] = [
  {
    name: "each night of a stay gives",
    // 2 nights × 50.
    earning: { rules: [NIGHTS] },
    lines: [room("a", 20_000, WEEKEND)],
    given: ["nights a 100 quantity"],
  },
  {
    name: "each night of each room gives",
    // 3 rooms × 2 nights × 50.
    earning: { rules: [NIGHTS] },
    lines: [room("a", 60_000, { ...WEEKEND, quantity: 3 })],
    given: ["nights a 300 quantity"],
  },
  {
    name: "nights of several stays are counted each",
    // 2 × 50 and 4 × 50.
    earning: { rules: [NIGHTS] },
    lines: [room("a", 20_000, WEEKEND), room("b", 40_000, WEEK)],
    given: ["nights a 100 quantity", "nights b 200 quantity"],
  },
  {
    name: "what was no stay has no nights",
    earning: { rules: [NIGHTS] },
    lines: [line("dinner", 5_000), room("a", 20_000, WEEKEND)],
    given: ["nights a 100 quantity"],
  },
  {
    name: "an order without a stay is told so, one night missing",
    earning: { rules: [NIGHTS] },
    lines: [line("dinner", 5_000)],
    given: [],
    passed: ["nights nights 1"],
  },
  {
    name: "a room left the same day has no night",
    earning: { rules: [NIGHTS] },
    lines: [room("a", 8_000, stay("2026-03-06T09:00+01:00", "2026-03-06T18:00+01:00"))],
    given: [],
    passed: ["nights nights 1"],
  },
  {
    name: "a night is one by the shop's calendar, however short",
    // From 11 p.m. on the 6th to 1 a.m. on the 7th.
    earning: { rules: [NIGHTS] },
    lines: [room("a", 8_000, stay("2026-03-06T23:00+01:00", "2026-03-07T01:00+01:00"))],
    given: ["nights a 50 quantity"],
  },
  {
    name: "nights are the shop's, wherever the order was booked",
    // 23:30 UTC on the 6th is the 7th in Berlin already: one night to the 8th, not two.
    earning: { rules: [NIGHTS] },
    lines: [room("a", 8_000, stay("2026-03-06T23:30Z", "2026-03-08T10:00Z"))],
    given: ["nights a 50 quantity"],
  },
  {
    name: "the night that summer time shortens is one",
    // The clocks go forward on 29 March: 43 hours, two nights.
    earning: { rules: [NIGHTS] },
    lines: [room("a", 8_000, stay("2026-03-28T15:00+01:00", "2026-03-30T11:00+02:00"))],
    given: ["nights a 100 quantity"],
  },
  {
    name: "a turn of the year and a leap day count as nights",
    // 30 December 2027 to 2 January 2028: 3; 28 February to 1 March 2028: 2.
    earning: { rules: [NIGHTS] },
    lines: [
      room("a", 8_000, stay("2027-12-30T15:00+01:00", "2028-01-02T11:00+01:00")),
      room("b", 8_000, stay("2028-02-28T15:00+01:00", "2028-03-01T11:00+01:00")),
    ],
    given: ["nights a 150 quantity", "nights b 100 quantity"],
  },
  {
    name: "nights of some categories only",
    // The suite's 4 × 50.
    earning: { rules: [{ ...NIGHTS, if: { categories: ["suite"] } }] },
    lines: [room("a", 20_000, WEEKEND), room("b", 90_000, { ...WEEK, categories: ["suite"] })],
    given: ["nights b 200 quantity"],
  },
  {
    name: "a stay of as many nights as are asked for gives for all of them",
    // 4 of at least 4 nights: 4 × 50.
    earning: { rules: [{ ...NIGHTS, if: { minimumNights: 4 } }] },
    lines: [room("a", 40_000, WEEK)],
    given: ["nights a 200 quantity"],
  },
  {
    name: "a stay that is too short gives nothing, and says by how much",
    // 4 of 6 nights: the longer stay lacks 2, the shorter 4.
    earning: { rules: [{ ...NIGHTS, if: { minimumNights: 6 } }] },
    lines: [room("a", 20_000, WEEKEND), room("b", 40_000, WEEK)],
    given: [],
    passed: ["nights nights 2"],
  },
  {
    name: "points of long stays only are multiplied",
    // The base gives 200 + 400; on top 400 again for the week.
    earning: { base: {}, rules: [{ id: "long", if: { minimumNights: 3 }, give: twice() }] },
    lines: [room("a", 20_000, WEEKEND), room("b", 40_000, WEEK)],
    given: ["base a 200", "base b 400", "long b 400"],
  },
  {
    name: "nights can be multiplied, and go back by their rooms",
    // 2 × 50, and 25 % of 100 on top.
    earning: {
      rules: [NIGHTS, { id: "more", give: { type: "multiply", percent: 125, of: ["nights"] } }],
    },
    lines: [room("a", 20_000, WEEKEND)],
    given: ["nights a 100 quantity", "more a 25 quantity"],
  },
  {
    name: "an expression may ask for nights",
    // The week has 4 nights and 1 point a euro for it; the weekend has 2.
    earning: {
      rules: [
        {
          id: "week",
          on: "line",
          when: "item.nights >= 4 && item.nights % 2 == 0",
          sentence: { de: "bei geraden Wochen", en: "on even weeks" },
          give: points(1, { each: "amount", per: 100 }),
        },
      ],
    },
    lines: [room("a", 20_000, WEEKEND), room("b", 40_000, WEEK)],
    given: ["week b 400"],
  },
  {
    name: "a stay that was free earns nothing by its nights",
    earning: { rules: [NIGHTS] },
    lines: [room("a", 0, WEEKEND)],
    given: [],
    passed: ["nights free"],
  },
];
