import { bought, type Case, ORDER, only, points, rules, work } from "./cases";

const COFFEE = { categories: ["coffee"] };

const CASES: Case[] = [
  {
    // 10.00 € + 5.50 € = 15.50 €: 15 points, 10 and 5 by largest remainder (9.67, 5.32).
    // Double coffee: 100 % more of the 10 points of line a.
    name: "a multiplier doubles what the lines that fit got, and leaves the others",
    program: rules([{ id: "double", if: COFFEE, give: { type: "multiply", percent: 200 } }]),
    steps: [
      [
        ORDER,
        bought("1", [
          ["a", 1000, 2, COFFEE],
          ["b", 550],
        ]),
        { effects: ["+10 base@a", "+5 base@b", "+10 double@a"], wallet: { points: 25 } },
      ],
      // One of two units of a: half of 10 by each rule.
      [
        "POST /v1/orders/1/refunds",
        { id: "r", items: [{ id: "a", quantity: 1 }] },
        { effects: ["-5 base@a", "-5 double@a"], wallet: { points: 15 } },
      ],
      // What is left of a, 5.00 €, and b, 5.50 €: 5.25 € of 10.50 € is spread 2.50 : 2.75. Of a then
      // 7.50 of 10 € is back, so that of 10 stand 10 − 7.5 → 8 (nearest) = 2; of b 5 − 2.5 → 3 = 2.
      [
        "POST /v1/orders/1/refunds",
        { id: "s", amount: 525 },
        { effects: ["-3 base@a", "-3 base@b", "-3 double@a"], wallet: { points: 6 } },
      ],
    ],
  },
  {
    // 9.99 € at 1 point: 9. 50 % of 9 is 4.5: down to 4, up to 5, to the nearest 5.
    name: "what a multiplier adds is rounded once, as the rule says",
    program: rules([
      { id: "down", give: { type: "multiply", percent: 150 } },
      { id: "up", rounding: "ceil", give: { type: "multiply", percent: 150 } },
      { id: "near", rounding: "nearest", give: { type: "multiply", percent: 150 } },
    ]),
    steps: [
      [
        ORDER,
        bought("1", [["a", 999]]),
        { effects: ["+9 base@a", "+4 down@a", "+5 up@a", "+5 near@a"], wallet: { points: 23 } },
      ],
    ],
  },
  {
    // Base 20. Bonus 10 for the order, spread 5 and 5. Tripled: 2 × (20 + 10) = 60, 30 a line.
    name: "a multiplier of a bonus multiplies both what it names, wherever it stands",
    program: rules([
      { id: "triple", give: { type: "multiply", percent: 300, of: ["base", "bonus"] } },
      { id: "bonus", give: points(10) },
    ]),
    steps: [
      [
        ORDER,
        bought("1", [
          ["a", 1000],
          ["b", 1000],
        ]),
        {
          effects: [
            ...["+10 base@a", "+10 base@b"],
            ...["+30 triple@a", "+30 triple@b", "+5 bonus@a", "+5 bonus@b"],
          ],
          wallet: { points: 90 },
        },
      ],
      // A whole line back takes all that stood upon it.
      [
        "POST /v1/orders/1/refunds",
        { id: "r", items: [{ id: "b", quantity: 1 }] },
        { effects: ["-10 base@b", "-30 triple@b", "-5 bonus@b"], wallet: { points: 45 } },
      ],
    ],
  },
  {
    // An order 7, each of 2 lines 3, each of 5 units 2, for each 2 € of 21.50 € 4 (10.75 × 4 = 43).
    // By value 21.50 = 20 + 1.50: 7 → 6.51, 0.49 → 7, 0 (the larger remainder is .51); 43 → 40, 3.
    name: "fixed amounts count by order, line, item and money",
    program: only([
      { id: "order", give: points(7) },
      { id: "line", give: points(3, { each: "line" }) },
      { id: "item", give: points(2, { each: "item" }) },
      { id: "money", give: points(4, { each: "amount", per: 200 }) },
    ]),
    steps: [
      [
        ORDER,
        bought("1", [
          ["a", 2000, 4],
          ["b", 150],
        ]),
        {
          effects: [
            ...["+7 order@a", "+3 line@a", "+3 line@b"],
            ...["+8 item@a", "+2 item@b", "+40 money@a", "+3 money@b"],
          ],
          wallet: { points: 66 },
        },
      ],
      // One unit of four, 5 of 20 €: of 7 goes 1.75 → 2, of 3 0.75 → 1, of 8 2, of 40 10.
      [
        "POST /v1/orders/1/refunds",
        { id: "r", items: [{ id: "a", quantity: 1 }] },
        {
          effects: ["-2 order@a", "-1 line@a", "-2 item@a", "-10 money@a"],
          wallet: { points: 51 },
        },
      ],
      // By amount 8.25 € of 16.50 €: 7.50 of a's 15 €, 0.75 of b's 1.50. What counts by value: of a
      // 12.50 of 20 is back, 7 − 4.375 → 4 = 3 (−2), 40 − 25 = 15 (−15); of b 3 − 1.5 → 2 = 1 (−2).
      // Lines and items count units, and no unit came back.
      [
        "POST /v1/orders/1/refunds",
        { id: "s", amount: 825 },
        { effects: ["-2 order@a", "-15 money@a", "-2 money@b"], wallet: { points: 32 } },
      ],
      // The rest of the units brings the rest of everything.
      [
        "POST /v1/orders/1/refunds",
        {
          id: "t",
          items: [
            { id: "a", quantity: 3 },
            { id: "b", quantity: 1 },
          ],
        },
        { wallet: { points: 0 } },
      ],
    ],
  },
  {
    // Coffee: 20 € at 3 points for 5 € = 12. Everything: 25 points. So the second.
    // Then 60 € of coffee: 36 against 25. So the first.
    name: "of a group the rule that gives most gives alone",
    program: only([
      { id: "coffee", group: "g", if: COFFEE, give: points(3, { each: "amount", per: 500 }) },
      { id: "flat", group: "g", give: points(25) },
      { id: "beside", give: points(1) },
    ]),
    steps: [
      [
        ORDER,
        bought("1", [["a", 2000, 1, COFFEE]]),
        {
          effects: ["+25 flat@a", "+1 beside@a"],
          passed: ["base rate", "coffee better_rule"],
        },
      ],
      [
        ORDER,
        bought("2", [["a", 6000, 1, COFFEE]]),
        { effects: ["+36 coffee@a", "+1 beside@a"], passed: ["base rate", "flat better_rule"] },
      ],
      // Amended from 60 to 30 €: coffee would give 18 now, so that the flat rule is the better.
      [
        "PUT /v1/orders/2",
        bought("2", [["a", 3000, 1, COFFEE]]),
        { effects: ["-36 coffee@a", "+25 flat@a"], wallet: { points: 52 } },
      ],
    ],
  },
  {
    // 29.99 € lacks 1 cent of the minimum, 30 € do not; 2 of 3 units lack one.
    name: "minimums ask of the lines that fit, and say what is missing",
    program: only([
      { id: "worth", if: { minimumTotal: 3000, ...COFFEE }, give: points(50) },
      { id: "many", if: { minimumQuantity: 3 }, give: points(5) },
      { id: "dear", on: "line", if: { minimumTotal: 1000 }, give: points(2) },
    ]),
    steps: [
      [
        ORDER,
        bought("1", [
          ["a", 2999, 1, COFFEE],
          ["b", 900],
        ]),
        {
          effects: ["+2 dear@a"],
          passed: ["base rate", "worth minimum_total 1", "many minimum_quantity 1"],
        },
      ],
      // The amendment reaches both: 30 € of coffee, and 3 units. 50 lie on a alone; 5 points by
      // value of 30 + 9 €: 3.85, 1.15 → 4, 1.
      [
        "PUT /v1/orders/1",
        bought("1", [
          ["a", 3000, 2, COFFEE],
          ["b", 900],
        ]),
        { effects: ["+50 worth@a", "+4 many@a", "+1 many@b"], wallet: { points: 57 } },
      ],
      // And back below: exactly what was given on top goes.
      [
        "PUT /v1/orders/1",
        bought("1", [["a", 2999, 2, COFFEE]]),
        { effects: ["-50 worth@a", "-4 many@a", "-1 many@b"], wallet: { points: 2 } },
      ],
    ],
  },
  {
    name: "attributes of the member as the shop keeps them decide, the latest at an amendment",
    program: only([{ id: "vet", if: { attributes: { job: ["vet", "nurse"] } }, give: points(9) }], {
      attributes: [{ key: "job", type: "text", label: { de: "Beruf", en: "Job" } }],
    }),
    steps: [
      ["PUT /v1/members/ext:c", { attributes: { job: "clerk" } }],
      [ORDER, bought("1", [["a", 1000]]), { effects: [], passed: ["base rate", "vet attribute"] }],
      ["PATCH /v1/members/ext:c", { attributes: { job: "nurse" } }],
      [ORDER, bought("2", [["a", 1000]]), { effects: ["+9 vet@a"], wallet: { points: 9 } }],
    ],
  },
  {
    // 1 per item of a line over 5 €, by CEL; 2 points to orders with a gift in their name.
    name: "an expression decides for the order, or for each item",
    program: only([
      {
        id: "items",
        on: "line",
        when: "item.total > 500 && item.quantity >= 2",
        sentence: { de: "für größere Mengen", en: "for larger quantities" },
        give: points(1, { each: "item" }),
      },
      {
        id: "order",
        when: "order.items.exists(i, i.name.contains('Gift'))",
        sentence: { de: "mit Geschenk", en: "with a gift" },
        give: points(2),
      },
    ]),
    steps: [
      [
        ORDER,
        bought("1", [
          ["a", 501, 2],
          ["b", 500, 3],
          ["c", 900, 1, { name: "Gift box" }],
        ]),
        // 2 points by value 5.01, 5.00, 9.00 of 19.01: 0.53, 0.53, 0.95 → c 1, then a by its cent.
        { effects: ["+2 items@a", "+1 order@a", "+1 order@c"], wallet: { points: 4 } },
      ],
      [
        ORDER,
        bought("2", [["b", 500, 3]]),
        { effects: [], passed: ["base rate", "items when", "order when"] },
      ],
    ],
  },
  {
    // Net 100 € and 20 € shipping, tax 24 € on top of both (20 %), 30 € taken off before.
    // Base, with tax: 12000 + 2400 spread by value: 10000 + 2000 → 120 € of goods: 120 points.
    // "net": goods without tax: 100. "all": goods and shipping with tax: 144 (120 + 24).
    // "before": goods before discounts with tax: 120 + 30 × 1.2 = 156.
    name: "what counts as money differs by rule: tax, shipping, discounts",
    program: rules([
      { id: "net", counts: { tax: "excluded" }, give: points(1, { each: "amount", per: 100 }) },
      {
        id: "all",
        counts: { parts: ["items", "shipping"] },
        give: points(1, { each: "amount", per: 100 }),
      },
      {
        id: "before",
        counts: { discounts: "before" },
        give: points(1, { each: "amount", per: 100 }),
      },
    ]),
    steps: [
      [
        ORDER,
        bought("1", [["a", 10000]], {
          taxIncluded: false,
          tax: 2400,
          shipping: 2000,
          discounts: 3000,
          total: 14400,
        }),
        {
          effects: [
            "+120 base@a",
            "+100 net@a",
            "+120 all@a",
            "+24 all@~shipping",
            "+156 before@a",
          ],
          wallet: { points: 520 },
        },
      ],
      ["POST /v1/orders/1/cancel", {}, { wallet: { points: 0 } }],
    ],
  },
];

work(CASES);
