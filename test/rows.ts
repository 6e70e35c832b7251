import { env } from "cloudflare:workers";
import { shardNamed } from "../src/core/env";
import { shardOf } from "./context";

/** Rows of a shop in every table, but for the outbox, which the Queue empties when it likes. */
export async function rowsOfShop(shop: string): Promise<Record<string, number>> {
  const database = shardNamed(env, await shardOf(shop));
  const { results } = await database
    .prepare(
      `SELECT name FROM sqlite_master
       WHERE type = 'table' AND sql LIKE '%  shop  %' AND name <> 'outbox' ORDER BY name`,
    )
    .all<{ name: string }>();
  const counts = await database.batch<{ n: number }>(
    results.map(({ name }) =>
      database.prepare(`SELECT count(*) AS n FROM ${name} WHERE shop = ?1`).bind(shop),
    ),
  );
  return Object.fromEntries(results.map(({ name }, i) => [name, counts[i]?.results[0]?.n ?? 0]));
}
