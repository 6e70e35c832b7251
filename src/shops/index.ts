import type { Context } from "../core/context";
import { rowsOf, statement } from "../core/database";
import type { Env } from "../core/env";
import { shardNamed } from "../core/env";
import { DomainError, refuse } from "../core/errors";
import { newId } from "../lib/ids";
import { isTimeZone, toIso } from "../lib/time";
import { forgetKeys } from "./cache";
import { makeKey, SCOPES } from "./keys";
import { type ReportReader, reportsToOf } from "./reports";
import { findShop, homeOf, insertKey, insertShop } from "./store";
import type { ShopRow } from "./tables";

export { authenticate, keyNamed, nowOf } from "./auth";
export { forgetKeys, type Known } from "./cache";
export { bury } from "./dead-letters";
export { SCOPES } from "./keys";
export { type ReportReader, reportReaders } from "./reports";
export {
  claimPrefix,
  findShop,
  homeOf,
  sandboxesAfter,
  setCheckedDay,
  setMetricsDay,
  shopFrom,
  shopsAfter,
  shopsById,
  shopWithPrefix,
} from "./store";
export { contextForShop, type Surroundings } from "./system";
export type { DeadLetterRow, ShopRow } from "./tables";
export { contextForVisitor, shopVisited } from "./visitor";

/** What copies a shop's settings elsewhere brings them up to date, after the answer. */
export type ShopFollower = (ctx: Context) => Promise<void>;

declare module "../core/registry" {
  interface Registry {
    readonly shopFollowers: readonly ShopFollower[];
  }
}

export interface NewShop {
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly locale: "de" | "en";
  readonly address: "du" | "sie";
  readonly homeUrl: string | null;
  readonly shard: string;
}

/**
 * Makes a shop and its sandbox twin, each with an owner's secret key and a publishable key. The
 * keys are in the answer and nowhere else.
 */
export async function createShop(env: Env, wanted: NewShop) {
  const { writes, shown } = await planShop(env, wanted);
  await homeOf(env).batch(writes);
  return shown;
}

/** What {@link createShop} writes and shows. */
export async function planShop(env: Env, wanted: NewShop) {
  checkSettings(wanted.currency, wanted.timeZone);
  try {
    shardNamed(env, wanted.shard);
  } catch {
    throw refuse("invalid_body", "/shard", `No database is bound as ${wanted.shard}.`);
  }
  const now = Date.now();
  const live: ShopRow = {
    id: newId("shp"),
    name: wanted.name,
    currency: wanted.currency,
    time_zone: wanted.timeZone,
    locale: wanted.locale,
    address: wanted.address,
    home_url: wanted.homeUrl,
    landing_url: null,
    legal_sender: null,
    shard: wanted.shard,
    sandbox_of: null,
    clock_at: null,
    checked_day: null,
    created_at: now,
    picture_url: null,
    code_prefix: null,
    metrics_day: null,
    reports_to: null,
  };
  const sandbox: ShopRow = { ...live, id: newId("shp"), sandbox_of: live.id };
  const liveKeys = await ownerKeys(live, now);
  const testKeys = await ownerKeys(sandbox, now);
  return {
    writes: [
      insertShop(live),
      insertShop(sandbox),
      ...[...liveKeys.made, ...testKeys.made].map((m) => insertKey(m.row)),
    ],
    shown: {
      id: live.id,
      sandboxId: sandbox.id,
      keys: { live: liveKeys.shown, test: testKeys.shown },
    },
  };
}

async function ownerKeys(shop: ShopRow, now: number) {
  const of = { id: shop.id, isSandbox: shop.sandbox_of !== null };
  const common = { origins: [], goodwillLimit: null };
  const secret = await makeKey(
    of,
    { ...common, kind: "secret", scopes: SCOPES, label: "owner" },
    now,
  );
  const publishable = await makeKey(
    of,
    { ...common, kind: "publishable", scopes: [], label: "storefront" },
    now,
  );
  const shown = { secret: secret.secret, publishable: publishable.secret };
  return { made: [secret, publishable], shown };
}

/** ISO 4217 codes that the runtime knows. */
const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

