import { type Database, openDatabase, rowsOf, type Statement, statement } from "./database";
import { type Env, type Message, shardNamed } from "./env";
import { sendAll } from "./queue";
import type { OutboxRow } from "./tables";

const PAGE = 250;

/** Removes the outbox rows of facts that were seen, in one statement. */
export const deleteOutbox = (ids: readonly number[]): Statement =>
  statement(
    "DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?1))",
    JSON.stringify(ids),
  );

/**
 * Sends the facts again that nobody has seen since `before`: the Queue was full, or the Worker
 * ended before it could send. Rows are read in the order of their ids, which is that of their age.
 */
export async function sweepOutbox(env: Env, shard: string, before: number): Promise<void> {
  const db = openDatabase(shardNamed(env, shard), "first-primary");
  let last = 0;
  for (;;) {
    const rows = await outboxAfter(db, last);
    const old = rows.filter((row) => row.recorded_at <= before);
    await sendAll(
      env,
      old.map((row) => messageOf(shard, row)),
    );
    if (old.length < PAGE) return;
    last = old.at(-1)?.id ?? 0;
  }
}

const outboxAfter = async (db: Database, id: number): Promise<OutboxRow[]> =>
  rowsOf<OutboxRow>(
    await db.batch([
      statement("SELECT * FROM outbox WHERE id > ?1 ORDER BY id LIMIT ?2", id, PAGE),
    ]),
    0,
  );

const messageOf = (shard: string, row: OutboxRow): Message => ({
  type: "fact",
  shard,
  outbox: row.id,
  shop: row.shop,
  day: row.local_day,
  id: row.fact,
});
