import { expect } from "vitest";
import { answerSchema } from "../src/core/contract";
import type { Endpoint } from "../src/core/http";
import { endpoints } from "../src/registry";

/** Paths as the router knows them: the first that fits serves. */
const routes = endpoints.map((endpoint) => ({
  endpoint,
  fits: new RegExp(`^${endpoint.path.replace(/[.]/g, "\\.").replace(/:\w+/g, "[^/]+")}/?$`),
}));

const endpointOf = (method: string, path: string): Endpoint | undefined =>
  routes.find(({ endpoint, fits }) => endpoint.method === method && fits.test(path))?.endpoint;

/**
 * Fails unless a successful answer is what its endpoint promises: every field of the schema, of
 * its type, and none besides. So every test of the suite tests the published contract too.
 */
export function expectContract(request: string, status: number, body: unknown): void {
  const [method = "", url = ""] = request.split(" ");
  const endpoint = endpointOf(method.toLowerCase(), new URL(url, "http://localhost").pathname);
  if (!endpoint || status >= 300) return;
  const schema = answerSchema(endpoint, status);
  // A table is no JSON: its test reads it.
  if (schema === null || url.includes("format=csv")) return;
  expect(schema, `${request} answered ${status}, which it does not promise`).toBeDefined();
  const parsed = schema?.safeParse(body);
  expect(parsed?.error?.issues ?? [], `${request} answered ${JSON.stringify(body)}`).toEqual([]);
  expect(body, `${request} answered more than it promises`).toEqual(parsed?.data);
}
