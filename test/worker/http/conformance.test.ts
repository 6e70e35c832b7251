import { afterEach, describe, expect, test, vi } from "vitest";
import { jsonSchemaOf } from "../../../src/core/contract";
import type { Endpoint } from "../../../src/core/http";
import { endpoints } from "../../../src/registry";
import { callAs, env, forgetKeys, newWorld, type Reply } from "../../world";

/* What holds for every call of the API, shown on each of them. */

const world = await newWorld();
const bare = await world.call("POST /v1/keys", { label: "bare", scopes: [] });
const OPERATOR = env.OPERATOR_SECRET ?? "";

afterEach(() => {
  vi.useRealTimers();
});

/** A call of the endpoint with every part of its path filled in. */
const requestOf = ({ method, path }: Endpoint, part = "x"): string =>
  `${method.toUpperCase()} ${path.replace(/:\w+/g, part)}`;

const ownerOf = ({ access }: Endpoint): string =>
  access === "operator" ? OPERATOR : world.keys.live.secret;

const list = (all: readonly Endpoint[]) => all.map((e) => [requestOf(e, "{…}"), e] as const);
const closed = endpoints.filter((e) => e.access !== "public");
const scoped = closed.filter((e) => e.access !== "operator");
const writes = endpoints.filter((e) => e.method !== "get");
const withBody = endpoints.filter((e) => e.body !== null);

function expectProblem(reply: Reply, status: number, code?: string): void {
  expect(reply.status, JSON.stringify(reply.body)).toBe(status);
  expect(reply.headers.get("content-type")).toContain("application/problem+json");
  expect(reply.body).toMatchObject({
    type: `https://regulars.dev/errors/${reply.body.code}`,
    title: expect.any(String),
    status,
    detail: expect.any(String),
    requestId: reply.headers.get("x-request-id"),
  });
  if (code) expect(reply.body.code).toBe(code);
  expect(reply.headers.get("ratelimit-policy")).toMatch(/^"burst";q=\d+;w=10$/);
}

describe.for(list(closed))("%s", ([, endpoint]) => {
  test("refuses whoever has no key, or none of ours", async () => {
    const request = requestOf(endpoint);
    const unknown = world.keys.live.secret.replace(/.{6}$/, "000000");
    for (const key of ["", "sk_live_x", `${world.keys.live.secret}0`, unknown, "é", "a b"]) {
      const authorization = key === "é" ? "Basic abc" : `Bearer ${key}`;
      const reply = await callAs("")(request, undefined, { headers: { authorization } });
      expectProblem(reply, 401, "unauthorized");
    }
  });
});

describe.for(list(scoped))("%s", ([, endpoint]) => {
  const request = requestOf(endpoint);

  test("refuses a key without its scope", async () => {
    expectProblem(await callAs(bare.body.key)(request), 403, "forbidden");
  });

  test("takes a publishable key only where browsers may call", async () => {
    // One key is asked for every endpoint, of which there are more than a browser may call at once.
    const patient = { ...env, BROWSER_RATE: { limit: async () => ({ success: true }) } } as never;
    const reply = await callAs(world.keys.live.publishable)(request, undefined, { env: patient });
    if (endpoint.isForBrowsers) expect([401, 403]).not.toContain(reply.status);
    else expectProblem(reply, 403, "forbidden");
  });

  test("slows down a key that sends too much", async () => {
    const limiter = { limit: async () => ({ success: false }) };
    const busy = { ...env, SERVER_RATE: limiter, BROWSER_RATE: limiter } as never;
    const reply = await world.call(request, undefined, { env: busy });
    expectProblem(reply, 429, "too_many_requests");
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(reply.headers.get("ratelimit")).toMatch(/^"burst";r=0;t=\d+$/);
  });
});

