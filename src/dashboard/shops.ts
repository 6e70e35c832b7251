import type { Context } from "../core/context";
import { openDatabase, rowsOf, statement } from "../core/database";
import { type Env, shardNamed, shardNames } from "../core/env";
import { findShop, type ShopRow, shopsAfter } from "../shops";

/** More than a developer's machine has. */
const MAX_SHOPS = 250;

/**
 * The shops of a developer's machine, the one where something happened last first; always with
 * the one asked for.
 */
export async function shopsByUse({ env }: Context, asked: string | null): Promise<ShopRow[]> {
  const known = await shopsAfter(env, "", MAX_SHOPS);
  const isAmong = asked === null || known.some(({ id }) => id === asked);
  const other = isAmong ? null : await findShop(env, asked);
  const rows = other ? [...known, other] : known;
  const latest = new Map<string, string>();
  for (const shard of shardNames(env)) {
    const ids = rows.filter((row) => row.shard === shard).map(({ id }) => id);
    for (const { shop, day } of await latestDays(env, shard, ids)) latest.set(shop, day ?? "");
  }
  const dayOf = ({ id }: ShopRow) => latest.get(id) ?? "";
  return rows.sort((a, b) => dayOf(b).localeCompare(dayOf(a)) || b.created_at - a.created_at);
}

async function latestDays(env: Env, shard: string, ids: readonly string[]) {
  const db = openDatabase(shardNamed(env, shard), "first-unconstrained");
  const rows = await db.batch([
    statement(
      `SELECT i.value AS shop, (SELECT max(f.local_day) FROM facts f WHERE f.shop = i.value) AS day
       FROM json_each(?1) i`,
      JSON.stringify(ids),
    ),
  ]);
  return rowsOf<{ shop: string; day: string | null }>(rows, 0);
}
