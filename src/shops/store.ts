import type { Shop } from "../core/context";
import { type Database, openDatabase, rowsOf, type Statement, statement } from "../core/database";
import type { Env } from "../core/env";
import { readFrom } from "../core/transact";
import type { KeyRow, ShopRow } from "./tables";

/** The database of shops and keys; always its primary, as keys must be current. */
export const homeOf = (env: Env): Database => openDatabase(env.DB, "first-primary");

export const shopFrom = (row: ShopRow): Shop => ({
  id: row.id,
  name: row.name,
  currency: row.currency,
  timeZone: row.time_zone,
  locale: row.locale,
  address: row.address,
  shard: row.shard,
  isSandbox: row.sandbox_of !== null,
  homeUrl: row.home_url,
  landingUrl: row.landing_url,
  legalSender: row.legal_sender,
  pictureUrl: row.picture_url,
  codePrefix: row.code_prefix,
});

export async function findShop(env: Env, id: string): Promise<ShopRow | null> {
  const found = await readFrom(homeOf(env), [statement("SELECT * FROM shops WHERE id = ?1", id)]);
  return rowsOf<ShopRow>(found, 0)[0] ?? null;
}

/** The shop whose referral codes begin so. */
export async function shopWithPrefix(env: Env, prefix: string): Promise<ShopRow | null> {
  const found = await readFrom(homeOf(env), [
    statement("SELECT * FROM shops WHERE code_prefix = ?1 AND code_prefix IS NOT NULL", prefix),
  ]);
  return rowsOf<ShopRow>(found, 0)[0] ?? null;
}

/**
 * Gives a shop the first signs of its referral codes, unless it has some: those count.
 *
 * @throws when another shop has these signs: UNIQUE of shops.code_prefix
 */
export async function claimPrefix(env: Env, id: string, prefix: string): Promise<string | null> {
  const found = await homeOf(env).batch([
    statement(
      "UPDATE shops SET code_prefix = ?2 WHERE id = ?1 AND code_prefix IS NULL",
      id,
      prefix,
    ),
    statement("SELECT code_prefix FROM shops WHERE id = ?1", id),
  ]);
  return rowsOf<Pick<ShopRow, "code_prefix">>(found, 1)[0]?.code_prefix ?? null;
}

/** A page of shops by id, for jobs that visit them all. */
export async function shopsAfter(env: Env, id: string, limit: number): Promise<ShopRow[]> {
  const found = await readFrom(homeOf(env), [
    statement("SELECT * FROM shops WHERE id > ?1 ORDER BY id LIMIT ?2", id, limit),
  ]);
  return rowsOf<ShopRow>(found, 0);
}

/** Shops by their ids, in one statement. */
export async function shopsById(env: Env, ids: readonly string[]): Promise<Map<string, ShopRow>> {
  const found = await readFrom(homeOf(env), [
    statement(
      "SELECT s.* FROM json_each(?1) i CROSS JOIN shops s ON s.id = i.value",
      JSON.stringify(ids),
    ),
  ]);
  return new Map(rowsOf<ShopRow>(found, 0).map((row) => [row.id, row]));
}

/** Remembers the last local day whose ledger was checked. */
export async function setCheckedDay(env: Env, id: string, day: string): Promise<void> {
  await homeOf(env).batch([statement("UPDATE shops SET checked_day = ?2 WHERE id = ?1", id, day)]);
}

/** Remembers the last local day whose metrics are complete; null has them looked at again. */
export async function setMetricsDay(env: Env, id: string, day: string | null): Promise<void> {
  await homeOf(env).batch([statement("UPDATE shops SET metrics_day = ?2 WHERE id = ?1", id, day)]);
}

/** A page of sandboxes, by the shop they belong to. */
export async function sandboxesAfter(env: Env, shop: string, limit: number): Promise<ShopRow[]> {
  const found = await readFrom(homeOf(env), [
    statement(
      "SELECT * FROM shops WHERE sandbox_of > ?1 ORDER BY sandbox_of LIMIT ?2",
      shop,
      limit,
    ),
  ]);
  return rowsOf<ShopRow>(found, 0);
}

/** A key and its shop, by the key's hash; one round trip. */
export async function findKey(
  env: Env,
  hash: string,
): Promise<{ key: KeyRow; shop: ShopRow } | null> {
  const found = await readFrom(homeOf(env), [
    statement("SELECT * FROM keys WHERE hash = ?1", hash),
    statement("SELECT * FROM shops WHERE id = (SELECT shop FROM keys WHERE hash = ?1)", hash),
  ]);
  const [key, shop] = [rowsOf<KeyRow>(found, 0)[0], rowsOf<ShopRow>(found, 1)[0]];
  return key && shop ? { key, shop } : null;
}

/** A key and its shop, by the key's id; one round trip. */
export async function findKeyById(
  env: Env,
  shop: string,
  id: string,
): Promise<{ key: KeyRow; shop: ShopRow } | null> {
  const found = await readFrom(homeOf(env), [
    statement("SELECT * FROM keys WHERE shop = ?1 AND id = ?2", shop, id),
    statement("SELECT * FROM shops WHERE id = ?1", shop),
  ]);
  const [key, row] = [rowsOf<KeyRow>(found, 0)[0], rowsOf<ShopRow>(found, 1)[0]];
  return key && row ? { key, shop: row } : null;
}

export const insertKey = (row: KeyRow): Statement =>
  statement(
    `INSERT INTO keys (hash, id, shop, kind, scopes, origins, label, goodwill_limit, created_at, expires_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)`,
    row.hash,
    row.id,
    row.shop,
    row.kind,
    row.scopes,
    row.origins,
    row.label,
    row.goodwill_limit,
    row.created_at,
    row.expires_at,
  );

export const insertShop = (row: ShopRow): Statement =>
  statement(
    `INSERT INTO shops (id, name, currency, time_zone, locale, address, home_url, landing_url,
       legal_sender, shard, sandbox_of, clock_at, checked_day, created_at, picture_url,
       code_prefix, metrics_day, reports_to)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)`,
    row.id,
    row.name,
    row.currency,
    row.time_zone,
    row.locale,
    row.address,
    row.home_url,
    row.landing_url,
    row.legal_sender,
    row.shard,
    row.sandbox_of,
    row.clock_at,
    row.checked_day,
    row.created_at,
    row.picture_url,
    row.code_prefix,
    row.metrics_day,
    row.reports_to,
  );
