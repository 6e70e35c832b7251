import { bought, type Case, ORDER, only, points, rules, VOUCHERS, voucher, work } from "./cases";

const REFILL = { key: "refill", name: { de: "Refill", en: "Refill" }, total: 3 };
const LOUNGE = { key: "lounge", name: { de: "Lounge", en: "Lounge" }, lasts: "P30D" };
const TREES = { key: "trees", name: { de: "Bäume", en: "Trees" } };
const byPurchases = (given: number) => ({
  cause: "trees",
  name: "Trees",
  given,
  by: { purchases: given, points: 0, money: 0 },
  isChosen: false,
});
const HANDOVER = "POST /v1/orders/1/fulfilments";

const some = (id: string, quantity: number, status = "collected") => ({
  id,
  status,
  items: [{ id: "a", quantity }],
});

const PICKUP = {
  id: "pickup",
  on: "fulfilment",
  handovers: ["collected"],
  give: points(2, { each: "item" }),
};

const CASES: Case[] = [
  {
    // Three uses. A part of the order back leaves them; below the minimum they go, above it they come.
    name: "a perk is given and withdrawn as a whole",
    program: only(
      [{ id: "thanks", if: { minimumTotal: 2000 }, give: { type: "perk", perk: "refill" } }],
      { perks: [REFILL] },
    ),
    steps: [
      [
        ORDER,
        bought("1", [["a", 3000, 3]]),
        { effects: ["+3 perk:refill thanks"], wallet: { "perk:refill": 3 } },
      ],
      [
        "POST /v1/orders/1/refunds",
        { id: "r", items: [{ id: "a", quantity: 1 }] },
        { effects: [], wallet: { "perk:refill": 3 } },
      ],
      [
        "PUT /v1/orders/1",
        bought("1", [["a", 1900, 3]]),
        { effects: ["-3 perk:refill thanks"], wallet: { "perk:refill": 0 } },
      ],
      ["PUT /v1/orders/1", bought("1", [["a", 2000, 3]]), { effects: ["+3 perk:refill thanks"] }],
      [
        "POST /v1/orders/1/refunds",
        { id: "s", items: [{ id: "a", quantity: 2 }] },
        { effects: ["-3 perk:refill thanks"], wallet: { "perk:refill": [0, 0, 0] } },
      ],
    ],
  },
  {
    // Of three uses one was had: two are withdrawn, and nobody owes the third.
    name: "a perk that was used in part is withdrawn as far as it was not",
    program: only([{ id: "thanks", give: { type: "perk", perk: "refill" } }], { perks: [REFILL] }),
    steps: [
      [ORDER, bought("1", [["a", 1000]]), { effects: ["+3 perk:refill thanks"] }],
      ["POST /v1/perks/use", { id: "u", member: "ext:c", key: "refill" }],
      [
        "POST /v1/orders/1/cancel",
        {},
        { effects: ["-3 perk:refill thanks waived 1"], wallet: { "perk:refill": [0, 0, 0] } },
      ],
    ],
  },
  {
    // 30 days of 24 hours from 2 March 10:00Z.
    name: "a perk lasts as long as the program says",
    program: only([{ id: "thanks", give: { type: "perk", perk: "lounge" } }], { perks: [LOUNGE] }),
    steps: [
      [
        ORDER,
        bought("1", [["a", 1000]]),
        {
          effects: ["+1 perk:lounge thanks"],
          dates: [["2026-03-02T10:00", "2026-04-01T10:00"]],
        },
      ],
      ["AT 2026-04-01T10:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { "perk:lounge": [0, 0] } }],
      ["POST /v1/orders/1/cancel", {}, { wallet: { "perk:lounge": [0, 0, 0] } }],
    ],
  },
  {
    // 10 cents for every 10 €: of 25 + 10 = 35 € three times, 30 cents. By value 25 : 10 → 21.4 and
    // 8.6 → 21 and 9 (the larger remainder is the second's). b back: its 9.
    name: "money is given to a cause by what was spent, and withdrawn with what came back",
    program: only(
      [
        {
          id: "give",
          give: { type: "donation", cause: "trees", amount: 10, each: "amount", per: 1000 },
        },
      ],
      { causes: [TREES] },
    ),
    steps: [
      [
        ORDER,
        bought("1", [
          ["a", 2500],
          ["b", 1000],
        ]),
        { effects: ["+25 donation:trees give@a", "+10 donation:trees give@b"] },
      ],
      [
        "POST /v1/orders/1/refunds",
        { id: "r", items: [{ id: "b", quantity: 1 }] },
        { effects: ["-10 donation:trees give@b"] },
      ],
      ["GET /v1/members/ext:c/wallet", undefined, { body: { causes: [byPurchases(25)] } }],
      ["POST /v1/orders/1/cancel", {}, { effects: ["-25 donation:trees give@a"] }],
      ["GET /v1/members/ext:c/wallet", undefined, { body: { causes: [byPurchases(0)] } }],
    ],
  },
  {
    // Two points for each unit collected; shipped ones bring none. Amended from 30 to 40 €, what was
    // collected stays. One of three units back: of 40 points 13.33 → 13, of 6 a third: 27 + 4 = 31.
    name: "a handover gives on top of the order, for its units, and an amendment leaves that",
    program: rules([PICKUP]),
    steps: [
      [ORDER, bought("1", [["a", 3000, 3]]), { effects: ["+30 base@a"] }],
      [HANDOVER, some("f", 1, "shipped"), { effects: [] }],
      [HANDOVER, some("g", 1), { effects: ["+2 pickup@a"] }],
      [HANDOVER, some("h", 2), { effects: ["+4 pickup@a"], wallet: { points: 36 } }],
      [HANDOVER, some("h", 2), { status: 200, effects: ["+4 pickup@a"] }],
      [
        "PUT /v1/orders/1",
        bought("1", [["a", 4000, 3]]),
        { effects: ["+10 base@a"], wallet: { points: 46 } },
      ],
      [
        "POST /v1/orders/1/refunds",
        { id: "r", items: [{ id: "a", quantity: 1 }] },
        { wallet: { points: 31 } },
      ],
      ["POST /v1/orders/1/cancel", {}, { wallet: { points: 0 } }],
    ],
  },
  {
    // Five points a month: 2 for the first unit, then 3 of 4, then none.
    name: "handovers of one order share the limit that they are given by",
    program: only([{ ...PICKUP, limits: [{ per: "month", amount: 5 }] }]),
    steps: [
      [ORDER, bought("1", [["a", 4000, 4]]), { effects: [] }],
      [HANDOVER, some("f", 1), { effects: ["+2 pickup@a"] }],
      [HANDOVER, some("g", 2), { effects: ["+3 pickup@a"] }],
      [HANDOVER, some("h", 1), { effects: [], wallet: { points: 5 } }],
      // All of it comes back to the month.
      ["POST /v1/orders/1/cancel", {}, { wallet: { points: 0 } }],
      [ORDER, bought("2", [["a", 4000, 4]]), {}],
      [
        "POST /v1/orders/2/fulfilments",
        { id: "f", status: "collected" },
        { effects: ["+5 pickup@a"] },
      ],
    ],
  },
  {
    name: "a voucher for the handover comes once, outlives an amendment and goes with the order",
    program: only([{ id: "served", on: "fulfilment", give: voucher(100) }]),
    steps: [
      [ORDER, bought("1", [["a", 1000, 2]]), { effects: [] }],
      [HANDOVER, some("f", 1, "served"), { effects: ["voucher_issued served"] }],
      [HANDOVER, some("g", 1, "served"), { effects: [] }],
      ["PUT /v1/orders/1", bought("1", [["a", 1200, 2]]), { effects: [] }],
      [VOUCHERS, undefined, { vouchers: ["issued"] }],
      ["POST /v1/orders/1/cancel", {}, { effects: ["voucher_voided served"] }],
    ],
  },
];

work(CASES);
