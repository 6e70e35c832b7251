import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { shardNamed, shardNames } from "../src/core/env";

for (const name of shardNames(env)) {
  await applyD1Migrations(shardNamed(env, name), env.TEST_MIGRATIONS);
  // What other files' tests left undelivered is in nobody's way.
  await shardNamed(env, name).exec("DELETE FROM outbox");
}
