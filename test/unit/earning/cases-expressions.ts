import { type Case, points } from "./case";
import { line } from "./world";

const sentence = { de: "so", en: "so" };
const rule = (when: string, more: object = {}) => ({
  rules: [{ id: "r", when, sentence, give: points(10), ...more }],
});
const lines = [
  line("a", 1200, { quantity: 2, sku: "bean", name: "Beans", categories: ["coffee"] }),
  line("b", 300, { sku: "cup" }),
  line("~shipping", 490, { kind: "shipping" }),
];

/** Conditions in CEL. */
export const EXPRESSIONS: readonly Case[] = [
  {
    name: "an expression sees the order's total, shipping with it",
    // 12.00 + 3.00 + 4.90 = 19.90; 10 points over 12 : 3.
    earning: rule("order.total == 1990 && order.shipping == 490 && order.items.size() == 2"),
    lines,
    given: ["r a 8", "r b 2"],
  },
  {
    name: "the total of net prices has its tax",
    // 19.90 + 3.00.
    earning: rule("order.total == 2290 && order.tax == 300"),
    lines,
    occasion: { taxIncluded: false, tax: 300 },
    given: ["r a 8", "r b 2"],
  },
  {
    name: "an expression that does not hold",
    earning: rule("order.items.all(i, 'coffee' in i.categories)"),
    lines,
    given: [],
    passed: ["r when"],
  },
  {
    name: "an expression of the item chooses lines",
    // 6.00 € each for a, 3.00 for b.
    earning: rule("item.total / item.quantity >= 500", {
      on: "line",
      give: points(3, { each: "item" }),
    }),
    lines,
    given: ["r a 6 quantity"],
  },
  {
    name: "no item fits its expression",
    earning: rule("item.sku == 'mug'", { on: "line" }),
    lines,
    given: [],
    passed: ["r when"],
  },
  {
    name: "a rule on lines whose expression is of the whole asks it once",
    earning: rule("order.channel == 'store'", { on: "line" }),
    lines,
    given: ["r a 8", "r b 2"],
  },
  {
    name: "the member's levels, orders and attributes",
    earning: rule(
      "'gold' in member.levels && member.orders >= 3 && member.attributes.kids > 1.5 && " +
        "member.attributes.roast.startsWith('da')",
    ),
    lines,
    earner: { levels: ["gold"], nthOrder: 3, attributes: { kids: 2, roast: "dark" } },
    given: ["r a 8", "r b 2"],
  },
  {
    name: "an attribute that the member has not does not fit",
    earning: rule("member.attributes.kids < 100"),
    lines,
    given: [],
    passed: ["r when"],
  },
  {
    name: "a division by nothing does not fit",
    // Nothing was taken off.
    earning: rule("order.total / order.discounts > 1"),
    lines,
    given: [],
    passed: ["r when"],
  },
  {
    name: "calendar and clock are the shop's",
    // Sunday, 1 March 2026, 11:00 in Berlin.
    earning: rule(
      "at.year == 2026 && at.month == 3 && at.day == 1 && at.weekday == 7 && at.hour == 11 && " +
        "at.minute == 0",
    ),
    lines,
    given: ["r a 8", "r b 2"],
  },
  {
    name: "an activity's data",
    earning: rule("activity.data.km >= 10.0 && activity.data.track == 'park'", {
      on: "activity",
      activity: "run",
    }),
    occasion: { on: "activity", activity: { type: "run", data: { km: 10, track: "park" } } },
    given: ["r - 10 whole"],
  },
  {
    name: "names in loops may be those of variables",
    earning: rule("order.items.exists(item, item.sku == 'cup')"),
    lines,
    given: ["r a 8", "r b 2"],
  },
];
