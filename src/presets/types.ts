import type { JsonObject } from "../lib/merge-patch";
import type { Trade } from "../program";

interface Told {
  readonly de: string;
  readonly en: string;
}

/** A whole program for a kind of shop, to begin with. */
export interface Preset {
  readonly id: string;
  readonly name: Told;
  readonly fits: Told;
  readonly doesNotFit: Told;
  /** For what trade it was made. */
  readonly trade: Partial<Trade> & Pick<Trade, "orderValue" | "ordersPerMonth" | "channel">;
  /** A program document; what it leaves out has its default. */
  readonly document: JsonObject;
}

/** A free product, as presets offer it for points. */
export const product = (
  id: string,
  name: Told,
  points: number,
  costAmount: number,
): JsonObject => ({ id, kind: "free_product", name, cost: { points }, costAmount });

/** Money off, as presets offer it for points. */
export const money = (id: string, name: Told, points: number, amount: number): JsonObject => ({
  id,
  kind: "fixed_amount",
  name,
  cost: { points },
  amount,
  costAmount: amount,
});

/** Store credit, which is spent in parts, as presets offer it for points. */
export const credit = (id: string, name: Told, points: number, amount: number): JsonObject => ({
  ...money(id, name, points, amount),
  kind: "store_credit",
});

/** Points in the week of the birthday, once a year. */
export const birthdayPoints = (amount: number): JsonObject => ({
  id: "birthday",
  name: { de: "Geburtstag", en: "Birthday" },
  if: { birthday: "week" },
  give: { type: "points", amount },
  limits: [{ per: "year", times: 1 }],
});

/** Points for the order after the first: most customers buy once only. */
export const secondOrder = (name: Told, amount: number): JsonObject => ({
  id: "second-order",
  name,
  if: { nthOrder: 2 },
  give: { type: "points", amount },
});
