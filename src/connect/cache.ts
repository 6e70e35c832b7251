import type { Context } from "../core/context";
import { rowsOf } from "../core/database";
import { read } from "../core/transact";
import { SECOND } from "../lib/time";
import { endpointsStatement } from "./store";
import type { EndpointRow } from "./tables";

/** A change made in another isolate is seen within this. */
const TRUST_MS = 30 * SECOND;
const CACHE_SIZE = 2_000;

/** What a fact must know of an endpoint. */
export interface Listener {
  readonly id: string;
  readonly types: readonly string[];
}

const cache = new Map<string, { readonly listeners: Listener[]; readonly until: number }>();

/** The shop's enabled endpoints; most shops have none, and are asked no more often. */
export async function listenersOf(ctx: Context): Promise<readonly Listener[]> {
  const known = cache.get(ctx.shop.id);
  if (known && known.until > Date.now()) return known.listeners;
  const listeners = rowsOf<EndpointRow>(await read(ctx, [endpointsStatement(ctx)]), 0)
    .filter((row) => row.status === "enabled")
    .map((row) => ({ id: row.id, types: typesOf(row) }));
  cache.delete(ctx.shop.id);
  cache.set(ctx.shop.id, { listeners, until: Date.now() + TRUST_MS });
  if (cache.size > CACHE_SIZE) cache.delete(cache.keys().next().value ?? "");
  return listeners;
}

/** Forgets a shop's endpoints, so that a change here is seen here at once. */
export const forgetListeners = (shop: string): void => void cache.delete(shop);

/** The column holds what the API took, which was an array of strings. */
export const typesOf = (row: EndpointRow): string[] => JSON.parse(row.types) as string[];
