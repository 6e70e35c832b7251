import * as z from "zod";
import { busy, openDatabase, statement } from "../core/database";
import { type Env, shardNamed, shardNames } from "../core/env";
import { type Endpoint, endpoint, ok } from "../core/http";

/** Whether every database and KV answer. @throws {DomainError} busy, naming what does not */
async function checkHealth(env: Env): Promise<void> {
  const checks: [string, Promise<unknown>][] = [
    ...shardNames(env).map((name): [string, Promise<unknown>] => [
      `database ${name}`,
      openDatabase(shardNamed(env, name), "first-primary").batch([statement("SELECT 1")]),
    ]),
    ["KV", env.KV.get("healthz")],
  ];
  const outcomes = await Promise.allSettled(checks.map(([, check]) => check));
  const failed = checks.filter((_, i) => outcomes[i]?.status === "rejected").map(([name]) => name);
  if (failed.length > 0) throw busy(`Not reachable: ${failed.join(", ")}.`);
}

export const healthEndpoints: Endpoint[] = [
  endpoint({
    method: "get",
    path: "/healthz",
    access: "public",
    tag: "Operator",
    summary: "Whether the databases and KV are reachable",
    description: "503 when one of them is not.",
    answers: { 200: z.object({ status: z.literal("ok") }) },
    example: { response: { status: "ok" } },
    run: async (ctx) => {
      await checkHealth(ctx.env);
      return ok({ status: "ok" });
    },
  }),
];
