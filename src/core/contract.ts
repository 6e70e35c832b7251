import * as z from "zod";
import { ERRORS, type ErrorCode } from "./errors";
import type { Endpoint } from "./http";

/* What an endpoint promises, for the OpenAPI document, the reference pages and the tests. */

export type Json = Record<string, unknown>;

/** What a path parameter means, with one that reads well in an example. */
const PARAMS: Readonly<Record<string, readonly [description: string, example: string]>> = {
  ref: [
    "A member: `mem_…`, `ext:<customer id>`, `email:<address>`, `phone:<E.164>`, `card:<number>`.",
    "ext:c-42",
  ],
  order: ["An order: `ord_…`, `<source>:<id>`, or the bare id where it is unambiguous.", "1001"],
  code: ["A code, as printed or as typed.", "MUG7-F3KQ-2"],
  id: ["The id of the thing.", "17"],
  preset: ["A preset, as the list of them names it.", "cafe"],
  key: ["The key of the cause.", "trees"],
  factId: ["A fact of a delivery, `fct_…_0`.", "fct_01kjx4z8m9e2vrw0q5t7y3n6be_0"],
};

export const paramsOf = (path: string): { name: string; description: string; example: string }[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => {
    const [description, example] = PARAMS[name] ?? ["", "1"];
    return { name, description, example };
  });

/** A path as OpenAPI writes it: `/v1/orders/{order}/pay`. */
export const templateOf = (path: string): string => path.replace(/:(\w+)/g, "{$1}");

/** Every code that a call may be refused with, its own and those of the way in. */
export function errorCodesOf(endpoint: Endpoint): ErrorCode[] {
  const isOpen = endpoint.access === "public";
  const isWrite = endpoint.method !== "get";
  const codes: ErrorCode[] = [
    ...(endpoint.body
      ? (["malformed_json", "invalid_body", "body_too_large", "unsupported_media_type"] as const)
      : []),
    ...(endpoint.query || isWrite ? (["invalid_query"] as const) : []),
    ...(isOpen ? [] : (["unauthorized"] as const)),
    ...(isOpen || endpoint.access === "operator"
      ? []
      : (["forbidden", "too_many_requests"] as const)),
    ...(endpoint.isForBrowsers ? (["origin_not_allowed"] as const) : []),
    ...(isWrite
      ? (["invalid_idempotency_key", "idempotency_key_reused", "too_much_at_once"] as const)
      : []),
    ...endpoint.errors,
    "busy",
  ];
  return [...new Set(codes)].sort((a, b) => ERRORS[a][0] - ERRORS[b][0]);
}

/** Schema of an answer of this status; a dry run and a replay answer 200 for a 201. */
export function answerSchema(endpoint: Endpoint, status: number): z.ZodType | null | undefined {
  const { answers } = endpoint;
  const isWrite = endpoint.method !== "get";
  const own = answers[status];
  // null: an answer that is no JSON.
  return own === undefined && status === 200 && isWrite ? answers[201] : own;
}

export type Direction = "input" | "output";

/** A zod schema as JSON Schema; parts that have an id move to `components`. */
export function jsonSchemaOf(schema: z.ZodType, io: Direction, components: Json): Json {
  const made = z.toJSONSchema(schema, { io, target: "draft-2020-12", unrepresentable: "any" });
  const { $schema: _, $defs, ...rest } = made as Json & { $defs?: Record<string, Json> };
  // What is read and what is written may differ by defaults, so their parts have two names.
  const named = (id: string) => (io === "input" ? `${id}Input` : id);
  const moved = (json: unknown): Json =>
    JSON.parse(
      JSON.stringify(json, (key, value: unknown) =>
        key === "$ref" && typeof value === "string"
          ? value.replace(/^#\/\$defs\/(.+)$/, (_all, id) => `#/components/schemas/${named(id)}`)
          : value,
      ),
    );
  for (const [id, part] of Object.entries($defs ?? {})) {
    const { id: _id, ...body } = part;
    components[named(id)] = moved(body);
  }
  const { id, ...inline } = rest as Json & { id?: string };
  if (id === undefined) return moved(inline);
  components[named(id)] = moved(inline);
  return { $ref: `#/components/schemas/${named(id)}` };
}

export interface QueryParameter {
  readonly name: string;
  readonly isRequired: boolean;
  readonly schema: Json;
}

/** What a call takes in its query, its own fields and those of rehearsing. */
export function queryOf(endpoint: Endpoint): QueryParameter[] {
  const json = endpoint.query ? jsonSchemaOf(endpoint.query, "input", {}) : {};
  const required = (json.required ?? []) as string[];
  const own = Object.entries((json.properties ?? {}) as Record<string, Json>);
  const parameters = [
    ...own.map(([name, schema]) => ({ name, isRequired: required.includes(name), schema })),
    ...(endpoint.canDryRun ? REHEARSAL : []),
  ];
  return parameters.filter(({ name }, i) => parameters.findIndex((p) => p.name === name) === i);
}

const REHEARSAL: readonly QueryParameter[] = [
  {
    name: "dryRun",
    isRequired: false,
    schema: { type: "boolean", description: "Same answer, `committed: false`, nothing written." },
  },
  {
    name: "at",
    isRequired: false,
    schema: {
      type: "string",
      format: "date-time",
      description: "Decide as of this time; with `dryRun`.",
    },
  },
  {
    name: "program",
    isRequired: false,
    schema: { type: "string", enum: ["draft"], description: "Decide by the draft; with `dryRun`." },
  },
];
