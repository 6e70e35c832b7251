/* Three kinds of everything, of which nothing depends on what another member does. */

const label = (text: string) => ({ de: text, en: text });
const plural = (text: string) => ({ one: text, other: text });
const unit = (key: string) => ({ key, name: { de: plural(key), en: plural(key) } });
const points = (amount: number, more: object = {}) => ({ type: "points", amount, ...more });
const voucher = { name: label("5 $"), worth: { kind: "fixed_amount", amount: 500 } };
const level = (key: string, from: number, more: object = {}) => ({
  key,
  name: label(key),
  from,
  ...more,
});

/** A document for the record shop: in US dollars, with CDs of about 15 $. */
export const RICH = {
  units: [unit("points"), unit("miles"), unit("stars")],
  expiry: { policy: "rolling", after: "P200D" },
  earning: {
    base: { points: 1, per: 100, limits: [{ per: "month", amount: 150 }] },
    rules: [
      { id: "first", if: { nthOrder: 1 }, give: points(25) },
      {
        id: "weekend",
        if: { weekdays: ["fri", "sat", "sun"] },
        give: { type: "multiply", percent: 200 },
      },
      {
        id: "often",
        give: points(5),
        limits: [
          { per: "month", times: 2 },
          { per: "year", amount: 40 },
        ],
      },
      { id: "large", group: "best", if: { minimumTotal: 5000 }, give: points(30) },
      {
        id: "many",
        group: "best",
        if: { minimumQuantity: 3 },
        give: points(6, { each: "item" }),
        limits: [
          { per: "order", amount: 40 },
          { per: "year", amount: 90 },
        ],
      },
      { id: "silver", if: { tiers: ["silver", "gold"] }, give: { type: "multiply", percent: 150 } },
      { id: "patron", if: { tiers: ["patron", "hot", "devoted"] }, give: points(7) },
      {
        id: "third",
        if: { everyNthOrder: 3 },
        give: points(10),
        expiry: { policy: "end_of_quarter", after: "P6M" },
      },
      {
        id: "rested",
        give: points(12),
        cooldown: "P30D",
        pending: { wait: "P2D", after: "placed" },
      },
      {
        id: "miles",
        give: points(2, { unit: "miles", each: "amount", per: 300 }),
        expiry: { policy: "rolling", after: "P90D" },
        rounding: "nearest",
      },
      {
        id: "idle",
        if: { minimumTotal: 1500 },
        give: points(3, { unit: "miles" }),
        expiry: { policy: "inactivity", after: "P120D" },
      },
      {
        id: "spent",
        give: { type: "stamps", card: "spent", amount: 1, each: "amount", per: 2000 },
      },
      {
        id: "visit",
        give: { type: "stamps", card: "visit", amount: 1 },
        limits: [{ per: "day", times: 1 }],
      },
      {
        id: "trees",
        give: { type: "donation", cause: "trees", amount: 15, each: "amount", per: 1000 },
        limits: [{ per: "year", amount: 300 }],
      },
      {
        id: "thanks",
        if: { minimumTotal: 6000 },
        give: { type: "voucher", voucher: { ...voucher, validFor: null } },
        limits: [{ per: "year", times: 2 }],
      },
    ],
  },
  walletCaps: { miles: 90 },
  causes: [{ key: "trees", name: label("Trees") }],
  stamps: [
    {
      key: "spent",
      name: label("Spent"),
      size: 4,
      reward: points(20, { unit: "stars" }),
      expiry: { policy: "never" },
    },
    {
      key: "visit",
      name: label("Visit"),
      size: 3,
      reward: { type: "voucher", voucher: { ...voucher, validFor: null } },
      expiry: { policy: "never" },
    },
  ],
  tiers: [
    {
      key: "status",
      name: label("Status"),
      measure: "points",
      levels: [
        level("bronze", 50),
        level("silver", 150),
        level("gold", 500, { expiry: { policy: "never" } }),
      ],
    },
    {
      key: "year",
      name: label("Year"),
      measure: "spend",
      window: { type: "calendar_year" },
      levels: [level("friend", 3000), level("patron", 10_000)],
    },
    {
      key: "season",
      name: label("Season"),
      measure: "spend",
      window: { type: "rolling", length: "P90D" },
      downgrade: "one_step",
      grace: "P14D",
      levels: [level("warm", 2000), level("hot", 6000), level("glowing", 12_000)],
    },
    {
      key: "ever",
      name: label("Ever"),
      measure: "orders",
      window: { type: "rolling", length: "P6M" },
      downgrade: "never",
      levels: [level("regular", 2), level("devoted", 4)],
    },
  ],
};
