import type { Voice } from "../core/registry";
import { toIso } from "../lib/time";
import type { Perk } from "./program";
import type { PerkStanding } from "./rules";
import type { PerkUseRow } from "./tables";

/** A perk as the API tells it of a member. */
export const perkView = (
  { key, name }: Perk,
  { held, usable, from, until, source, usesLeft, limits, availableAgainAt }: PerkStanding,
  voice: Voice,
) => ({
  key,
  name: name[voice.locale],
  held,
  usable,
  from: toIso(from),
  until: toIso(until),
  source: source?.kind ?? null,
  level: source?.level ?? null,
  usesLeft,
  limits,
  availableAgainAt: toIso(availableAgainAt),
});

export type PerkView = ReturnType<typeof perkView>;

/** What using a perk answers, or giving the use back: the perk as it stood after it. */
export const usedAnswer = (row: PerkUseRow, status: "used" | "reversed") => ({
  id: row.id,
  status,
  committed: true,
  member: { id: row.member },
  perk: JSON.parse((status === "used" ? row.answer : row.reversal) ?? "null") as PerkView,
  storeId: row.store,
  usedAt: toIso(row.used_at),
  reversedAt: status === "used" ? null : toIso(row.reversed_at),
});
