import type { Json } from "../core/contract";

/** A field of a body, as a row of the reference. */
export interface Field {
  /** With its place: `items[].quantity`. */
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
}

/** Deeper than this a table says less than an example. */
const MAX_DEPTH = 3;

/** The fields of an object's JSON Schema, nested ones after the field they belong to. */
export function fieldsOf(schema: Json, components: Json, prefix = "", depth = 0): Field[] {
  const object = resolved(schema, components);
  const required = (object.required ?? []) as string[];
  const properties = Object.entries((object.properties ?? {}) as Record<string, Json>);
  return properties.flatMap(([key, raw]) => {
    const property = resolved(raw, components);
    const field: Field = {
      name: `${prefix}${key}`,
      type: typeOf(property, components),
      isRequired: required.includes(key),
      description: remarks(property),
    };
    const inner = depth + 1 < MAX_DEPTH ? innerOf(property, components) : null;
    if (!inner) return [field];
    const place = `${field.name}${inner.isList ? "[]" : ""}.`;
    return [field, ...fieldsOf(inner.schema, components, place, depth + 1)];
  });
}

function resolved(schema: Json, components: Json): Json {
  const name = typeof schema.$ref === "string" ? schema.$ref.split("/").at(-1) : undefined;
  if (name === undefined) return schema;
  return { ...(components[name] as Json), ...schema, $ref: undefined };
}

function innerOf(schema: Json, components: Json): { schema: Json; isList: boolean } | null {
  const options = alternatives(schema).map((s) => resolved(s, components));
  const object = options.find((s) => s.properties);
  if (object) return { schema: object, isList: false };
  const list = options.find((s) => s.type === "array" && s.items);
  const item = list ? resolved(list.items as Json, components) : null;
  return item?.properties ? { schema: item, isList: true } : null;
}

const alternatives = (schema: Json): Json[] => (schema.anyOf ?? schema.oneOf ?? [schema]) as Json[];

/** `string`, `integer or null`, `"de" | "en"`, `list of objects`. */
export function typeOf(schema: Json, components: Json): string {
  const names = alternatives(schema).map((option) =>
    oneType(resolved(option, components), components),
  );
  return [...new Set(names)].join(" or ");
}

function oneType(schema: Json, components: Json): string {
  if (Array.isArray(schema.enum)) return schema.enum.map((v) => JSON.stringify(v)).join(" | ");
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.type === "array") return `list of ${typeOf((schema.items || {}) as Json, components)}`;
  if (schema.format === "date-time") return "time";
  if (schema.type === undefined) return "any";
  return [schema.type].flat().join(" or ");
}

/** Beyond this a range only says that a number is finite. */
const TELLING = 1_000_000_000;

const NOTED = [
  ["minimum", "≥"],
  ["maximum", "≤"],
  ["maxLength", "at most", "characters"],
  ["maxItems", "at most", "entries"],
] as const;

function remarks(schema: Json): string {
  const limits = NOTED.flatMap(([key, word, unit]) => {
    const value = schema[key];
    if (typeof value !== "number" || Math.abs(value) > TELLING) return [];
    return [`${word} ${value}${unit ? ` ${unit}` : ""}`];
  });
  const standard = schema.default;
  const isShort = standard !== undefined && JSON.stringify(standard).length <= 40;
  if (isShort) limits.push(`default \`${JSON.stringify(standard)}\``);
  const described = typeof schema.description === "string" ? [schema.description] : [];
  return [...described, limits.join(", ")].filter((part) => part !== "").join(" · ");
}
