import { type Case, points, twice } from "./case";
import { line } from "./world";

const coffee = (id: string, total: number) => line(id, total, { categories: ["coffee"] });

/** What multiplies; activities and handovers. */
export const MULTIPLIED: readonly Case[] = [
  {
    name: "double points give the base rate's once more, as a rule of its own",
    // 10 + 5 by the base; as much again.
    earning: { base: {}, rules: [{ id: "double", give: twice() }] },
    lines: [line("a", 1000), line("b", 500)],
    given: ["base a 10", "base b 5", "double a 10", "double b 5"],
  },
  {
    name: "one and a half times rounds once, down",
    // Half of 5 = 2.5 → 2; spread over 3 and 2: 1.2 and 0.8 → 1 and 1.
    earning: { base: {}, rules: [{ id: "more", give: { type: "multiply", percent: 150 } }] },
    lines: [line("a", 300), line("b", 200)],
    given: ["base a 3", "base b 2", "more a 1", "more b 1"],
  },
  {
    name: "double points on coffee leave the rest as it is",
    // 4 points on coffee once more.
    earning: {
      base: {},
      rules: [{ id: "double", if: { categories: ["coffee"] }, give: twice() }],
    },
    lines: [coffee("a", 400), line("b", 600)],
    given: ["base a 4", "base b 6", "double a 4"],
  },
  {
    name: "double points without naming lines are of shipping too, where that earns",
    // 5 + 4 by the base (9.90 € → 9, spread 4.55 and 4.45); as much again.
    earning: {
      base: { parts: ["items", "shipping"] },
      rules: [{ id: "double", give: twice() }],
    },
    lines: [line("a", 500), line("~shipping", 490, { kind: "shipping" })],
    given: ["base a 5", "base ~shipping 4", "double a 5", "double ~shipping 4"],
  },
  {
    name: "a multiplier comes after what it multiplies, wherever it stands",
    // 2 items × 5 = 10; the base's 3 + those 10 once more = 13. Told in the order of the document.
    earning: {
      base: {},
      rules: [
        { id: "double", give: twice("base", "bonus") },
        { id: "bonus", give: points(5, { each: "item" }) },
      ],
    },
    lines: [line("a", 300, { quantity: 2 })],
    given: ["base a 3", "double a 13", "bonus a 10 quantity"],
  },
  {
    name: "multipliers that multiply each other's base stack",
    // 10; double gives 10; of both, double again gives 20.
    earning: {
      base: {},
      rules: [
        { id: "double", give: twice() },
        { id: "again", give: twice("base", "double") },
      ],
    },
    lines: [line("a", 1000)],
    given: ["base a 10", "double a 10", "again a 20"],
  },
  {
    name: "what multiplies units goes back with the units",
    // 3 × 5 = 15 once more.
    earning: {
      rules: [
        { id: "item", give: points(5, { each: "item" }) },
        { id: "double", give: twice("item") },
      ],
    },
    lines: [line("a", 100, { quantity: 3 })],
    given: ["item a 15 quantity", "double a 15 quantity"],
  },
  {
    name: "each unit is multiplied by itself",
    // 10 points and 4 stars once more.
    earning: {
      base: {},
      rules: [
        { id: "stars", give: points(4, { unit: "stars" }) },
        { id: "double", give: twice("base", "stars") },
      ],
    },
    lines: [line("a", 1000)],
    given: ["base a 10", "stars a 4 stars", "double a 10", "double a 4 stars"],
  },
  {
    name: "nothing cannot be multiplied",
    // 0.50 € gave nothing.
    earning: { base: {}, rules: [{ id: "double", give: twice() }] },
    lines: [line("a", 50)],
    given: [],
    passed: ["base rounding", "double nothing_to_multiply"],
  },
  {
    name: "points of an activity belong to no line",
    // 50 for a review.
    earning: { rules: [{ id: "r", on: "activity", activity: "review", give: points(50) }] },
    occasion: { on: "activity", activity: { type: "review", data: {} } },
    given: ["r - 50 whole"],
  },
  {
    name: "points by what an activity carries, to the thousandth",
    // 12.345 km × 2 points per km = 24.69 → 24.
    earning: {
      rules: [
        {
          id: "km",
          on: "activity",
          activity: "run",
          give: points(2, { each: "data", per: 1, field: "km" }),
        },
      ],
    },
    occasion: { on: "activity", activity: { type: "run", data: { km: 12.345 } } },
    given: ["km - 24 whole"],
  },
  {
    name: "data that is missing or below nothing gives nothing",
    // −3 km.
    earning: {
      rules: [
        {
          id: "km",
          on: "activity",
          activity: "run",
          give: points(2, { each: "data", per: 1, field: "km" }),
        },
      ],
    },
    occasion: { on: "activity", activity: { type: "run", data: { km: -3 } } },
    given: [],
    passed: ["km data"],
  },
  {
    name: "double points for an activity double what its rules gave",
    // 50 once more.
    earning: {
      rules: [
        { id: "r", on: "activity", activity: "review", give: points(50) },
        { id: "x", on: "activity", activity: "review", give: twice("r") },
      ],
    },
    occasion: { on: "activity", activity: { type: "review", data: {} } },
    given: ["r - 50 whole", "x - 50 whole"],
  },
  {
    name: "a handover gives for what was handed over, and the base rate is of orders",
    // 2 of the order's units came for 4.00 €: 2 × 3 points.
    earning: {
      base: {},
      rules: [{ id: "served", on: "fulfilment", give: points(3, { each: "item" }) }],
    },
    lines: [line("a", 400, { quantity: 2 })],
    occasion: { on: "fulfilment", handover: "served" },
    given: ["served a 6 quantity"],
  },
];
