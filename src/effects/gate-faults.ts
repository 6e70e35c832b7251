import type { ProgramParts } from "../core/registry";
import { isDate } from "../lib/dates";
import { minutesOf, type WhenAsked, type WhoAsked } from "./gate";

type Fault = { path: (string | number)[]; message: string };
type Attribute = ProgramParts["attributes"][number];
type Value = string | number | boolean;

/** What gates may refer to. */
export interface GateKnown {
  readonly levels: ReadonlySet<string>;
  readonly attributes: ReadonlyMap<string, Attribute>;
}

export const gateKnown = (parts: ProgramParts): GateKnown => ({
  levels: new Set(parts.tiers.flatMap((set) => set.levels.map(({ key }) => key))),
  attributes: new Map(parts.attributes.map((attribute) => [attribute.key, attribute])),
});

/** What is asked that the program does not know, or that nobody can be. */
export const whoFaults = ({ tiers, attributes }: WhoAsked, known: GateKnown): Fault[] => [
  ...(tiers ?? []).flatMap((level, i) =>
    known.levels.has(level)
      ? []
      : [{ path: ["tiers", i], message: "The program has no such level." }],
  ),
  ...Object.entries(attributes ?? {}).flatMap(([key, values]) =>
    attributeFaults(key, values, known),
  ),
];

export const whenFaults = ({ hours }: WhenAsked): Fault[] =>
  (hours ?? []).flatMap(({ from, until }, i) =>
    minutesOf(from) >= minutesOf(until)
      ? [{ path: ["hours", i, "until"], message: HOURS_END }]
      : [],
  );

const HOURS_END = "Hours end after they begin; two spans go over midnight.";

function attributeFaults(key: string, values: Value | Value[], known: GateKnown): Fault[] {
  const path = ["attributes", key];
  const attribute = known.attributes.get(key);
  if (!attribute) return [{ path, message: "The program declares no such attribute." }];
  const list = Array.isArray(values) ? values : [values];
  return list.flatMap((value, i) => {
    const message = misfit(attribute, value);
    return message ? [{ path: Array.isArray(values) ? [...path, i] : path, message }] : [];
  });
}

/** Why no member can have this value. */
function misfit({ type, choices }: Attribute, value: Value): string | null {
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
