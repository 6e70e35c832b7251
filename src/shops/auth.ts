import type { Scope, Shop } from "../core/context";
import { rowsOf, statement } from "../core/database";
import type { Env } from "../core/env";
import { DomainError } from "../core/errors";
import { readFrom } from "../core/transact";
import { sha256 } from "../lib/hash";
import { type Known, remember, remembered } from "./cache";
import { looksLikeKey } from "./keys";
import { findKey, homeOf, shopFrom } from "./store";

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
  const known = found && {
    caller: {
      credential: found.key.id,
      isPublishable: found.key.kind === "publishable",
      scopes: new Set(JSON.parse(found.key.scopes) as Scope[]),
      goodwillLimit: found.key.goodwill_limit,
    },
    shop: shopFrom(found.shop),
    origins: JSON.parse(found.key.origins) as string[],
    expiresAt: found.key.expires_at,
  };
  remember(key, known);
  return known;
}

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