function checkSettings(currency: string, timeZone: string): void {
  if (!CURRENCIES.has(currency)) {
    throw refuse("invalid_body", "/currency", "Use an ISO 4217 code such as EUR.");
  }
  if (!isTimeZone(timeZone)) {
    throw refuse("invalid_body", "/timeZone", "Use an IANA name such as Europe/Berlin.");
  }
}

export const shopView = (row: ShopRow) => ({
  id: row.id,
  name: row.name,
  currency: row.currency,
  timeZone: row.time_zone,
  locale: row.locale,
  address: row.address,
  homeUrl: row.home_url,
  landingUrl: row.landing_url,
  legalSender: row.legal_sender,
  pictureUrl: row.picture_url,
  reportsTo: reportsToOf(row),
  isSandbox: row.sandbox_of !== null,
  clockAt: toIso(row.clock_at),
  createdAt: toIso(row.created_at),
});

export async function readShop(ctx: Context) {
  const row = await findShop(ctx.env, ctx.shop.id);
  if (!row) throw new DomainError("not_found");
  return shopView(row);
}

export interface ShopChanges {
  readonly name?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly locale?: "de" | "en" | undefined;
  readonly address?: "du" | "sie" | undefined;
  readonly homeUrl?: string | null | undefined;
  readonly landingUrl?: string | null | undefined;
  readonly legalSender?: string | null | undefined;
  readonly pictureUrl?: string | null | undefined;
  readonly reportsTo?: readonly ReportReader[] | undefined;
}

/** Changes settings; the currency stays, as every recorded amount is in it. */
export async function changeShop(ctx: Context, changes: ShopChanges) {
  checkSettings(ctx.shop.currency, changes.timeZone ?? ctx.shop.timeZone);
  const columns = {
    name: changes.name,
    time_zone: changes.timeZone,
    locale: changes.locale,
    address: changes.address,
    home_url: changes.homeUrl,
    landing_url: changes.landingUrl,
    legal_sender: changes.legalSender,
    picture_url: changes.pictureUrl,
    reports_to: changes.reportsTo && JSON.stringify(changes.reportsTo),
  };
  const set = Object.entries(columns).filter(([, value]) => value !== undefined);
  if (set.length > 0) {
    const list = set.map(([column], i) => `${column} = ?${i + 2}`).join(", ");
    const values = set.map(([, value]) => value ?? null);
    await homeOf(ctx.env).batch([
      statement(`UPDATE shops SET ${list} WHERE id = ?1`, ctx.shop.id, ...values),
    ]);
    forgetKeys();
    for (const follow of ctx.registry.shopFollowers) ctx.later(follow(ctx));
  }
  return readShop(ctx);
}

const EARLIEST_CLOCK = Date.UTC(1980, 0, 1);
const LATEST_CLOCK = Date.UTC(2100, 0, 1);

/**
 * Sets a sandbox's clock. Going back is possible only while the sandbox has no members, as
 * balances as of a later day cannot be undone.
 *
 * @throws {DomainError} clock_only_in_sandbox, invalid_time, sandbox_not_empty
 */
export async function setClock(ctx: Context, at: number): Promise<void> {
  if (!ctx.shop.isSandbox) throw new DomainError("clock_only_in_sandbox");
  if (at < EARLIEST_CLOCK || at > LATEST_CLOCK) {
    throw refuse("invalid_time", "/now", "A clock runs from 1980 to 2100.");
  }
  if (at < ctx.now) {
    const found = await ctx.db.batch([
      statement("SELECT 1 FROM members WHERE shop = ?1 LIMIT 1", ctx.shop.id),
      statement("SELECT 1 FROM orders WHERE shop = ?1 LIMIT 1", ctx.shop.id),
    ]);
    if (rowsOf(found, 0).length + rowsOf(found, 1).length > 0) {
      throw new DomainError("sandbox_not_empty");
    }
  }
  await homeOf(ctx.env).batch([
    statement("UPDATE shops SET clock_at = ?2 WHERE id = ?1", ctx.shop.id, at),
  ]);
  await ctx.env.QUEUE.send({ type: "clock", shard: ctx.shop.shard, shop: ctx.shop.id });
}
