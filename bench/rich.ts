/* A program of 20 rules, two sets of tiers and two stamp cards, as a busy shop might have it. */

const text = (en: string) => ({ de: en, en });

const levels = (...from: number[]) =>
  from.map((n, i) => ({ key: `level-${from[0]}-${i + 1}`, name: text(`Level ${i + 1}`), from: n }));

const points = (amount: number) => ({ type: "points", amount });

/** Bonuses for goods that the bench's orders do not hold: looked at, as in a shop with many. */
const elsewhere = Array.from({ length: 14 }, (_, i) => ({
  id: `category-${i + 1}`,
  on: "line",
  if: { categories: [`category-${i + 1}`], minimumTotal: 100 * (i + 1) },
  give: { ...points(5), each: "item" },
}));

export const RICH_PROGRAM = {
  earning: {
    base: { points: 1, per: 100 },
    rules: [
      ...elsewhere,
      { id: "visit", give: { type: "stamps", card: "visits", amount: 1 } },
      { id: "bag", if: { minimumTotal: 2_000 }, give: { type: "stamps", card: "bags", amount: 1 } },
      {
        id: "store-hours",
        if: { channels: ["store"], hours: [{ from: "09:00", until: "18:00" }] },
        give: { type: "multiply", percent: 150 },
      },
      { id: "first", if: { nthOrder: 1 }, give: points(50) },
      { id: "hundredth", if: { everyNthOrder: 100 }, give: points(500) },
      {
        id: "big",
        if: { minimumTotal: 10_000 },
        give: points(100),
        limits: [{ per: "month", times: 2 }],
      },
    ],
  },
  stamps: [
    { key: "visits", name: text("Visits"), size: 100, reward: { ...points(200) } },
    { key: "bags", name: text("Bags"), size: 100, reward: { ...points(300) } },
  ],
  tiers: [
    {
      key: "status",
      name: text("Status"),
      measure: "points",
      window: { type: "calendar_year" },
      levels: levels(5_000, 20_000),
    },
    {
      key: "spender",
      name: text("Spender"),
      measure: "spend",
      window: { type: "rolling", length: "P12M" },
      levels: levels(1_000_000, 5_000_000),
    },
  ],
};
