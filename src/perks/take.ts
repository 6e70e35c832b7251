import type { Context } from "../core/context";
import { type Entry, move, spend, type Take, unitFor } from "../ledger";
import type { Counting, OpenMember } from "../members";
import type { Perk } from "./program";
import { countedBy, type PerkState, perkRule, type Source } from "./rules";
import type { PerkUseRow } from "./tables";
import type { Asked } from "./use";

interface Using {
  readonly asked: Asked;
  readonly state: PerkState;
  readonly source: Source;
}

/** Takes the use, and tells the row that remembers it, and what it is counted by. */
export function used(ctx: Context, member: OpenMember, { asked, state, source }: Using) {
  const { perk, at } = state;
  const takes = taken(member, perk, source, {
    reason: "use",
    cause: useCause(asked.row),
    rule: perkRule(perk.key),
    program: member.program.number,
    happenedAt: at,
  });
  const counted = countedBy(state, source);
  const row: PerkUseRow = {
    shop: ctx.shop.id,
    id: asked.row,
    member: member.row.id,
    perk: perk.key,
    store: asked.storeId ?? null,
    source: source.kind,
    takes: takes && JSON.stringify(takes),
    counted: JSON.stringify(counted),
    program: member.program.number,
    used_at: at,
    request_hash: asked.hash,
    answer: "",
    reversed_at: null,
    reversal: null,
    created_at: ctx.now,
  };
  return { row, counting: counted.map(([rule, period]) => once(rule, period, 1, at)) };
}

export const once = (
  rule: string,
  period: string,
  times: 1 | -1,
  lastAt: number | null,
): Counting => ({ rule, period, amount: 0, times, lastAt });

/** The cause of a use's transfers. */
export const useCause = (id: string): string => `perk_use:${id}`;

/** A use that no lot runs out by is a transfer too, so that the ledger has the history. */
function taken({ book }: OpenMember, perk: Perk, source: Source, entry: Entry): Take[] | null {
  const unit = unitFor("perk", perk.key);
  if (source.kind === "grant" && perk.total !== null) {
    return spend(book, unit, "redeemed", 1, entry);
  }
  move(book, unit, "issued", "redeemed", 1, entry);
  return null;
}

export const useFact = (type: string, row: PerkUseRow) => ({
  type,
  use: row.id,
  perk: row.perk,
  source: row.source,
  store: row.store,
});
