import { type Case, points, stamps } from "./case";
import { line } from "./world";

const coffee = (id: string, total: number, quantity = 1) =>
  line(id, total, { quantity, categories: ["coffee"], sku: `sku-${id}` });
const perEuro = { each: "amount", per: 100 };

/** What comes to how much: the base rate, every `each`, every effect. */
export const AMOUNTS: readonly Case[] = [
  {
    name: "the base rate gives a point a euro, rounded once an order",
    // 1.50 + 1.50 + 1.50 = 4.50 € → 4 points; 1.33 each, the largest remainder ties to the first.
    earning: { base: {} },
    lines: [line("a", 150), line("b", 150), line("c", 150)],
    given: ["base a 2", "base b 1", "base c 1"],
  },
  {
    name: "before discounts the order's discount is spread over products by value",
    // 3.00 € off lines of 6.00 and 3.00 €: 2.00 and 1.00 back on top make 8.00 and 4.00 €.
    earning: { base: { discounts: "before" } },
    lines: [line("a", 600), line("b", 300), line("tip", 100, { kind: "tip" })],
    occasion: { discounts: 300 },
    given: ["base a 8", "base b 4"],
  },
  {
    name: "what a discount made free counts before discounts, and goes back by its units",
    // 0 after 5.00 € off: before it was worth 5.00 €; no value is left that could be returned.
    earning: { base: { discounts: "before" } },
    lines: [line("a", 0)],
    occasion: { discounts: 500 },
    given: ["base a 5 quantity"],
  },
  {
    name: "discounts of gross prices are brought to net in proportion",
    // 11.90 € gross is 10.00 net; 2.38 € off gross is 2.00 net: 12.00 € net before discounts.
    earning: { base: { discounts: "before", tax: "excluded" } },
    lines: [line("a", 1190)],
    occasion: { discounts: 238, tax: 190 },
    given: ["base a 12"],
  },
  {
    name: "a rate of another currency gives nothing in this one",
    // There is a rate for CHF only.
    earning: { base: { per: { CHF: 100 } } },
    lines: [line("a", 1000)],
    given: [],
    passed: ["base currency"],
  },
  {
    name: "a rate by currency is that of the order's currency",
    // 10.00 CHF ÷ 2.00 = 5.
    earning: { base: { per: { EUR: 100, CHF: 200 } } },
    lines: [line("a", 1000)],
    occasion: { currency: "CHF" },
    given: ["base a 5"],
  },
  {
    name: "too little for one point is told as rounding",
    // 0.99 € at a point a euro.
    earning: { base: {} },
    lines: [line("a", 99)],
    given: [],
    passed: ["base rounding"],
  },
  {
    name: "points once an order are spread over the lines that fit by value",
    // 10 points over 2.00 and 1.00 €: 6.67 and 3.33, the largest remainder is the first's.
    earning: { rules: [{ id: "r", give: points(10) }] },
    lines: [line("a", 200), line("b", 100), line("gift", 500, { kind: "gift_card" })],
    given: ["r a 7", "r b 3"],
  },
  {
    name: "points by line go back with the units of their line",
    // 5 for each of two lines, whatever the quantity.
    earning: { rules: [{ id: "r", give: points(5, { each: "line" }) }] },
    lines: [line("a", 200, { quantity: 3 }), line("b", 100)],
    given: ["r a 5 quantity", "r b 5 quantity"],
  },
  {
    name: "points by item count units",
    // 3 × 5 and 1 × 5.
    earning: { rules: [{ id: "r", give: points(5, { each: "item" }) }] },
    lines: [line("a", 200, { quantity: 3 }), line("b", 100)],
    given: ["r a 15 quantity", "r b 5 quantity"],
  },
  {
    name: "points by money are rounded once for the lines that fit",
    // Coffee for 2.50 + 2.50 = 5.00 € at 3 per 2.00 € = 7.5 → 7; 3.5 each, the tie goes first.
    earning: {
      rules: [
        { id: "r", if: { categories: ["coffee"] }, give: points(3, { each: "amount", per: 200 }) },
      ],
    },
    lines: [coffee("a", 250), coffee("b", 250), line("c", 9900)],
    given: ["r a 4", "r b 3"],
  },
  {
    name: "a rule may round up",
    // 0.01 € at 1 per 1.00 € → 1.
    earning: { rules: [{ id: "r", rounding: "ceil", give: points(1, perEuro) }] },
    lines: [line("a", 1)],
    given: ["r a 1"],
  },
  {
    name: "a rule may count shipping too",
    // 5.00 goods + 4.90 shipping = 9.90 → 9; 4.55 and 4.45, the first has the larger rest.
    earning: {
      rules: [{ id: "r", counts: { parts: ["items", "shipping"] }, give: points(1, perEuro) }],
    },
    lines: [line("a", 500), line("~shipping", 490, { kind: "shipping" })],
    given: ["r a 5", "r ~shipping 4"],
  },
  {
    name: "shipping is no item that was bought",
    // One item; shipping counts as money only.
    earning: {
      rules: [
        { id: "r", counts: { parts: ["items", "shipping"] }, give: points(2, { each: "item" }) },
      ],
    },
    lines: [line("a", 500), line("~shipping", 490, { kind: "shipping" })],
    given: ["r a 2 quantity"],
  },
  {
    name: "a rule about a category leaves shipping out",
    // Only the coffee's 5.00 €.
    earning: {
      rules: [
        {
          id: "r",
          if: { categories: ["coffee"] },
          counts: { parts: ["items", "shipping"] },
          give: points(1, perEuro),
        },
      ],
    },
    lines: [coffee("a", 500), line("~shipping", 490, { kind: "shipping" })],
    given: ["r a 5"],
  },
  {
    name: "a visit's stamp is of the whole order",
    // One, whatever the lines; it goes back only with all of them.
    earning: { rules: [{ id: "visit", give: stamps(1) }] },
    lines: [line("a", 100), line("b", 100)],
    given: ["visit - 1 stamp:coffee whole"],
  },
  {
    name: "stamps by item go back with the items",
    // Two cappuccinos.
    earning: {
      rules: [{ id: "cup", if: { categories: ["coffee"] }, give: stamps(1, { each: "item" }) }],
    },
    lines: [coffee("a", 700, 2), line("cake", 400)],
    given: ["cup a 2 stamp:coffee quantity"],
  },
  {
    name: "stamps by money: one for each full ten euros of the order",
    // 12.00 + 13.00 = 25.00 → 2; 0.96 and 1.04: the second gets its 1, the rest goes to .96.
    earning: { rules: [{ id: "tens", give: stamps(1, { each: "amount", per: 1000 }) }] },
    lines: [line("a", 1200), line("b", 1300)],
    given: ["tens a 1 stamp:coffee", "tens b 1 stamp:coffee"],
  },
  {
    name: "what was free brings no stamp",
    // The tenth coffee, for nothing.
    earning: {
      rules: [{ id: "cup", if: { categories: ["coffee"] }, give: stamps(1, { each: "item" }) }],
    },
    lines: [coffee("a", 0)],
    given: [],
    passed: ["cup free"],
  },
  {
    name: "a donation of a percent of the goods",
    // 1 % of 19.99 € = 19.99 cents → 19.
    earning: {
      rules: [
        {
          id: "give",
          give: { type: "donation", cause: "trees", amount: 1, each: "amount", per: 100 },
        },
      ],
    },
    lines: [line("a", 1999)],
    given: ["give a 19 donation:trees"],
  },
  {
    name: "a donation of a fixed amount is of the whole order",
    // 0.50 € an order.
    earning: {
      rules: [{ id: "give", give: { type: "donation", cause: "trees", amount: 50 } }],
    },
    lines: [line("a", 1999), line("b", 100)],
    given: ["give - 50 donation:trees whole"],
  },
  {
    name: "a perk brings as many uses as it says",
    // `wash` has three uses, `lounge` counts none: one grant.
    earning: {
      rules: [
        { id: "p", give: { type: "perk", perk: "wash" } },
        { id: "q", give: { type: "perk", perk: "lounge" } },
      ],
    },
    lines: [line("a", 100)],
    given: ["p - 3 perk:wash whole", "q - 1 perk:lounge whole"],
  },
  {
    name: "a voucher is given once an order",
    // Two lines, one voucher.
    earning: {
      rules: [
        {
          id: "v",
          give: {
            type: "voucher",
            voucher: {
              name: { de: "5 €", en: "€5" },
              worth: { kind: "fixed_amount", amount: 500 },
            },
          },
        },
      ],
    },
    lines: [line("a", 100), line("b", 100)],
    given: ["v voucher"],
  },
];