describe.for(list(withBody))("%s", ([, endpoint]) => {
  const request = requestOf(endpoint);
  const call = callAs(ownerOf(endpoint));

  test("refuses what is not JSON", async () => {
    for (const body of ["{", '{"a":1,}', "nonsense", "\u0000", '{"a":\u0001}', "NaN"]) {
      expectProblem(await call(request, body), 400, "malformed_json");
    }
  });

  test("refuses a body of another type, with a pointer to the whole", async () => {
    for (const body of ["[]", "7", '"x"', "null", "true"]) {
      const reply = await call(request, body);
      expectProblem(reply, 400, "invalid_body");
      expect(reply.body.errors[0].pointer).toBe("");
    }
  });

  test("refuses fields of the wrong type, with a pointer to each", async () => {
    const schema = endpoint.body ? jsonSchemaOf(endpoint.body, "input", {}) : {};
    for (const field of Object.keys(schema.properties ?? {})) {
      const reply = await call(request, { [field]: { "": [[7]] } });
      expectProblem(reply, 400, "invalid_body");
      const pointers = reply.body.errors.map((e: { pointer: string }) => e.pointer);
      expect(
        pointers.some((p: string) => p.startsWith(`/${field}`)),
        field,
      ).toBe(true);
    }
  });

  test("refuses a body that is too large, too deep, or no JSON by its type", async () => {
    expectProblem(await call(request, { a: "x".repeat(600 * 1024) }), 413, "body_too_large");
    const text = { "content-type": "text/plain" };
    expectProblem(await call(request, "{}", { headers: text }), 415, "unsupported_media_type");
    const depth = 100_000;
    const closedBrackets = `${"[".repeat(depth)}${"]".repeat(depth)}`;
    for (const body of ["[".repeat(depth), closedBrackets, `{"a":${closedBrackets}}`]) {
      const reply = await call(request, body, { headers: { "idempotency-key": "deep" } });
      expectProblem(reply, 400);
    }
  });
});

test.for(list(writes))("%s refuses an Idempotency-Key that is none", async ([, endpoint]) => {
  const body = endpoint.body ? (endpoint.example?.request ?? {}) : undefined;
  for (const key of ["", "k".repeat(256), "ä"]) {
    const headers = { "idempotency-key": key };
    const reply = await callAs(ownerOf(endpoint))(requestOf(endpoint), body, { headers });
    expectProblem(reply, 400, "invalid_idempotency_key");
  }
});

const ODD = [
  "%00",
  "%E0%A4%A",
  "x".repeat(3_000),
  "..%2f..%2f",
  "'%20OR%201=1%20--",
  "ext:",
  "email:x",
  "mem_",
  "ord_!!!",
  "ord_W10",
  "trf_AAAA",
  "red_",
  "%F0%9F%92%A5",
  "%20",
];

test.for(list(endpoints.filter((e) => e.path.includes(":"))))(
  "%s answers any odd path and query with a refusal",
  async ([, endpoint]) => {
    const body = endpoint.body ? (endpoint.example?.request ?? {}) : undefined;
    for (const part of ODD) {
      const reply = await callAs(ownerOf(endpoint))(requestOf(endpoint, part), body);
      expect(reply.status, `${part} ${JSON.stringify(reply.body)}`).toBeLessThan(500);
    }
  },
);

test.for(list(endpoints.filter((e) => e.query !== null)))(
  "%s answers any odd query with a refusal",
  async ([, endpoint]) => {
    const queries = ["limit=0", "limit=251", "limit=x", "cursor=x", "cursor=W10", "version=1e99"];
    for (const query of [...queries, "locale=xx", "q=%00", "at=never", "dryRun=maybe", "%FF=1"]) {
      const reply = await callAs(ownerOf(endpoint))(`${requestOf(endpoint)}?${query}`);
      expect(reply.status, `${query} ${JSON.stringify(reply.body)}`).toBeLessThan(500);
    }
  },
);

const reads = closed.filter((e) => e.method === "get" && e.query !== null);

