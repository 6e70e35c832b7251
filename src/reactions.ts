import type { Context } from "./core/context";
import { rowsOf, statement } from "./core/database";
import type { Message } from "./core/env";
import type { Fact } from "./core/facts";
import type { FactRow } from "./core/tables";
import { read } from "./core/transact";

export type FactMessage = Extract<Message, { type: "fact" }>;

/** What a reaction learns: the entry's id is its idempotency key, as a fact may arrive twice. */
export type Entry = Pick<FactRow, "id" | "member" | "member_version" | "happened_at">;

/** Facts arrive in any order: a reaction reads the state anew before it does anything. */
export type Reaction = (ctx: Context, fact: Fact, entry: Entry) => Promise<void>;

export type Reactions = Readonly<Partial<Record<string, readonly Reaction[]>>>;

/** Fact → reactions: what follows from a fact and need not be in the answer that made it. */
export const reactions: Reactions = {};

/** Runs what follows from the facts of one commit. Nothing is read where nothing reacts. */
export async function react(ctx: Context, message: FactMessage, table: Reactions): Promise<void> {
  const rows = await read(ctx, [
    statement(
      "SELECT * FROM facts WHERE shop = ?1 AND local_day = ?2 AND id = ?3",
      ctx.shop.id,
      message.day,
      message.id,
    ),
  ]);
  const entry = rowsOf<FactRow>(rows, 0)[0];
  if (!entry) throw new Error("a fact in the outbox is not in the journal");
  for (const fact of JSON.parse(entry.facts) as Fact[]) {
    for (const reaction of table[fact.type] ?? []) await reaction(ctx, fact, entry);
  }
}
