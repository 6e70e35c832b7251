import { followVolume } from "./companies";
import { tellEndpoints } from "./connect";
import type { Context } from "./core/context";
import { rowsOf, statement } from "./core/database";
import type { Message } from "./core/env";
import type { Fact } from "./core/facts";
import type { FactRow } from "./core/tables";
import { read } from "./core/transact";
import { tellGiven } from "./gifts";
import { followPools } from "./households";
import { LOOKED_AT_AFTER, lookAfter, tellOfFreed } from "./journeys";
import { suggestMerges } from "./merges";
import { followReferral, REFERRAL_FOLLOWS } from "./orders/referral";
import { republishShop, tellRewarded } from "./referrals";
import { followProgram } from "./tiers";

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
export const reactions: Reactions = [
  { on: LOOKED_AT_AFTER, run: lookAfter },
  { on: ["points_moved"], run: tellOfFreed },
  { on: ["points_moved"], run: followPools },
  { on: REFERRAL_FOLLOWS, run: followReferral },
  { on: ["referral_rewarded"], run: tellRewarded },
  { on: ["gift_received"], run: tellGiven },
  { on: ["program_applied"], run: republishShop },
  { on: ["program_applied"], run: followProgram },
  { on: ["program_applied"], run: followVolume },
  { on: ["identifier_conflict"], run: suggestMerges },
  { on: "every", run: tellEndpoints },
];

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
  await runAll(ctx, entry, table.filter(isMet));
}

/** One that fails keeps no other from its turn; then all are run again, as each bears that. */
async function runAll(ctx: Context, entry: Entry, table: Reactions): Promise<void> {
  const failures: unknown[] = [];
  for (const { run } of table) await run(ctx, entry).catch((error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
