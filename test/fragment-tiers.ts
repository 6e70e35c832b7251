import { label, points, REFILL, voucher } from "./fragment-rules";
import type { Fragment } from "./fragments";

/* Fragments with sets of tiers. */

export const TIER_FRAGMENTS = {
  status: {
    rules: [{ id: "gold", if: { tiers: ["gold"] }, give: { type: "multiply", percent: 150 } }],
    tiers: [
      {
        key: "status",
        name: label("Status"),
        measure: "points",
        levels: [
          { key: "silver", name: label("Silver"), from: 60 },
          {
            key: "gold",
            name: label("Gold"),
            from: 200,
            entry: [points(10, { unit: "miles" })],
            expiry: { policy: "rolling", after: "P80D" },
          },
        ],
      },
    ],
  },
  club: {
    tiers: [
      {
        key: "club",
        name: label("Club"),
        measure: "spend",
        window: { type: "rolling", length: "P30D" },
        downgrade: "one_step",
        grace: "P5D",
        levels: [
          {
            key: "friend",
            name: label("Friend"),
            from: 2000,
            entry: [points(5, { unit: "points" })],
          },
          { key: "fan", name: label("Fan"), from: 6000, perks: ["refill"] },
        ],
      },
    ],
    perks: [REFILL],
  },
  yearly: {
    tiers: [
      {
        key: "yearly",
        name: label("Yearly"),
        measure: "orders",
        window: { type: "calendar_year" },
        levels: [
          { key: "one", name: label("One"), from: 1 },
          {
            key: "three",
            name: label("Three"),
            from: 3,
            entry: [{ type: "voucher", voucher: voucher("Welcome") }],
          },
        ],
      },
    ],
  },
} as const satisfies Record<string, Fragment>;
