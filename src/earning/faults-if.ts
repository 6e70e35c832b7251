import type { ProgramParts } from "../core/registry";
import { isDate } from "../lib/dates";
import type { Condition, Rule } from "./document";
import type { Fault, Known } from "./faults-known";

type Value = string | number | boolean;

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
  const { nthOrder, everyNthOrder, tiers, attributes } = asked;
  return [
    ...ofOrders.map((key) => ({ path: ["if", key], message: "Activities are no orders." })),
    ...(nthOrder !== undefined && everyNthOrder !== undefined && nthOrder % everyNthOrder !== 0
      ? [{ path: ["if", "nthOrder"], message: `Never one of every ${everyNthOrder} orders.` }]
      : []),
    ...(tiers ?? []).flatMap((level, i) =>
      known.levels.has(level)
        ? []
        : [{ path: ["if", "tiers", i], message: "The program has no such level." }],
    ),
    ...Object.entries(attributes ?? {}).flatMap(([key, values]) =>
      attributeFaults(key, values, known),
    ),
  ];
}

function attributeFaults(key: string, values: Value | Value[], known: Known): Fault[] {
  const path = ["if", "attributes", key];
  const attribute = known.attributes.get(key);
  if (!attribute) return [{ path, message: "The program declares no such attribute." }];
  const list = Array.isArray(values) ? values : [values];
  return list.flatMap((value, i) => {
    const message = misfit(attribute, value);
    return message ? [{ path: Array.isArray(values) ? [...path, i] : path, message }] : [];
  });
}

/** Why no member can have this value. */
function misfit(
  { type, choices }: ProgramParts["attributes"][number],
  value: Value,
): string | null {
  switch (type) {
    case "text":
      return typeof value === "string" ? null : "The attribute is a text.";
    case "number":
      return typeof value === "number" ? null : "The attribute is a number.";
    case "boolean":
      return typeof value === "boolean" ? null : "The attribute is true or false.";
    case "date":
      return typeof value === "string" && isDate(value) ? null : "The attribute is a date.";
    case "choice":
      return typeof value === "string" && choices?.includes(value)
        ? null
        : "The attribute has no such choice.";
  }
}
