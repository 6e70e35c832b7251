import type { Context } from "../core/context";
import { rowsOf, statement } from "../core/database";
import type { Env } from "../core/env";
import type { Registry } from "../core/registry";
import { read } from "../core/transact";
import { canonicalJson } from "../lib/hash";
import { newId } from "../lib/ids";
import { MINUTE } from "../lib/time";
import { programOf, programStatement } from "../program";
import { contextForShop, findShop, shopWithPrefix } from "../shops";
import { prefixOf } from "./codes";
import { type Card, cardOf, codeKey, type ShopLink, shopKey, shopLinkOf, targetOf } from "./link";

/* Keeps KV true to D1, always after an answer: no redirect waits for it. */

/** Writes where a code leads, unless KV says so already. */
export async function publishCode(env: Env, link: ShopLink, code: string): Promise<void> {
  const [target, card] = [targetOf(link, code), cardOf(link)];
  const found = await env.KV.getWithMetadata<Card>(codeKey(code));
  const isTrue = found.value === target && canonicalJson(found.metadata) === canonicalJson(card);
  if (!isTrue) await env.KV.put(codeKey(code), target, { metadata: card });
}

export const publishShop = (env: Env, prefix: string, link: ShopLink): Promise<void> =>
  env.KV.put(shopKey(prefix), JSON.stringify(link));

/** What a shop's links say as of now, and whether it has a code. One round trip. */
async function lookUp(ctx: Context, code: string) {
  const rows = await read(ctx, [
    programStatement(ctx, ctx.now),
    statement("SELECT 1 FROM referral_codes WHERE shop = ?1 AND code = ?2", ctx.shop.id, code),
  ]);
  const { parts } = await programOf(ctx, rows, 0);
  return { link: shopLinkOf(ctx.shop, parts, ctx.now), isReal: rowsOf(rows, 1).length > 0 };
}

/** After a shop's settings or its program changed: what stands in for its codes follows. */
export async function republishShop(ctx: Context): Promise<void> {
  const row = await findShop(ctx.env, ctx.shop.id);
  if (!row?.code_prefix) return;
  const fresh = contextForShop(ctx.env, row, ctx);
  await publishShop(ctx.env, row.code_prefix, (await lookUp(fresh, "")).link);
}

/** Visits whose codes are looked up in D1 at once; beyond, the next visit repairs. */
const MOST_AT_ONCE = 10;
/** After this a look-up that did not end was lost with its request. */
const LOST_MS = MINUTE;
/** Codes that are looked up now, and since when. */
const underWay = new Map<string, number>();

export interface Lost {
  readonly env: Env;
  readonly registry: Registry;
  readonly later: (work: Promise<unknown>) => void;
  readonly code: string;
  /** What KV knows of the shop; null where it knows none by this prefix. */
  readonly link: ShopLink | null;
}

/**
 * Looks up in D1 a code that KV does not know, and writes what is true. So many invented codes cost
 * D1 a bounded number of reads.
 *
 * @returns the shop's link, where the code is real
 */
export async function repair(lost: Lost): Promise<ShopLink | null> {
  const { code, env } = lost;
  const now = Date.now();
  for (const [lost, since] of underWay) if (now - since > LOST_MS) underWay.delete(lost);
  if (underWay.size >= MOST_AT_ONCE || underWay.has(code)) return null;
  underWay.set(code, now);
  try {
    // Begun in a turn of its own: the answer goes out first.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const ctx = await contextOf(lost);
    if (!ctx) return null;
    const { link, isReal } = await lookUp(ctx, code);
    if (lost.link === null) await publishShop(env, prefixOf(code), link);
    if (isReal) await publishCode(env, link, code);
    return isReal ? link : null;
  } finally {
    underWay.delete(code);
  }
}

async function contextOf({ env, code, link, registry, later }: Lost): Promise<Context | null> {
  const row = await shopWithPrefix(env, prefixOf(code));
  if (!row || (link !== null && row.id !== link.shop)) return null;
  return contextForShop(env, row, { registry, later, requestId: newId("req") });
}
