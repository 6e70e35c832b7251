import { whoFaults } from "../effects";
import type { Condition, Rule } from "./document";
import type { Fault, Known } from "./faults-known";

/** What cannot be asked of activities, as they are no orders. */
const OF_ORDERS = [
  "channels",
  "categories",
  "skus",
  "kinds",
  "minimumTotal",
  "minimumQuantity",
  "minimumNights",
  "nthOrder",
  "everyNthOrder",
] as const satisfies readonly (keyof Condition)[];

/** Conditions that name something unknown, or that can never hold. */
export function conditionFaults({ on, if: asked }: Rule, known: Known): Fault[] {
  const ofOrders = on === "activity" ? OF_ORDERS.filter((key) => asked[key] !== undefined) : [];
  const { nthOrder, everyNthOrder } = asked;
  return [
    ...ofOrders.map((key) => ({ path: ["if", key], message: "Activities are no orders." })),
    ...(nthOrder !== undefined && everyNthOrder !== undefined && nthOrder % everyNthOrder !== 0
      ? [{ path: ["if", "nthOrder"], message: `Never one of every ${everyNthOrder} orders.` }]
      : []),
    ...whoFaults(asked, known).map(({ path, message }) => ({ path: ["if", ...path], message })),
  ];
}
