import { env } from "cloudflare:workers";
import { shardNamed, shardNames } from "../../../src/core/env";
import type { CallOptions, World } from "../../world";

/** Codes as others make them: `CODE-000000`, … */
export const codes = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `CODE-${String(from + i).padStart(6, "0")}`);

export const put = (world: World, id: string, more: object = {}) =>
  world.call(`PUT /v1/pools/${id}`, { name: "Cinema", ...more });

export const fill = (world: World, id: string, list: readonly string[], options?: CallOptions) =>
  world.call(`POST /v1/pools/${id}/codes`, { codes: list }, options);

export const poolOf = async (world: World, id: string) =>
  (await world.call(`GET /v1/pools/${id}`)).body;

interface Fact {
  readonly type: string;
  readonly [detail: string]: unknown;
}

/** Every fact of a shop, in the order in which they were recorded. */
export async function factsOf(world: World): Promise<Fact[]> {
  const found = await Promise.all(
    shardNames(env).map((shard) =>
      shardNamed(env, shard)
        .prepare("SELECT facts FROM facts WHERE shop = ?1 ORDER BY id")
        .bind(world.shop)
        .all<{ facts: string }>(),
    ),
  );
  return found.flatMap(({ results }) => results.flatMap((r) => JSON.parse(r.facts) as Fact[]));
}
