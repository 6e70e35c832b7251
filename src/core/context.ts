import type { Database } from "./database";
import type { Env } from "./env";
import type { Registry } from "./registry";

export type Scope =
  | "orders:write"
  | "members:read"
  | "members:write"
  | "rewards:redeem"
  | "program:read"
  | "program:write"
  | "reports:read"
  | "keys:manage";

export type Locale = "de" | "en";
/** How German texts speak to a member. */
export type Address = "du" | "sie";

/** The tenant, as every verb sees it. */
export interface Shop {
  readonly id: string;
  readonly name: string;
  /** ISO 4217; all money of the shop is in its minor units. */
  readonly currency: string;
  readonly timeZone: string;
  readonly locale: Locale;
  readonly address: Address;
  readonly shard: string;
  readonly isSandbox: boolean;
  /** The shop's own site. */
  readonly homeUrl: string | null;
  /** Where referral links lead; the home without it. */
  readonly landingUrl: string | null;
  /** Name and postal address, which every message that advertises must carry. */
  readonly legalSender: string | null;
  /** Shown where a link to the shop is previewed. */
  readonly pictureUrl: string | null;
  /** First signs of the shop's referral codes; null until the first code is made. */
  readonly codePrefix: string | null;
}

export interface Caller {
  /** `key_…` of the key that called; `system` for cron and queue. */
  readonly credential: string;
  readonly isPublishable: boolean;
  readonly scopes: ReadonlySet<Scope>;
  /** Points the key may give away a day as goodwill; null = no limit. */
  readonly goodwillLimit: number | null;
}

/** An `Idempotency-Key` with the hash of the request that it stands for. */
export interface Idempotency {
  readonly key: string;
  readonly hash: string;
}

/** Everything a verb may know about the world. Made once for each request, tick or message. */
export interface Context {
  readonly env: Env;
  readonly db: Database;
  readonly shop: Shop;
  readonly caller: Caller;
  readonly registry: Registry;
  /** ms since epoch, fixed for the whole request; a sandbox's own clock there. */
  readonly now: number;
  readonly requestId: string;
  readonly idempotency: Idempotency | null;
  /**
   * Under what a write keeps its answer: the caller's key, else the request's own id, so that a
   * commit whose answer was lost on the way is found by the next attempt. null for the system.
   */
  readonly answerKey: Idempotency | null;
  readonly isDryRun: boolean;
  /** Decide under the shop's draft instead of its program; only in a dry run. */
  readonly usesDraft: boolean;
  /**
   * Begins links to our own pages, without a slash at its end. In a request without PUBLIC_URL the
   * address that was called; null outside of one, where nobody can be sent a link then.
   */
  readonly publicUrl: string | null;
  /** Language asked for by the request, else the shop's. */
  readonly locale: Locale;
  /** Lets work go on after the answer. */
  readonly later: (work: Promise<unknown>) => void;
}

/** Whose timers cron runs: all live shops share a realm, each sandbox has its own. */
export const realmOf = (shop: Shop): string => (shop.isSandbox ? shop.id : "live");
