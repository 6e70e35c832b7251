import type { Env } from "../core/env";
import { describe, log } from "../core/log";
import type { Registry } from "../core/registry";
import { MINUTE, SECOND } from "../lib/time";
import { countClick } from "./clicks";
import { isReferralCode, prefixOf, readReferralCode } from "./codes";
import { type Card, cardOf, codeKey, type ShopLink, shopKey, targetOf } from "./link";
import { isPreview, nowhere, previewAnswer } from "./preview";
import { repair } from "./publish";

/** Somebody follows a link. */
export interface Visit {
  readonly env: Env;
  readonly request: Request;
  readonly registry: Registry;
  readonly later: (work: Promise<unknown>) => void;
}

/**
 * Sends whoever follows a link to the shop: one read of KV, and nothing else before the answer. It
 * never answers with an error; what cannot be resolved leads to the shop's home.
 */
export async function openLink(visit: Visit, typed: string): Promise<Response> {
  try {
    const code = readReferralCode(typed);
    if (!isReferralCode(code)) return await leadHome(visit, code);
    const found = await visit.env.KV.getWithMetadata<Card>(codeKey(code));
    if (found.value === null || found.metadata === null) return await standIn(visit, code);
    return lead(visit, { code, target: found.value, card: found.metadata, isCounted: true });
  } catch (error) {
    log("error", "link_failed", { error: describe(error) });
    return nowhere(visit.request);
  }
}

interface Leading {
  readonly code: string;
  readonly target: string;
  readonly card: Card;
  readonly isCounted: boolean;
}

function lead(visit: Visit, { code, target, card, isCounted }: Leading): Response {
  const { request, env, later } = visit;
  if (isPreview(request.headers.get("user-agent"))) {
    return previewAnswer(card, request.url, target);
  }
  if (isCounted && isClick(request)) {
    countClick(env, later, { shop: card.shop, shard: card.shard, code });
  }
  const isSecure = request.url.startsWith("https:");
  return new Response(null, {
    status: 302,
    headers: {
      Location: target,
      "Set-Cookie": `ref=${code}; Path=/; Max-Age=${card.windowSeconds}; SameSite=Lax; HttpOnly${isSecure ? "; Secure" : ""}`,
      "Cache-Control": "no-store",
    },
  });
}

/** Neither a question by HEAD nor a page that the browser loads just in case. */
const isClick = (request: Request): boolean =>
  request.method === "GET" && !request.headers.has("sec-purpose");

/** KV does not know the code: the shop's page stands in at once, D1 is asked after the answer. */
async function standIn(visit: Visit, code: string): Promise<Response> {
  const link = await shopLink(visit.env, prefixOf(code));
  visit.later(repairAndCount(visit, code, link));
  if (link === null) return nowhere(visit.request);
  const card = cardOf(link);
  return lead(visit, { code, target: targetOf(link, code), card, isCounted: false });
}

async function repairAndCount(visit: Visit, code: string, link: ShopLink | null): Promise<void> {
  const { env, registry, later, request } = visit;
  const real = await repair({ env, registry, later, code, link });
  const isHuman = isClick(request) && !isPreview(request.headers.get("user-agent"));
  if (real && isHuman) countClick(env, later, { shop: real.shop, shard: real.shard, code });
}

/** A mistyped code says who the shop is, as long as its first signs are right. */
async function leadHome({ env, request, registry, later }: Visit, code: string): Promise<Response> {
  const link = await shopLink(env, prefixOf(code));
  if (link === null) later(repair({ env, registry, later, code, link }));
  const home = link?.home ?? link?.landing;
  if (!home) return nowhere(request);
  return new Response(null, {
    status: 302,
    headers: { Location: new URL(home).href, "Cache-Control": "no-store" },
  });
}

/** How long an isolate trusts what it read of a shop, and how long that there was nothing. */
const TRUST_MS = MINUTE;
const TRUST_NOTHING_MS = 5 * SECOND;
const CACHE_SIZE = 1_000;

const links = new Map<string, { readonly link: ShopLink | null; readonly until: number }>();

async function shopLink(env: Env, prefix: string): Promise<ShopLink | null> {
  const known = links.get(prefix);
  if (known && known.until > Date.now()) return known.link;
  const link = await env.KV.get<ShopLink>(shopKey(prefix), "json");
  links.set(prefix, { link, until: Date.now() + (link ? TRUST_MS : TRUST_NOTHING_MS) });
  if (links.size > CACHE_SIZE) links.delete(links.keys().next().value ?? "");
  return link;
}

/** Forgets what this isolate has read of shops, so that a change here is seen here at once. */
export const forgetLinks = (): void => links.clear();

const LINK = /^\/r\/([^/?]*)(\/qr\.svg)?\/?(?:\?(.*))?$/;
/** What the router takes for the page and the picture of a code; odder ones are no code anyway. */
const PLAIN = /^[A-Za-z0-9-]{1,40}$/;

/** The code of a request that follows a link, as it was typed; null where the router has to look. */
export function codeInUrl(url: string): string | null {
  const path = url.slice(url.indexOf("/", "https://".length));
  if (!path.startsWith("/r/")) return null;
  const [, code, picture, query] = LINK.exec(path) ?? [];
  if (code === undefined) return null;
  const isMore = picture !== undefined || (query !== undefined && /(^|&)page\b/.test(query));
  if (isMore && PLAIN.test(code)) return null;
  return code.includes("%") ? decoded(code) : code;
}

function decoded(code: string): string {
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}
