import { RICH } from "../awards/cdnow-program";

const points = (amount: number, more: object = {}) => ({ type: "points", amount, ...more });

const [status, year, season, ever] = RICH.tiers;

/** The rich program after a change of almost everything: rates, caps, boosters, cards, tiers. */
export const CHANGED = {
  ...RICH,
  expiry: { policy: "rolling", after: "P90D" },
  earning: {
    base: { points: 3, per: 200, limits: [{ per: "month", amount: 120 }] },
    rules: [
      ...RICH.earning.rules
        .filter(({ id }) => id !== "often" && id !== "miles")
        .map((rule) =>
          rule.id === "weekend" ? { ...rule, give: { type: "multiply", percent: 300 } } : rule,
        ),
      {
        id: "second",
        if: { everyNthOrder: 2 },
        give: points(8),
        limits: [{ per: "year", times: 2 }],
      },
      {
        id: "further",
        give: points(4, { unit: "miles", each: "amount", per: 400 }),
        expiry: { policy: "inactivity", after: "P60D" },
      },
    ],
  },
  walletCaps: { miles: 60 },
  stamps: RICH.stamps.map((card) => ({ ...card, size: card.size + 1 })),
  tiers: [
    {
      ...status,
      levels: status?.levels.map((level) => ({
        ...level,
        from: level.from * 2,
        entry: [points(9, { unit: "stars" })],
      })),
    },
    { ...season, grace: "P7D", downgrade: "deserved" },
    year,
    { ...ever, window: { type: "rolling", length: "P9M" } },
  ],
};
