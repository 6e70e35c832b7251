import { Hono, type Context as HonoContext } from "hono";
import { cors } from "hono/cors";
import { newId } from "../lib/ids";
import type { Context } from "./context";
import { DomainError } from "./errors";
import { type App, type Endpoint, idempotencyOf, readBody, readQuery } from "./http";
import { describe, log } from "./log";
import { codeOf, problem, reply } from "./reply";

/** Makes the context of a call: who calls, which shop, what time it is there. */
export type ContextOf = (c: HonoContext<App>, endpoint: Endpoint) => Promise<Context>;

/**
 * Serves endpoints: request ids, one log line each, problems, bodies, idempotency.
 *
 * @param headers of every answer, also where no endpoint was found.
 */
export function serve(
  endpoints: readonly Endpoint[],
  contextOf: ContextOf,
  headers: Readonly<Record<string, string>> = {},
): Hono<App> {
  const app = new Hono<App>({ strict: false });
  app.use(async (c, next) => {
    const startedAt = Date.now();
    c.set("requestId", newId("req"));
    await next();
    c.header("X-Request-Id", c.var.requestId);
    for (const [name, value] of Object.entries(headers)) {
      if (!c.res.headers.has(name)) c.header(name, value);
    }
    if (c.env.LOG_LEVEL === "error") return;
    log("info", "request", {
      requestId: c.var.requestId,
      shop: c.get("shop") ?? null,
      method: c.req.method,
      route: c.req.routePath,
      status: c.res.status,
      ms: Date.now() - startedAt,
    });
  });
  app.use("/v1/*", browserAccess);
  for (const endpoint of endpoints) {
    app.on(endpoint.method.toUpperCase(), endpoint.path, (c) => answer(c, endpoint, contextOf));
  }
  for (const [path, methods] of methodsByPath(endpoints)) {
    app.all(path, (c) => {
      c.header("Allow", methods);
      return problem(c, new DomainError("method_not_allowed", `This path takes ${methods}.`));
    });
  }
  app.notFound((c) => problem(c, new DomainError("not_found", "There is nothing at this path.")));
  app.onError((thrown, c) => {
    const code = codeOf(thrown);
    if (code === "internal" || code === "busy") {
      log("error", code, { requestId: c.var.requestId, error: describe(thrown) });
    }
    return problem(c, thrown);
  });
  return app;
}

/** What each path takes, e.g. `GET, PUT`. */
function methodsByPath(endpoints: readonly Endpoint[]): Map<string, string> {
  const methods = new Map<string, string>();
  for (const { path, method } of endpoints) {
    const known = methods.get(path);
    methods.set(path, `${known ? `${known}, ` : ""}${method.toUpperCase()}`);
  }
  return methods;
}

/** Browsers ask before they send a publishable key; the key itself is checked on the call. */
const browserAccess = cors({
  origin: "*",
  allowMethods: ["GET", "POST"],
  allowHeaders: ["authorization", "content-type", "idempotency-key"],
  exposeHeaders: ["x-request-id", "ratelimit", "ratelimit-policy", "retry-after"],
});

async function answer(c: HonoContext<App>, endpoint: Endpoint, contextOf: ContextOf) {
  const ctx = await contextOf(c, endpoint);
  const query = endpoint.query ? readQuery(c, endpoint.query) : undefined;
  const body = endpoint.body ? await readBody(c, endpoint.body) : undefined;
  const isWrite = endpoint.method !== "get";
  const idempotency = isWrite && !ctx.isDryRun ? await idempotencyOf(c, body) : null;
  const input = {
    body: body as never,
    query: query as never,
    params: paramsOf(c),
    request: c.req.raw,
  };
  const answerKey = isWrite ? (idempotency ?? { key: c.var.requestId, hash: "" }) : null;
  const given = await endpoint.run({ ...ctx, idempotency, answerKey }, input);
  const bookmark = ctx.db.bookmark();
  if (bookmark) c.header("X-D1-Bookmark", bookmark);
  return given instanceof Response ? given : reply(c, given);
}

const MAX_PARAM = 1_000;

function paramsOf(c: HonoContext<App>): Record<string, string> {
  const params = c.req.param() as Record<string, string>;
  if (Object.values(params).some((value) => value.length > MAX_PARAM || value.includes("\0"))) {
    throw new DomainError("not_found");
  }
  return params;
}
