/* A program as a file that people read and keep in a repository. */

type Json = null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json };

/** Of a JSON Schema, what says which values need not be written. */
export interface Schema {
  readonly default?: Json;
  readonly const?: Json;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/**
 * A document without what the schema fills in by itself: put again, it is the same program. Fields
 * stand in the order of the document.
 */
export function withoutDefaults(value: Json, schema: Schema): Json {
  const of = branchFor(value, schema);
  if (Array.isArray(value)) return value.map((one) => withoutDefaults(one, of.items ?? {}));
  if (!isObject(value)) return value;
  const more = typeof of.additionalProperties === "object" ? of.additionalProperties : {};
  const fields = Object.entries(value).flatMap(([name, field]): [string, Json][] => {
    const known = of.properties?.[name];
    const short = withoutDefaults(field, known ?? more);
    if (known?.default === undefined) return [[name, short]];
    const isDefault =
      isSame(field, known.default) || isSame(short, withoutDefaults(known.default, known));
    return isDefault ? [] : [[name, short]];
  });
  return Object.fromEntries(fields);
}

const isObject = (value: Json): value is { readonly [field: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Of several shapes the one that a value has, told by its constants. */
function branchFor(value: Json, schema: Schema): Schema {
  const branches = schema.oneOf ?? schema.anyOf;
  if (!branches) return schema;
  const fits = (branch: Schema): boolean => {
    if (branch.oneOf ?? branch.anyOf) return fits(branchFor(value, branch));
    if (Array.isArray(value)) return branch.items !== undefined;
    if (!isObject(value)) return branch.properties === undefined && branch.items === undefined;
    return Object.entries(branch.properties ?? { none: { const: true } }).every(
      ([name, { const: only }]) => only === undefined || isSame(value[name] ?? null, only),
    );
  };
  const branch = branches.find(fits) ?? {};
  return branch.oneOf || branch.anyOf ? branchFor(value, branch) : branch;
}

/** Whatever the order of their fields. */
const isSame = (a: Json, b: Json): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const fields = Object.entries(value).map(([name, field]): [string, Json] => [
    name,
    sorted(field),
  ]);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The file of a document. */
export const fileOf = (document: Json, schema: Schema): string =>
  `${JSON.stringify(withoutDefaults(document, schema), null, 2)}\n`;
