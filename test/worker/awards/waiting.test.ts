import { bought, type Case, ORDER, only, points, rules, work } from "./cases";

const ONLINE = { channel: "online" };
const DELIVERED = "POST /v1/orders/1/fulfilments";

const CASES: Case[] = [
  {
    // Bought on 2 March at the till: the base at once. The bonus from 1 April 00:00 in Berlin.
    // By default points last twelve months and then to the end of that month: March 2027.
    name: "what a rule gives can wait for a date while the rest is there at once",
    program: rules([
      { id: "spring", pending: { until: "2026-04-01T00:00:00+02:00" }, give: points(30) },
    ]),
    steps: [
      [
        ORDER,
        bought("1", [["a", 1000]]),
        {
          effects: ["+10 base@a", "+30 spring@a pending"],
          dates: [
            ["2026-03-02T10:00", "2027-03-31T22:00"],
            ["2026-03-31T22:00", "2027-03-31T22:00"],
          ],
          wallet: { points: [10, 30] },
        },
      ],
      ["AT 2026-03-31T21:59:59Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [10, 30] } }],
      ["AT 2026-03-31T22:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [40, 0] } }],
      // Bought after the date: there at once.
      [ORDER, bought("2", [["a", 100]]), { effects: ["+1 base@a", "+30 spring@a"] }],
    ],
  },
  {
    // Online: 14 days after delivery, assumed 4 days on: 20 March 11:00 in Berlin, 10:00Z.
    // "slow": 30 days after delivery; 4 + 30 days from 2 March is 5 April, 10:00Z.
    // "fixed": 3 days after the order, whatever happens.
    // Delivered on 4 March 08:00Z: 18 March 08:00Z, and 3 April 08:00Z: days have 24 hours.
    name: "a delivery moves only what follows it, each by its own rule",
    program: rules([
      { id: "slow", pending: { wait: "P30D" }, give: points(30) },
      { id: "fixed", pending: { wait: "P3D", after: "placed" }, give: points(5) },
      { id: "sale", pending: { until: "2026-05-01T00:00:00Z" }, give: points(7) },
    ]),
    steps: [
      [
        ORDER,
        bought("1", [["a", 1000]], ONLINE),
        {
          effects: [
            "+10 base@a pending",
            "+30 slow@a pending",
            "+5 fixed@a pending",
            "+7 sale@a pending",
          ],
          dates: [
            ["2026-03-20T10:00", "2027-03-31T22:00"],
            ["2026-04-05T10:00", "2027-03-31T22:00"],
            ["2026-03-05T10:00", "2027-03-31T22:00"],
            ["2026-05-01T00:00", "2027-03-31T22:00"],
          ],
        },
      ],
      ["AT 2026-03-04T09:00:00Z"],
      [
        DELIVERED,
        { id: "f", status: "delivered", at: "2026-03-04T08:00:00Z" },
        { body: { activatesAt: "2026-03-18T08:00:00Z" }, wallet: { points: [0, 52] } },
      ],
      ["AT 2026-03-05T10:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [5, 47] } }],
      ["AT 2026-03-18T07:59:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [5, 47] } }],
      ["AT 2026-03-18T08:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [15, 37] } }],
      ["AT 2026-04-03T08:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [45, 7] } }],
      ["AT 2026-05-01T00:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [52, 0] } }],
    ],
  },
  {
    // Both are due 18 days after the order while nothing is known of the delivery: 14 + 4, and 18.
    // Delivered after two days: the first 16 days after it, 18 March; the second still on the 20th.
    name: "what is due at the same time by another way does not move with a delivery",
    program: rules([{ id: "fixed", pending: { wait: "P18D", after: "placed" }, give: points(5) }]),
    steps: [
      [
        ORDER,
        bought("1", [["a", 1000]], ONLINE),
        {
          dates: [
            ["2026-03-20T10:00", "2027-03-31T22:00"],
            ["2026-03-20T10:00", "2027-03-31T22:00"],
          ],
        },
      ],
      ["AT 2026-03-04T10:00:00Z"],
      [DELIVERED, { id: "f", status: "delivered" }, { wallet: { points: [0, 15] } }],
      ["AT 2026-03-18T10:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [10, 5] } }],
      ["AT 2026-03-20T10:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [15, 0] } }],
    ],
  },
  {
    name: "what multiplies waits and expires as what it multiplies",
    program: only([
      {
        id: "bonus",
        pending: { until: "2026-04-01T00:00:00Z" },
        expiry: { policy: "rolling", after: "P60D" },
        give: points(10),
      },
      { id: "double", give: { type: "multiply", percent: 200, of: ["bonus"] } },
    ]),
    steps: [
      // 60 days of 24 hours from 2 March 10:00Z: 1 May 10:00Z.
      [
        ORDER,
        bought("1", [["a", 1000]]),
        {
          effects: ["+10 bonus@a pending", "+10 double@a pending"],
          dates: [
            ["2026-04-01T00:00", "2026-05-01T10:00"],
            ["2026-04-01T00:00", "2026-05-01T10:00"],
          ],
        },
      ],
      ["AT 2026-05-01T10:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [0, 0] } }],
    ],
  },
  {
    // Ten days from 2 March 11:00 in Berlin: 12 March 10:00Z.
    name: "what waits for an activity is lost when the member does not do it in time",
    program: rules(
      [{ id: "review", pending: { activity: "review", within: "P10D" }, give: points(20) }],
      { activities: [{ type: "review", name: { de: "Bewertung", en: "Review" } }] },
    ),
    steps: [
      [
        ORDER,
        bought("1", [["a", 1000]]),
        { effects: ["+10 base@a", "+20 review@a pending"], wallet: { points: [10, 20] } },
      ],
      ["AT 2026-03-12T09:59:59Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [10, 20] } }],
      ["AT 2026-03-12T10:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: [10, 0] } }],
      // The return finds nothing of it to take, and nobody owes what was lost.
      ["POST /v1/orders/1/cancel", {}, { wallet: { points: [0, 0, 0] } }],
    ],
  },
  {
    // From 2 March 2026, 11:00 in Berlin. Rolling: 30 days of 24 hours. Month: 30 days lead into
    // April, to its end. Quarter: three months lead to 2 June, to the end of June.
    // Year: to the end of 2026. Fixed: the next of 31 March and 30 September that ends, 31 March.
    name: "each rule has its own expiry",
    program: only([
      { id: "never", expiry: { policy: "never" }, give: points(1) },
      { id: "rolling", expiry: { policy: "rolling", after: "P30D" }, give: points(2) },
      { id: "month", expiry: { policy: "end_of_month", after: "P30D" }, give: points(3) },
      { id: "quarter", expiry: { policy: "end_of_quarter", after: "P3M" }, give: points(4) },
      { id: "year", expiry: { policy: "end_of_year", after: "P0D" }, give: points(5) },
      {
        id: "fixed",
        expiry: { policy: "fixed_dates", dates: ["03-31", "09-30"] },
        give: points(6),
      },
    ]),
    steps: [
      [
        ORDER,
        bought("1", [["a", 1000]]),
        {
          dates: [
            ["2026-03-02T10:00", "never"],
            ["2026-03-02T10:00", "2026-04-01T10:00"],
            ["2026-03-02T10:00", "2026-04-30T22:00"],
            ["2026-03-02T10:00", "2026-06-30T22:00"],
            ["2026-03-02T10:00", "2026-12-31T23:00"],
            ["2026-03-02T10:00", "2026-03-31T22:00"],
          ],
          wallet: { points: 21 },
        },
      ],
      ["AT 2026-03-31T22:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: 15 } }],
      ["AT 2026-07-01T10:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: 6 } }],
      // All of it is returned: 1 and 5 are taken, what expired is nobody's debt.
      ["POST /v1/orders/1/cancel", {}, { wallet: { points: [0, 0, 0] } }],
    ],
  },
  {
    // Everything bought or spent within 90 days keeps all; 2 March + 90 days is 31 May.
    name: "points that expire after inactivity live on with each order, and go all at once",
    program: only(
      [{ id: "r", expiry: { policy: "inactivity", after: "P90D" }, give: points(10) }],
      {},
    ),
    steps: [
      [ORDER, bought("1", [["a", 1000]]), { effects: ["+10 r@a"], wallet: { points: 10 } }],
      ["AT 2026-05-30T10:00:00Z"],
      [ORDER, bought("2", [["a", 1000]]), { effects: ["+10 r@a"], wallet: { points: 20 } }],
      ["AT 2026-08-27T10:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: 20 } }],
      ["AT 2026-08-29T10:00:00Z"],
      ["GET /v1/members/ext:c/wallet", undefined, { wallet: { points: 0 } }],
      ["POST /v1/orders/2/cancel", {}, { wallet: { points: [0, 0, 0] } }],
    ],
  },
];

work(CASES);
