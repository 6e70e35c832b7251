import type { Scope, Shop } from "../core/context";
import { rowsOf, statement } from "../core/database";
import type { Env } from "../core/env";
import { DomainError } from "../core/errors";
import { readFrom } from "../core/transact";
import { sha256 } from "../lib/hash";
import { type Known, remember, remembered } from "./cache";
import { looksLikeKey } from "./keys";
import { findKey, findKeyById, homeOf, shopFrom } from "./store";
import type { KeyRow, ShopRow } from "./tables";

/**
 * Who calls with a key. Costs no round trip while the isolate remembers the key.
 *
 * @throws {DomainError} unauthorized
 */
export async function authenticate(env: Env, authorization: string | undefined): Promise<Known> {
  const key = /^Bearer ([\w]{1,200})$/i.exec(authorization ?? "")?.[1];
  const known = key && looksLikeKey(key) ? await lookUp(env, key) : null;
  if (!known || (known.expiresAt !== null && known.expiresAt <= Date.now())) {
    throw new DomainError("unauthorized", "Send a valid key as `Authorization: Bearer …`.");
  }
  return known;
}

async function lookUp(env: Env, key: string): Promise<Known | null> {
  const cached = remembered(key);
  if (cached) return cached.known;
  const found = await findKey(env, await sha256(key));
  const known = found && knownFrom(found);
  remember(key, known);
  return known;
}

/** A key's shop and rights by its id, for sessions, which hold no key; null once it has ended. */
export async function keyNamed(env: Env, shop: string, id: string): Promise<Known | null> {
  const name = `${shop} ${id}`;
  const cached = remembered(name);
  const found = cached ? null : await findKeyById(env, shop, id);
  const known = cached ? cached.known : found && knownFrom(found);
  if (!cached) remember(name, known);
  return known && (known.expiresAt === null || known.expiresAt > Date.now()) ? known : null;
}

const knownFrom = ({ key, shop }: { key: KeyRow; shop: ShopRow }): Known => ({
  caller: {
    credential: key.id,
    isPublishable: key.kind === "publishable",
    scopes: new Set(JSON.parse(key.scopes) as Scope[]),
    goodwillLimit: key.goodwill_limit,
  },
  shop: shopFrom(shop),
  origins: JSON.parse(key.origins) as string[],
  expiresAt: key.expires_at,
});

/**
 * The shop's present: real time, or a sandbox's own clock. A sandbox costs a round trip, as a
 * clock that lags behind a cache would be no clock.
 */
export async function nowOf(env: Env, shop: Shop): Promise<number> {
  if (!shop.isSandbox) return Date.now();
  const found = await readFrom(homeOf(env), [
    statement("SELECT clock_at FROM shops WHERE id = ?1", shop.id),
  ]);
  return rowsOf<{ clock_at: number | null }>(found, 0)[0]?.clock_at ?? Date.now();
}
