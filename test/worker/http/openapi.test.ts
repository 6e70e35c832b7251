import { expect, test } from "vitest";
import { answerSchema, templateOf } from "../../../src/core/contract";
import { endpoints } from "../../../src/registry";
import { callAs } from "../../world";

const { body: document } = await callAs("none")("GET /openapi.json");

const named = endpoints.map((e) => [`${e.method.toUpperCase()} ${e.path}`, e] as const);

test("the document has every call of the API and no other", () => {
  expect(document.openapi).toBe("3.1.0");
  const described = Object.entries<object>(document.paths).flatMap(([path, calls]) =>
    Object.keys(calls).map((method) => `${method} ${path}`),
  );
  const served = endpoints.map((e) => `${e.method} ${templateOf(e.path)}`);
  expect(described.sort()).toEqual(served.sort());
});

test("each call has a name of its own", () => {
  const ids = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap(
    (calls) => Object.values(calls).map((call) => call.operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9]+$/);
});

test("every reference leads somewhere", () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref);
  expect(refs.length).toBeGreaterThan(0);
  for (const ref of new Set(refs)) {
    const [root, ...path] = (ref ?? "").split("/");
    expect(root).toBe("#");
    const found = path.reduce((at, name) => at?.[name], document);
    expect(found, ref).toBeDefined();
  }
});

test("every parameter of a path is described", () => {
  for (const [path, calls] of Object.entries<
    Record<string, { parameters: { in: string; name: string }[] }>
  >(document.paths)) {
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const call of Object.values(calls)) {
      const given = call.parameters.filter((p) => p.in === "path").map((p) => p.name);
      expect(given, path).toEqual(wanted);
    }
  }
});

test("calls that can be rehearsed say so, and every write takes an Idempotency-Key", () => {
  for (const [name, endpoint] of named) {
    const operation = document.paths[templateOf(endpoint.path)][endpoint.method];
    const parameters = operation.parameters.map((p: { name: string }) => p.name);
    expect(new Set(parameters).size, name).toBe(parameters.length);
    const isWrite = endpoint.method !== "get";
    expect(parameters.includes("Idempotency-Key"), name).toBe(isWrite);
    for (const parameter of ["dryRun", "at", "program"]) {
      if (endpoint.canDryRun) expect(parameters, name).toContain(parameter);
    }
  }
});

test("every refusal is a problem with its codes as examples", () => {
  for (const [name, endpoint] of named) {
    const { responses } = document.paths[templateOf(endpoint.path)][endpoint.method];
    const codes = Object.values<{ content?: Record<string, { examples?: object }> }>(
      responses,
    ).flatMap((r) => Object.keys(r.content?.["application/problem+json"]?.examples ?? {}));
    expect(codes, name).toEqual(expect.arrayContaining([...endpoint.errors]));
    if (endpoint.access !== "public") expect(codes, name).toContain("unauthorized");
  }
});

test.for(named)("%s has an example that fits its schemas", ([, endpoint]) => {
  const { example, body } = endpoint;
  expect(example, "an example").not.toBeNull();
  if (body) {
    const parsed = body.safeParse(example?.request ?? {});
    expect(parsed.error?.issues ?? []).toEqual([]);
  }
  for (const status of Object.keys(endpoint.answers).map(Number)) {
    const schema = answerSchema(endpoint, status);
    if (!schema) continue;
    const parsed = schema.safeParse(example?.response);
    expect(parsed.error?.issues ?? []).toEqual([]);
    expect(parsed.data).toEqual(example?.response);
  }
});