test.for(list(reads))("%s may be asked for in a language", async ([, endpoint]) => {
  const reply = await callAs(ownerOf(endpoint))(`${requestOf(endpoint)}?locale=de`);
  const faults = (reply.body.errors ?? []).map((fault: { code: string }) => fault.code);
  expect(faults).not.toContain("unrecognized_keys");
});

const firm = writes.filter((e) => !e.canDryRun && e.access !== "public");

test.for(list(firm))("%s, which cannot be rehearsed, refuses to be", async ([, endpoint]) => {
  const body = endpoint.body ? (endpoint.example?.request ?? {}) : undefined;
  const call = callAs(ownerOf(endpoint));
  const reply = await call(`${requestOf(endpoint)}?dryRun=true`, body);
  expectProblem(reply, 400, "invalid_query");
});

test("live and test keys of one shop see different shops", async () => {
  const [live, sandbox] = [await world.call("GET /v1/shop"), await world.test("GET /v1/shop")];
  expect([live.body.id, sandbox.body.id]).toEqual([world.shop, world.sandbox]);
  await world.call("PUT /v1/members/ext:only-live", {});
  expect((await world.test("GET /v1/members/ext:only-live")).status).toBe(404);
});

test("a path that is none is a 404 problem; a method that is none a 405 with the others", async () => {
  const nowhere = callAs("");
  for (const path of ["/v1/nothing", "/nothing", "/v1", "/v1/shop/x", "/%00", "/v1/%E0%A4%A"]) {
    expectProblem(await nowhere(`GET ${path}`), 404, "not_found");
  }
  const wrong = await nowhere("DELETE /v1/shop");
  expectProblem(wrong, 405, "method_not_allowed");
  expect(wrong.headers.get("allow")).toBe("GET, PATCH");
});

test("every answer has a request id of its own and a policy, also a browser's question", async () => {
  const replies = await Promise.all(
    ["GET /healthz", "GET /docs", "GET /", "GET /openapi.json", "OPTIONS /v1/estimate"].map((r) =>
      callAs("")(r),
    ),
  );
  const ids = replies.map((reply) => reply.headers.get("x-request-id"));
  for (const id of ids) expect(id).toMatch(/^req_/);
  expect(new Set(ids).size).toBe(replies.length);
  for (const reply of replies) expect(reply.headers.get("ratelimit-policy")).not.toBeNull();
});

test("a publishable key is told its own policy and kept to its sites", async () => {
  const made = await world.call("POST /v1/keys", {
    kind: "publishable",
    label: "shop window",
    origins: ["https://shop.example"],
  });
  const browser = callAs(made.body.key);
  const from = (origin: string) =>
    browser("GET /v1/program/sentences", undefined, { headers: { origin } });
  const ours = await from("https://shop.example");
  expect(ours.status, JSON.stringify(ours.body)).toBe(200);
  expect(ours.headers.get("ratelimit-policy")).toContain("q=100");
  expect(ours.headers.get("access-control-allow-origin")).toBe("*");
  expectProblem(await from("https://evil.example"), 403, "origin_not_allowed");
});

test("a key that has ended is refused by every call once the trust time is over", async () => {
  const made = await world.call("POST /v1/keys", { label: "x", scopes: ["members:read"] });
  const call = callAs(made.body.key);
  expect((await call("GET /v1/members/ext:none")).status).toBe(404);
  await env.DB.prepare("UPDATE keys SET expires_at = 1 WHERE id = ?").bind(made.body.id).run();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 30_001 });
  expect((await call("GET /v1/members/ext:none")).status).toBe(401);
  vi.useRealTimers();
  forgetKeys();
});

test("a bookmark is given and taken, and nonsense in its place is ignored", async () => {
  const first = await world.call("GET /v1/program");
  const bookmark = first.headers.get("x-d1-bookmark");
  expect(bookmark).toMatch(/\S/);
  for (const header of [bookmark ?? "", "nonsense !", "x".repeat(500)]) {
    const headers = { "x-d1-bookmark": header };
    expect((await world.call("GET /v1/program", undefined, { headers })).status).toBe(200);
  }
});
