/** What the Worker is bound to. `docs/reference/storage.md` lists each binding and secret. */
export interface Env {
  /** The home database (shops, keys, shard map), and the first shard. */
  readonly DB: D1Database;
  readonly KV: KVNamespace;
  readonly QUEUE: Queue<Message>;
  readonly SERVER_RATE?: RateLimit;
  readonly BROWSER_RATE?: RateLimit;
  /** `error`: no line for each request, where the platform records them anyway. */
  readonly LOG_LEVEL?: string;
  /** Where the Worker answers, e.g. `https://bonus.shop.example`: begins every link in a mail. */
  readonly PUBLIC_URL?: string;
  /** Sends mail through Cloudflare, where the account has a sending domain. */
  readonly EMAIL?: SendEmail;
  /** Sends mail through a server, e.g. `smtps://user:password@mail.example:465`. */
  readonly SMTP_URL?: string;
  /** The address that mail comes from; the shop's name stands before it. */
  readonly MAIL_FROM?: string;
  /** `true` on a developer's machine: mail lands in a readable page, the overview is open. */
  readonly DEVELOPMENT?: string;
  /** Signs claim codes and links; at least 32 characters. */
  readonly SIGNING_SECRET: string;
  /** Lets an operator create shops and replay dead letters; without it that door is shut. */
  readonly OPERATOR_SECRET?: string;
}

/** Where the Worker says that it answers, without a slash at the end; null where it does not. */
export const publicUrlOf = (env: Env): string | null => env.PUBLIC_URL?.replace(/\/+$/, "") || null;

/** What travels through the Queue. Ids only, never personal data. */
export type Message =
  | { type: "fact"; shard: string; outbox: number; shop: string; day: string; id: string }
  | {
      type: "timer";
      shard: string;
      realm: string;
      dueAt: number;
      shop: string;
      subject: string;
      kind: string;
    }
  /** Fires a sandbox's timers; `round` counts how often it looked. */
  | {
      type: "clock";
      shard: string;
      shop: string;
      round?: number;
      /** Where the clock has come to, and whether any timer fired on the way. */
      from?: number;
      hasFired?: boolean;
    }
  /** Brings a shop's metrics up to yesterday, and mails the day's report. */
  | { type: "metrics"; shard: string; shop: string }
  /** Clicks of a referral link that an isolate has gathered. */
  | { type: "clicks"; shard: string; shop: string; code: string; count: number; at: number };

/** On a developer's machine things are open that are shut elsewhere. */
export const isDevelopment = (env: Env): boolean => env.DEVELOPMENT === "true";

const SHARD = /^DB(_\d+)?$/;

/** Names of the databases that are bound, the home database first. */
export const shardNames = (env: Env): string[] =>
  Object.keys(env)
    .filter((name) => SHARD.test(name))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));

/** The database bound under a shard's name. */
export function shardNamed(env: Env, name: string): D1Database {
  const found: unknown = SHARD.test(name) ? Reflect.get(env, name) : undefined;
  if (!found) throw new Error(`no database is bound as ${name}`);
  return found as D1Database;
}
