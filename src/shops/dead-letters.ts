import type { Context } from "../core/context";
import { positionOf } from "../core/cursor";
import { openDatabase, rowsOf, statement } from "../core/database";
import { type Env, type Message, shardNamed } from "../core/env";
import { DomainError } from "../core/errors";
import { deleteOutbox } from "../core/outbox";
import { toIso } from "../lib/time";
import { homeOf } from "./store";
import type { DeadLetterRow } from "./tables";

/**
 * Puts a message aside that the Queue gave up on. Its outbox row goes, as the sweep would send it
 * for ever; a timer stays and is tried again. The same message lies here once.
 */
export async function bury(env: Env, message: Message): Promise<void> {
  await homeOf(env).batch([
    statement(
      `INSERT INTO dead_letters (shop, message, died_at) VALUES (?1, ?2, ?3)
       ON CONFLICT DO NOTHING`,
      message.shop,
      JSON.stringify(message),
      Date.now(),
    ),
  ]);
  if (message.type !== "fact") return;
  const shard = openDatabase(shardNamed(env, message.shard), "first-primary");
  await shard.batch([deleteOutbox([message.outbox])]);
}

const CURSOR = ["number"] as const;

/** One more than a page of dead letters, the latest first; of one shop, or of all. */
export async function deadLettersBefore(
  env: Env,
  shop: string | null,
  page: { limit: number; cursor?: string | undefined },
): Promise<DeadLetterRow[]> {
  const [before] = positionOf(page.cursor, CURSOR) ?? [Number.MAX_SAFE_INTEGER];
  const found = await homeOf(env).batch([
    statement(
      `SELECT * FROM dead_letters WHERE id < ?1 ${shop === null ? "" : "AND shop = ?3"}
       ORDER BY id DESC LIMIT ?2`,
      before ?? 0,
      page.limit + 1,
      ...(shop === null ? [] : [shop]),
    ),
  ]);
  return rowsOf<DeadLetterRow>(found, 0);
}

export const deadLetterView = (row: DeadLetterRow) => ({
  id: `${row.id}`,
  shopId: row.shop,
  message: JSON.parse(row.message) as Message,
  diedAt: toIso(row.died_at),
});

/**
 * Sends a dead letter to the Queue again. Sent first and then deleted, so that it is never lost;
 * consumers take a message twice without harm.
 *
 * @param shop whose letter it must be; null for the operator.
 * @throws {DomainError} not_found
 */
export async function replayDeadLetter(ctx: Context, id: string, shop: string | null) {
  const home = homeOf(ctx.env);
  const number = /^\d{1,15}$/.test(id) ? Number(id) : -1;
  const found = await home.batch([statement("SELECT * FROM dead_letters WHERE id = ?1", number)]);
  const row = rowsOf<DeadLetterRow>(found, 0)[0];
  if (!row || (shop !== null && row.shop !== shop)) {
    throw new DomainError("not_found", "There is no such dead letter.");
  }
  await ctx.env.QUEUE.send(deadLetterView(row).message);
  await home.batch([statement("DELETE FROM dead_letters WHERE id = ?1", number)]);
  return deadLetterView(row);
}
