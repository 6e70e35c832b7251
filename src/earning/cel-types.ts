import { Environment } from "@marcbachmann/cel-js";
import type { ProgramParts } from "../core/registry";
import {
  CelActivity,
  CelAt,
  CelAttributes,
  CelData,
  CelItem,
  CelMember,
  CelOrder,
} from "./cel-world";
import type { Rule } from "./document";

/*
 * The types of what expressions see. Every type is known when a program is checked, so that an
 * expression that passes never fails by the type of a value: numbers that a program declares are
 * doubles, whole or not, and doubles mix with whole numbers as `km + 1` would have it.
 */

/** What an expression may come to in size; a longer one is several rules. */
const LIMITS = {
  maxAstNodes: 150,
  maxDepth: 20,
  maxListElements: 100,
  maxMapEntries: 20,
  maxCallArguments: 4,
};

const common = withMixedNumbers(new Environment({ limits: LIMITS }))
  .registerType("Item", {
    ctor: CelItem,
    fields: {
      sku: "string",
      name: "string",
      kind: "string",
      quantity: "int",
      total: "int",
      categories: "list<string>",
      nights: "int",
    },
  })
  .registerType("At", {
    ctor: CelAt,
    fields: {
      year: "int",
      month: "int",
      day: "int",
      weekday: "int",
      hour: "int",
      minute: "int",
    },
  })
  .registerVariable("at", "At");

function withMixedNumbers(environment: Environment): Environment {
  const sides = [
    ["int", "double"],
    ["double", "int"],
  ] as const;
  for (const [left, right] of sides) {
    environment
      .registerOperator(`${left} + ${right}: double`, (a, b) => Number(a) + Number(b))
      .registerOperator(`${left} - ${right}: double`, (a, b) => Number(a) - Number(b))
      .registerOperator(`${left} * ${right}: double`, (a, b) => Number(a) * Number(b))
      .registerOperator(`${left} / ${right}: double`, (a, b) => Number(a) / Number(b))
      .registerOperator(`${left} in list<${right}>`, (a, list: Iterable<unknown>) =>
        [...list].some((b) => Number(a) === Number(b)),
      );
  }
  // Of either side, and `!=` with it.
  return environment.registerOperator("int == double", (a, b) => Number(a) === Number(b));
}

/** What a program declares of what a rule looks at. */
export interface Declared {
  readonly attributes: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
  readonly environment: Environment;
}

/** By document and what its rules look at, as an environment takes longer than an expression. */
const known = new WeakMap<ProgramParts, Map<string, Declared>>();

export function declaredFor(
  parts: ProgramParts,
  { on, activity }: Pick<Rule, "on" | "activity">,
): Declared {
  const ofParts = known.get(parts) ?? new Map<string, Declared>();
  known.set(parts, ofParts);
  const key = `${on} ${activity ?? ""}`;
  const before = ofParts.get(key);
  if (before) return before;
  const attributes = Object.fromEntries(parts.attributes.map((a) => [a.key, a.type]));
  const data = parts.activities.find(({ type }) => type === activity)?.data ?? {};
  const declared = { attributes, data, environment: environmentFor(on, attributes, data) };
  ofParts.set(key, declared);
  return declared;
}

/** Dates and choices are texts. */
const CEL_TYPES: Readonly<Record<string, string>> = { number: "double", boolean: "bool" };

const fieldsOf = (declared: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(declared).map(([key, type]) => [key, CEL_TYPES[type] ?? "string"]),
  );

function environmentFor(
  on: Rule["on"],
  attributes: Declared["attributes"],
  data: Declared["data"],
): Environment {
  const environment = common
    .clone()
    .registerType("Attributes", { ctor: CelAttributes, fields: fieldsOf(attributes) })
    .registerOperator("string in Attributes", (key: string, of: CelAttributes) => of.has(key))
    .registerType("Member", {
      ctor: CelMember,
      fields: { levels: "list<string>", orders: "int", attributes: "Attributes" },
    })
    .registerVariable("member", "Member");
  if (on === "activity") return withActivity(environment, data);
  withOrder(environment);
  return on === "line" ? environment.registerVariable("item", "Item") : environment;
}

const withActivity = (environment: Environment, data: Declared["data"]) =>
  environment
    .registerType("Data", { ctor: CelData, fields: fieldsOf(data) })
    .registerOperator("string in Data", (key: string, of: CelData) => of.has(key))
    .registerType("Activity", {
      ctor: CelActivity,
      fields: { type: "string", data: "Data" },
    })
    .registerVariable("activity", "Activity");

const withOrder = (environment: Environment) =>
  environment
    .registerType("Order", {
      ctor: CelOrder,
      fields: {
        channel: "string",
        store: "string",
        total: "int",
        shipping: "int",
        tax: "int",
        discounts: "int",
        items: "list<Item>",
      },
    })
    .registerVariable("order", "Order");
