import { env } from "cloudflare:workers";
import type { Context } from "../src/core/context";
import type { Env } from "../src/core/env";
import { registry } from "../src/registry";
import { contextForShop, findShop, SCOPES } from "../src/shops";

/** A verb's context for a shop at an instant of the test's choosing, with every right. */
export async function contextAt(shop: string, now: number, bindings: Env = env): Promise<Context> {
  const row = await findShop(env, shop);
  if (!row) throw new Error("no such shop");
  const around = { registry, requestId: "req_test", later: () => undefined };
  const context = contextForShop(bindings, row, around);
  const caller = { ...context.caller, scopes: new Set(SCOPES), goodwillLimit: null };
  return { ...context, now, caller };
}

/** The database that a shop lives in. */
export async function shardOf(shop: string): Promise<string> {
  return (await findShop(env, shop))?.shard ?? "DB";
}
