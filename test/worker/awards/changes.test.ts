import { bought, type Case, ORDER, only, points, rules, VOUCHERS, voucher, work } from "./cases";

const ONLINE = { channel: "online" };
const COFFEE = { categories: ["coffee"] };
const DOUBLE = { id: "double", if: COFFEE, give: { type: "multiply", percent: 200 } };
const NAME = { de: "Karte", en: "Card" };

const CASES: Case[] = [
  {
    // Twenty of the limit's 30 were used that day by an order at the till. The guest's order was the
    // same day: ten are left. It is the member's second, and fills a card of two visits.
    name: "a guest's order that is claimed gives what it would have given its member",
    program: only(
      [
        {
          id: "money",
          limits: [{ per: "day", amount: 30 }],
          give: points(1, { each: "amount", per: 100 }),
        },
        { id: "second", if: { nthOrder: 2 }, give: voucher(200) },
        { id: "visit", give: { type: "stamps", card: "visits", amount: 1 } },
      ],
      { stamps: [{ key: "visits", name: NAME, size: 2, reward: points(7) }] },
    ),
    steps: [
      [ORDER, bought("1", [["a", 2000]]), { effects: ["+20 money@a", "+1 stamp:visits visit"] }],
      [ORDER, bought("g", [["a", 2500]], { member: undefined }), { effects: [] }],
      ["AT 2026-03-05T10:00:00Z"],
      [
        "POST /v1/orders/g/claim",
        (seen) => ({ member: "ext:c", claimCode: seen[1]?.body.claimCode }),
        {
          effects: [
            "+10 money@a",
            "+1 stamp:visits visit",
            "voucher_issued second",
            "card_completed visits",
            "+7 stamps.visits",
          ],
          wallet: { points: 37, "stamp:visits": 0 },
        },
      ],
      [
        "POST /v1/orders/g/cancel",
        {},
        {
          effects: [
            "card_reopened visits",
            "-7 stamps.visits",
            "-10 money@a",
            "-1 stamp:visits visit",
            "voucher_voided second",
          ],
          wallet: { points: 20, "stamp:visits": 1 },
        },
      ],
    ],
  },
  {
    // Bought on 2 March: available 14 + 4 days later, 20 March; bonus on 1 May. Exchanged on the
    // 10th for goods of 20 €: those would be available on the 28th. Ten of the 20 points take the
    // first's date, ten keep theirs; the bonus is the same rule's and keeps the sale's date.
    name: "goods exchanged for others keep the dates of what they had earned, rule by rule",
    program: rules([{ id: "sale", pending: { until: "2026-05-01T00:00:00Z" }, give: points(8) }]),
    steps: [
      [
        ORDER,
        bought("1", [["a", 1000]], ONLINE),
        { effects: ["+10 base@a pending", "+8 sale@a pending"] },
      ],
      ["AT 2026-03-10T10:00:00Z"],
      [
        ORDER,
        bought("2", [["b", 2000]], ONLINE),
        { effects: ["+20 base@b pending", "+8 sale@b pending"] },
      ],
      [
        "POST /v1/orders/1/refunds",
        { id: "r", items: [{ id: "a", quantity: 1 }], exchangeOrderId: "2" },
        { effects: ["-10 base@a", "-8 sale@a"], wallet: { points: [0, 28] } },
      ],
      ["AT 2026-03-20T10:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [10, 18] } }],
      ["AT 2026-03-28T10:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [20, 8] } }],
      ["AT 2026-05-01T00:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [28, 0] } }],
    ],
  },
  {
    // The first order's base is due on 20 March. The exchange is smaller: 5 points; and its sale
    // bonus waits for 1 May whatever else came back.
    name: "an exchange hurries nothing that waits in a way of its own",
    program: rules(
      [
        { id: "sale", pending: { until: "2026-05-01T00:00:00Z" }, give: points(8) },
        { id: "review", pending: { activity: "review", within: "P30D" }, give: points(4) },
      ],
      { activities: [{ type: "review", name: { de: "Bewertung", en: "Review" } }] },
    ),
    steps: [
      [ORDER, bought("1", [["a", 3000]], ONLINE), { wallet: { points: [0, 42] } }],
      ["AT 2026-03-10T10:00:00Z"],
      [ORDER, bought("2", [["b", 500]], ONLINE), {}],
      [
        "POST /v1/orders/1/refunds",
        { id: "r", items: [{ id: "a", quantity: 1 }], exchangeOrderId: "2" },
        { wallet: { points: [0, 17] } },
      ],
      ["AT 2026-03-20T10:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [5, 12] } }],
      // The review of the second order may come until 9 April 10:00Z; it did not.
      ["AT 2026-04-09T09:59:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [5, 12] } }],
      ["AT 2026-04-09T10:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [5, 8] } }],
    ],
  },
  {
    // 10 + 10 by the program then. Now a euro brings 3, and coffee nothing more. What was recorded
    // goes back: half of 10 and of 10. An amendment too is decided by the program of the order.
    name: "a return under another program takes back what was recorded, an amendment keeps to its program",
    program: rules([DOUBLE]),
    steps: [
      [ORDER, bought("1", [["a", 1000, 2, COFFEE]]), { effects: ["+10 base@a", "+10 double@a"] }],
      ["AT 2026-03-03T10:00:00Z"],
      ["PROGRAM", { earning: { base: { points: 3 } } }],
      [
        "POST /v1/orders/1/refunds",
        { id: "r", items: [{ id: "a", quantity: 1 }] },
        { effects: ["-5 base@a", "-5 double@a"], wallet: { points: 10 } },
      ],
      [ORDER, bought("2", [["a", 1000, 1, COFFEE]]), { effects: ["+30 base@a"] }],
      // 14 € for two, one of which is back: 14 − 7 = 7 by each rule.
      [
        "PUT /v1/orders/1",
        bought("1", [["a", 1400, 2, COFFEE]]),
        { effects: ["+2 base@a", "+2 double@a"], wallet: { points: 44 } },
      ],
    ],
  },
  {
    name: "a stamp card that the program no longer has gives its stamps back",
    program: only([{ id: "visit", give: { type: "stamps", card: "visits", amount: 2 } }], {
      stamps: [{ key: "visits", name: NAME, size: 2, reward: points(7) }],
    }),
    steps: [
      [ORDER, bought("1", [["a", 1000]]), { wallet: { points: 7, "stamp:visits": 0 } }],
      ["PROGRAM", only([])],
      [
        "POST /v1/orders/1/cancel",
        {},
        {
          effects: ["card_reopened visits", "-7 stamps.visits", "-2 stamp:visits visit"],
          wallet: { points: 0 },
        },
      ],
    ],
  },
  {
    // Points of 10 January 2025 last until 31 January 2026, 23:00Z, and are gone; those of February
    // are not. The first order that was taken is the first, whenever it was placed.
    name: "orders of the past earn by their dates when the import asks for it",
    program: rules([
      { id: "first", if: { nthOrder: 1 }, give: points(100) },
      { id: "monthly", limits: [{ per: "month", times: 1 }], give: points(5) },
    ]),
    steps: [
      [
        ORDER,
        bought("none", [["a", 1000]], { mode: "history", placedAt: "2025-01-01T10:00:00Z" }),
        { effects: [], wallet: { points: [0, 0] } },
      ],
      ...(
        [
          ["old", "2025-01-10T10:00:00Z", ["+10 base@a expired", "+5 monthly@a expired"], 0],
          ["new", "2025-03-10T10:00:00Z", ["+10 base@a", "+5 monthly@a"], 15],
          ["same", "2025-03-20T10:00:00Z", ["+10 base@a"], 25],
          ["between", "2025-02-15T10:00:00Z", ["+10 base@a expired", "+5 monthly@a expired"], 25],
        ] as const
      ).map(
        ([id, placedAt, effects, available]) =>
          [
            ORDER,
            bought(id, [["a", 1000]], { mode: "history", earn: "rules", placedAt }),
            { effects, wallet: { points: [available, 0] } },
          ] as const,
      ),
    ],
  },
  {
    // 30 points were given and 25 spent; the return takes 30 back: 5 are there, 25 are owed, and
    // the next order's 30 pay them.
    name: "what is spent is owed when the order comes back, by every rule",
    program: rules([DOUBLE, { id: "next", give: voucher(100) }]),
    steps: [
      [ORDER, bought("1", [["a", 1500, 1, COFFEE]]), { wallet: { points: 30 } }],
      [
        "POST /v1/members/ext:c/adjustments",
        { unit: "points", amount: -25, reason: "spent elsewhere" },
      ],
      [
        "POST /v1/orders/1/cancel",
        {},
        {
          effects: ["-15 base@a", "-15 double@a", "voucher_voided next"],
          wallet: { points: [-25, 0, 25] },
        },
      ],
      [ORDER, bought("2", [["a", 1500, 1, COFFEE]]), { wallet: { points: 5 } }],
      [VOUCHERS, undefined, { vouchers: ["issued", "void"] }],
    ],
  },
];

work(CASES);
