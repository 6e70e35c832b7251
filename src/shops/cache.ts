import type { Caller, Shop } from "../core/context";
import { SECOND } from "../lib/time";

/** Who a key stands for, and where it may be used from. */
export interface Known {
  readonly caller: Caller;
  readonly shop: Shop;
  readonly origins: readonly string[];
  readonly expiresAt: number | null;
}

/** Within this a revoked key may still work: it is how long an isolate trusts its cache. */
const TRUST_MS = 30 * SECOND;
/** Keys an isolate remembers; beyond, the oldest are forgotten. */
const CACHE_SIZE = 2_000;

interface Remembered {
  /** null: there is no such key. */
  readonly known: Known | null;
  readonly until: number;
}

const cache = new Map<string, Remembered>();

/**
 * What is known of a key; undefined where the database must be asked. By the key itself, which
 * stays in memory as the request that brought it did: hashing it would cost every call a tenth of
 * a millisecond.
 */
export function remembered(key: string): Remembered | undefined {
  const found = cache.get(key);
  return found && found.until > Date.now() ? found : undefined;
}

export function remember(key: string, known: Known | null): void {
  cache.set(key, { known, until: Date.now() + TRUST_MS });
  if (cache.size > CACHE_SIZE) cache.delete(cache.keys().next().value ?? "");
}

/** Forgets what this isolate has cached, so that a change here is seen here at once. */
export const forgetKeys = (): void => cache.clear();
