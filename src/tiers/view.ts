import type { Locale } from "../core/context";
import { toIso } from "../lib/time";
import { startOf } from "./days";
import { outlookOf } from "./outlook";
import type { TierSet } from "./program";
import { heldLevel, keyOf, type Reckoning, type SetStanding, sinceOf, untilOf } from "./standing";

const EXPLAINED = /^tier_([0-9a-z]{26})_([a-z0-9][a-z0-9_-]{0,39})$/;

/** Under which id it is explained where a member stands in a set. */
export const standingId = (member: string, set: string): string =>
  `tier_${member.slice("mem_".length)}_${set}`;

/** What {@link standingId} names; null where the text is none. */
export function standingKey(id: string): { member: string; set: string } | null {
  const [, member, set] = EXPLAINED.exec(id) ?? [];
  return member && set ? { member: `mem_${member}`, set } : null;
}

export interface TierView {
  readonly id: string;
  readonly set: string;
  readonly name: string;
  readonly level: string | null;
  readonly levelName: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly measure: TierSet["measure"];
  readonly progress: number;
  readonly next: { level: string; levelName: string; missing: number } | null;
  readonly keep: { missing: number; by: string } | null;
  readonly manual: { level: string; since: string; until: string | null; reason: string } | null;
}

/** Where a member stands in each set, as the API tells it. */
export const tierViews = (
  member: string,
  standings: readonly SetStanding[],
  of: Reckoning,
  locale: Locale,
): TierView[] => standings.map((standing) => tierView(member, standing, of, locale));

function tierView(
  member: string,
  standing: SetStanding,
  { today, timeZone }: Reckoning,
  locale: Locale,
): TierView {
  const { set, manual } = standing;
  const held = heldLevel(standing);
  const { progress, next, keep } = outlookOf(standing, today);
  const above = next && set.levels[next.level];
  return {
    id: standingId(member, set.key),
    set: set.key,
    name: set.name[locale],
    level: keyOf(set, standing.level),
    levelName: held?.name[locale] ?? null,
    since: held && toIso(sinceOf(standing, timeZone)),
    until: held && toIso(untilOf(standing, timeZone)),
    measure: set.measure,
    progress,
    next: above ? { level: above.key, levelName: above.name[locale], missing: next.missing } : null,
    keep: keep && { missing: keep.missing, by: toIso(startOf(keep.by, timeZone)) },
    manual: manual && {
      level: manual.level,
      since: toIso(manual.since),
      until: toIso(manual.until),
      reason: manual.reason,
    },
  };
}
