import type { Context as HonoContext } from "hono";
import type { Caller, Context, Shop } from "./core/context";
import { openDatabase } from "./core/database";
import { publicUrlOf, shardNamed } from "./core/env";
import { DomainError, refuse } from "./core/errors";
import type { App, Endpoint } from "./core/http";
import { serve } from "./core/serve";
import { equalInConstantTime } from "./lib/hash";
import { referencePages } from "./reference";
import { endpoints, pages, registry } from "./registry";
import { authenticate, type Known, nowOf } from "./shops";

/** Requests a key may make in a window; see `[[ratelimits]]` in wrangler.toml. */
export const POLICY = { server: '"burst";q=3000;w=10', browser: '"burst";q=100;w=10' };
const WINDOW_SECONDS = 10;

async function contextOf(c: HonoContext<App>, endpoint: Endpoint): Promise<Context> {
  if (endpoint.access === "public") return contextFor(c, NOBODY, NO_SHOP, Date.now());
  if (endpoint.access === "operator") {
    checkOperator(c);
    checkRehearsal(c, endpoint);
    return contextFor(c, { ...NOBODY, credential: "operator" }, NO_SHOP, Date.now());
  }
  const known = await authenticate(c.env, c.req.header("authorization"));
  c.set("shop", known.shop.id);
  await checkRate(c, known);
  checkAccess(c, known, endpoint);
  checkRehearsal(c, endpoint);
  const present = await nowOf(c.env, known.shop);
  const context = contextFor(c, known.caller, known.shop, present);
  return endpoint.canDryRun ? withRehearsal(c, context) : context;
}

const NOBODY: Caller = {
  credential: "nobody",
  isPublishable: false,
  scopes: new Set(),
  goodwillLimit: 0,
};
const NO_SHOP: Shop = {
  id: "",
  name: "",
  currency: "EUR",
  timeZone: "UTC",
  locale: "en",
  address: "sie",
  shard: "DB",
  isSandbox: false,
  homeUrl: null,
  landingUrl: null,
  legalSender: null,
  pictureUrl: null,
  codePrefix: null,
};

function contextFor(c: HonoContext<App>, caller: Caller, shop: Shop, now: number): Context {
  const isRead = c.req.method === "GET";
  const bookmark = c.req.header("x-d1-bookmark");
  // Writes and what they load go to the primary; reads may be served by a replica.
  const session = isRead ? (validBookmark(bookmark) ?? "first-unconstrained") : "first-primary";
  const asked = c.req.query("locale") ?? c.req.header("accept-language")?.slice(0, 2);
  return {
    env: c.env,
    db: openDatabase(shardNamed(c.env, shop.shard), session),
    shop,
    caller,
    registry,
    now,
    requestId: c.var.requestId,
    idempotency: null,
    answerKey: null,
    isDryRun: false,
    usesDraft: false,
    publicUrl: publicUrlOf(c.env) ?? new URL(c.req.url).origin,
    locale: asked === "de" || asked === "en" ? asked : shop.locale,
    later: (work) => c.executionCtx.waitUntil(work),
  };
}

const validBookmark = (text: string | undefined): string | undefined =>
  text && /^[\w-]{1,200}$/.test(text) ? text : undefined;

/** Whoever rehearses a write that cannot be rehearsed must not find it done. */
function checkRehearsal(c: HonoContext<App>, { method, canDryRun }: Endpoint): void {
  if (method === "get" || canDryRun || (c.req.query("dryRun") ?? "false") === "false") return;
  throw refuse("invalid_query", "?dryRun", "This call cannot be rehearsed.");
}

/** `?dryRun=true`, with `?at=` and `?program=draft`. */
function withRehearsal(c: HonoContext<App>, ctx: Context): Context {
  const { dryRun, at, program } = c.req.query();
  if (dryRun !== undefined && dryRun !== "true" && dryRun !== "false") {
    throw refuse("invalid_query", "?dryRun", "Use true or false.");
  }
  const isDryRun = dryRun === "true";
  if (!isDryRun && (at !== undefined || program !== undefined)) {
    throw refuse("invalid_query", at ? "?at" : "?program", "Only together with ?dryRun=true.");
  }
  if (program !== undefined && program !== "draft") {
    throw refuse("invalid_query", "?program", "Only the draft can be named.");
  }
  return { ...ctx, isDryRun, usesDraft: program === "draft", now: at ? instant(at) : ctx.now };
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

function instant(text: string): number {
  const ms = RFC3339.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw refuse("invalid_query", "?at", "Use an RFC 3339 time.");
  return ms;
}

function checkOperator(c: HonoContext<App>): void {
  const given = /^Bearer (\S{1,200})$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
  const secret = c.env.OPERATOR_SECRET ?? "";
  if (secret.length < 32 || !equalInConstantTime(given, secret)) {
    throw new DomainError("unauthorized", "This door needs the operator secret.");
  }
}

function checkAccess(c: HonoContext<App>, { caller, origins }: Known, endpoint: Endpoint): void {
  if (!caller.isPublishable) {
    if (caller.scopes.has(endpoint.access as never)) return;
    throw new DomainError("forbidden", `The key lacks the scope ${endpoint.access}.`);
  }
  if (!endpoint.isForBrowsers) {
    throw new DomainError("forbidden", "This call needs a secret key, from a server.");
  }
  const origin = c.req.header("origin");
  if (origin && origins.length > 0 && !origins.includes(origin)) {
    throw new DomainError("origin_not_allowed", "Add the site to the key's origins.");
  }
}

async function checkRate(c: HonoContext<App>, { caller }: Known): Promise<void> {
  const { isPublishable, credential } = caller;
  const limiter = isPublishable ? c.env.BROWSER_RATE : c.env.SERVER_RATE;
  if (isPublishable) c.header("RateLimit-Policy", POLICY.browser);
  // A publishable key is shared by every visitor: each address has its own burst.
  const visitor = isPublishable ? (c.req.header("cf-connecting-ip") ?? "") : "";
  const outcome = await limiter?.limit({ key: `${credential} ${visitor}` });
  if (outcome && !outcome.success) {
    c.header("RateLimit", `"burst";r=0;t=${WINDOW_SECONDS}`);
    throw new DomainError("too_many_requests", "Slow down and try again.", {
      retryAfterSeconds: WINDOW_SECONDS,
    });
  }
}

export const app = serve([...endpoints, ...pages, ...referencePages(endpoints)], contextOf, {
  "RateLimit-Policy": POLICY.server,
});
