import type { Caller, Context } from "../core/context";
import { openDatabase } from "../core/database";
import { type Env, publicUrlOf, shardNamed } from "../core/env";
import type { Registry } from "../core/registry";
import { shopFrom } from "./store";
import type { ShopRow } from "./tables";

/** Cron and the Queue: no key, every shop, no goodwill to give. */
const SYSTEM: Caller = {
  credential: "system",
  isPublishable: false,
  scopes: new Set(),
  goodwillLimit: 0,
};

export interface Surroundings {
  readonly registry: Registry;
  readonly requestId: string;
  readonly later: Context["later"];
  /** As of when, where that is not the shop's present: a sandbox's timers run at their own time. */
  readonly at?: number;
}

/** The context of a verb that no request asked for, as of the shop's present. */
export function contextForShop(env: Env, row: ShopRow, around: Surroundings): Context {
  const shop = shopFrom(row);
  return {
    env,
    db: openDatabase(shardNamed(env, shop.shard), "first-primary"),
    shop,
    caller: SYSTEM,
    registry: around.registry,
    now: around.at ?? row.clock_at ?? Date.now(),
    requestId: around.requestId,
    idempotency: null,
    answerKey: null,
    isDryRun: false,
    usesDraft: false,
    publicUrl: publicUrlOf(env),
    locale: shop.locale,
    later: around.later,
  };
}
