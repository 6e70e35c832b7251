import {
  answerSchema,
  errorCodesOf,
  type Json,
  jsonSchemaOf,
  paramsOf,
  queryOf,
  templateOf,
} from "./contract";
import { ERRORS, type ErrorCode } from "./errors";
import type { Endpoint } from "./http";

/** The whole API as an OpenAPI 3.1 document, from the same values that serve it. */
export function openApiOf(endpoints: readonly Endpoint[], about: { version: string }): Json {
  const schemas: Json = { Problem: PROBLEM };
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const path = templateOf(endpoint.path);
    paths[path] = { ...paths[path], [endpoint.method]: operationOf(endpoint, schemas) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Regulars",
      version: about.version,
      description: "Customer loyalty at the edge: members, points, rewards, orders.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    tags: [...new Set(endpoints.map((e) => e.tag))].map((name) => ({ name })),
    paths,
    components: { schemas, securitySchemes: SECURITY },
  };
}

const SECURITY = {
  secretKey: {
    type: "http",
    scheme: "bearer",
    description: "`sk_live_…` or `sk_test_…`, from a server. Each call names the scope it needs.",
  },
  publishableKey: {
    type: "http",
    scheme: "bearer",
    description: "`pk_live_…` or `pk_test_…`, from a browser: only what a visitor may do.",
  },
  operator: { type: "http", scheme: "bearer", description: "The operator secret." },
};

const PROBLEM = {
  type: "object",
  description: "RFC 9457 problem document; `code` is stable.",
  required: ["type", "title", "status", "code", "detail", "requestId"],
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", enum: Object.keys(ERRORS) },
    detail: { type: "string" },
    requestId: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "code"],
        properties: {
          pointer: { type: "string", description: "RFC 6901 pointer, or `?name` of the query." },
          code: { type: "string" },
          detail: { type: "string" },
        },
      },
    },
  },
};

function operationOf(endpoint: Endpoint, schemas: Json): Json {
  const { body, example } = endpoint;
  return {
    operationId: operationId(endpoint),
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(endpoint.description ? { description: endpoint.description } : {}),
    security: securityOf(endpoint),
    ...scopeOf(endpoint),
    parameters: [...pathParameters(endpoint), ...queryParameters(endpoint), ...headers(endpoint)],
    ...(body
      ? {
          requestBody: {
            required: !body.safeParse({}).success,
            content: {
              "application/json": {
                schema: jsonSchemaOf(body, "input", schemas),
                ...(example?.request === undefined ? {} : { example: example.request }),
              },
            },
          },
        }
      : {}),
    responses: { ...successes(endpoint, schemas), ...refusals(endpoint) },
  };
}

const operationId = (endpoint: Endpoint): string =>
  `${endpoint.method} ${endpoint.path}`
    .replace(/^(\w+) (\/v1)?/, "$1")
    .replace(/[/:.-]+(\w?)/g, (_, letter: string) => letter.toUpperCase());

function securityOf({ access, isForBrowsers }: Endpoint): Json[] {
  if (access === "public") return [];
  if (access === "operator") return [{ operator: [] }];
  return [{ secretKey: [] }, ...(isForBrowsers ? [{ publishableKey: [] }] : [])];
}

const scopeOf = ({ access }: Endpoint): Json =>
  access === "public" || access === "operator" ? {} : { "x-scope": access };

const pathParameters = (endpoint: Endpoint): Json[] =>
  paramsOf(endpoint.path).map(({ name, description, example }) => ({
    name,
    in: "path",
    required: true,
    description,
    schema: { type: "string", maxLength: 1000 },
    example,
  }));

const queryParameters = (endpoint: Endpoint): Json[] =>
  queryOf(endpoint).map(({ name, isRequired, schema: { description, ...schema } }) => ({
    name,
    in: "query",
    required: isRequired,
    ...(description ? { description } : {}),
    schema,
  }));

const headers = (endpoint: Endpoint): Json[] =>
  endpoint.method === "get"
    ? []
    : [
        {
          name: "Idempotency-Key",
          in: "header",
          required: false,
          description: "Makes a retry safe: the first answer is repeated for 30 days.",
          schema: { type: "string", minLength: 1, maxLength: 255 },
        },
      ];

function successes(endpoint: Endpoint, schemas: Json): Json {
  const statuses = Object.keys(endpoint.answers).map(Number);
  const also = endpoint.canDryRun && !statuses.includes(200) ? [200] : [];
  return Object.fromEntries(
    [...statuses, ...also].map((status) => {
      const schema = answerSchema(endpoint, status);
      const description = also.includes(status) ? "A dry run, or a replay" : "Done";
      const example = endpoint.example?.response;
      if (!schema) return [status, { description }];
      const content = {
        schema: jsonSchemaOf(schema, "output", schemas),
        ...(example === undefined ? {} : { example }),
      };
      return [status, { description, content: { "application/json": content } }];
    }),
  );
}

/** One response a status, naming the codes that it comes with. */
function refusals(endpoint: Endpoint): Json {
  const byStatus = Object.groupBy(errorCodesOf(endpoint), (code) => ERRORS[code][0]);
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, codes = []]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${ERRORS[code][1]}.`).join(" "),
        content: {
          "application/problem+json": {
            schema: { $ref: "#/components/schemas/Problem" },
            examples: Object.fromEntries(codes.map((code) => [code, { value: problemOf(code) }])),
          },
        },
      },
    ]),
  );
}

const problemOf = (code: ErrorCode): Json => ({
  type: `https://regulars.dev/errors/${code}`,
  title: ERRORS[code][1],
  status: ERRORS[code][0],
  code,
  detail: ERRORS[code][1],
  requestId: "req_01kjx4z8m9e2vrw0q5t7y3n6bg",
});
