import { type Case, points, stamps } from "./case";
import { line } from "./world";

const rule = (asked: object, more: object = {}) => ({
  rules: [{ id: "r", if: asked, give: points(10), ...more }],
});
const lines = [line("a", 1000)];

/** Conditions on orders and lines: where they hold, and where not, why. */
export const CONDITIONS: readonly Case[] = [
  {
    name: "a rule of a channel gives on it",
    // The order is of the store.
    earning: rule({ channels: ["app", "store"] }),
    lines,
    given: ["r a 10"],
  },
  {
    name: "a rule of another channel does not give",
    earning: rule({ channels: ["app"] }),
    lines,
    given: [],
    passed: ["r channel"],
  },
  {
    name: "a rule of a store gives there alone",
    // One order of `mitte`, one of no store at all.
    earning: rule({ stores: ["mitte"] }),
    lines,
    occasion: { store: "mitte" },
    given: ["r a 10"],
  },
  {
    name: "an order of no store is of none that a rule names",
    earning: rule({ stores: ["mitte"] }),
    lines,
    given: [],
    passed: ["r store"],
  },
  {
    name: "categories and skus must both fit a line",
    // a has the category only, b the sku only, c both; the 10 are c's.
    earning: rule({ categories: ["coffee"], skus: ["bean"] }),
    lines: [
      line("a", 100, { categories: ["coffee"] }),
      line("b", 100, { sku: "bean" }),
      line("c", 100, { categories: ["x", "coffee"], sku: "bean" }),
    ],
    given: ["r c 10"],
  },
  {
    name: "no line of the category",
    earning: rule({ categories: ["coffee"] }),
    lines,
    given: [],
    passed: ["r lines"],
  },
  {
    name: "kinds are those of the base rate unless a rule names its own",
    // Without kinds only the product fits.
    earning: {
      rules: [
        { id: "goods", give: points(10) },
        { id: "cards", if: { kinds: ["gift_card"] }, give: points(20) },
      ],
    },
    lines: [line("a", 100), line("g", 900, { kind: "gift_card" })],
    given: ["goods a 10", "cards g 20"],
  },
  {
    name: "an order of nothing but a gift card has no goods",
    earning: rule({}),
    lines: [line("g", 900, { kind: "gift_card" })],
    given: [],
    passed: ["r kind"],
  },
  {
    name: "a minimum is reached by the lines that fit together",
    // 6.00 + 4.00 € of coffee reach 10.00 €; 10 points over 6 : 4.
    earning: rule({ categories: ["coffee"], minimumTotal: 1000 }),
    lines: [line("a", 600, { categories: ["coffee"] }), line("b", 400, { categories: ["coffee"] })],
    given: ["r a 6", "r b 4"],
  },
  {
    name: "a minimum that is missed says by how much",
    // 6.00 of 10.00 €; the tea does not count.
    earning: rule({ categories: ["coffee"], minimumTotal: 1000 }),
    lines: [line("a", 600, { categories: ["coffee"] }), line("tea", 900)],
    given: [],
    passed: ["r minimum_total 400"],
  },
  {
    name: "a minimum by line asks each line by itself",
    // Only b reaches 5.00 €.
    earning: rule({ minimumTotal: 500 }, { on: "line", give: points(1, { each: "line" }) }),
    lines: [line("a", 499), line("b", 500)],
    given: ["r b 1 quantity"],
  },
  {
    name: "of lines that all miss a minimum the nearest says by how much",
    // 4.99 lacks 0.01, 1.00 lacks 4.00.
    earning: rule({ minimumTotal: 500 }, { on: "line" }),
    lines: [line("a", 100), line("b", 499)],
    given: [],
    passed: ["r minimum_total 1"],
  },
  {
    name: "a minimum quantity counts units of all lines that fit",
    // 2 + 1 = 3.
    earning: rule({ minimumQuantity: 3 }, { give: stamps(1) }),
    lines: [line("a", 100, { quantity: 2 }), line("b", 100)],
    given: ["r - 1 stamp:coffee whole"],
  },
  {
    name: "units that are missing are counted",
    // 3 of 5.
    earning: rule({ minimumQuantity: 5 }),
    lines: [line("a", 100, { quantity: 3 })],
    given: [],
    passed: ["r minimum_quantity 2"],
  },
  {
    name: "a minimum is compared as the rule counts: before discounts",
    // 8.00 € after 2.00 € off were 10.00 €.
    earning: rule({ minimumTotal: 1000 }, { counts: { discounts: "before" } }),
    lines: [line("a", 800)],
    occasion: { discounts: 200 },
    given: ["r a 10"],
  },
  {
    name: "the first order",
    earning: rule({ nthOrder: 1 }),
    lines,
    earner: { nthOrder: 1 },
    given: ["r a 10"],
  },
  {
    name: "the first order was before",
    earning: rule({ nthOrder: 1 }),
    lines,
    earner: { nthOrder: 2 },
    given: [],
    passed: ["r nth_order"],
  },
  {
    name: "two orders are missing to every fifth",
    // The 8th; the 10th would be.
    earning: rule({ everyNthOrder: 5 }),
    lines,
    earner: { nthOrder: 8 },
    given: [],
    passed: ["r nth_order 2"],
  },
  {
    name: "every fifth order is also the tenth",
    earning: rule({ everyNthOrder: 5 }),
    lines,
    earner: { nthOrder: 10 },
    given: ["r a 10"],
  },
];
