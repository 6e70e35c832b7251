import type { Context } from "./core/context";
import { rowsOf, statement } from "./core/database";
import type { Message } from "./core/env";
import type { Fact } from "./core/facts";
import type { FactRow } from "./core/tables";
import { read } from "./core/transact";

export type FactMessage = Extract<Message, { type: "fact" }>;

/** A commit's journal entry. Its id is the idempotency key, as it may arrive twice. */
export type Entry = FactRow & { readonly all: readonly Fact[] };

/** Entries arrive in any order: a reaction reads the state anew before it does anything. */
export type Reaction = (ctx: Context, entry: Entry) => Promise<void>;

/** What follows, and from which facts: any of them calls it, once for the whole entry. */
export interface Follows {
  readonly on: readonly string[] | "every";
  readonly run: Reaction;
}

export type Reactions = readonly Follows[];

/** Fact → reactions: what follows from a fact and need not be in the answer that made it. */
export const reactions: Reactions = [];

/** Runs what follows from the facts of one commit. */
export async function react(ctx: Context, message: FactMessage, table: Reactions): Promise<void> {
  if (table.length === 0) return;
  const rows = await read(ctx, [
    statement(
      "SELECT * FROM facts WHERE shop = ?1 AND local_day = ?2 AND id = ?3",
      ctx.shop.id,
      message.day,
      message.id,
    ),
  ]);
  const row = rowsOf<FactRow>(rows, 0)[0];
  if (!row) throw new Error("a fact in the outbox is not in the journal");
  const entry: Entry = { ...row, all: JSON.parse(row.facts) as Fact[] };
  const types = new Set(entry.all.map((fact) => fact.type));
  const isMet = ({ on }: Follows) => on === "every" || on.some((type) => types.has(type));
  for (const { run } of table.filter(isMet)) await run(ctx, entry);
}
