import type { Locale } from "../core/context";
import type { OpenMember } from "../members";
import type { VoucherRow } from "../vouchers";
import type { StoredProgress } from "./codec";
import {
  heldLevel,
  keyOf,
  type Reckoning,
  type SetStanding,
  sinceOf,
  standingsOf,
  tenureOf,
  untilOf,
} from "./standing";
import { EMPTY_TALLY } from "./tally";
import { type TierView, tierViews } from "./view";

declare module "../members/member" {
  interface MemberParts {
    readonly tiers: MemberTiers;
  }
}

/**
 * A perk that comes with a level, ms since epoch; `until` null: as long as can be foreseen. `tenure`
 * tells this holding of the level from an earlier one.
 */
export interface PerkHeld {
  readonly perk: string;
  readonly set: string;
  readonly level: string;
  readonly since: number;
  readonly tenure: number;
  readonly until: number | null;
}

/** Where a member stands in every set of tiers, as of now. A value: what changes makes a new one. */
export interface MemberTiers {
  /** The level of the first set, as answers show it; null: none. */
  readonly shown: string | null;
  /** Keys of the levels held, at most one of each set. */
  readonly levels: readonly string[];
  readonly perks: readonly PerkHeld[];
  /** Every set as the API tells it. */
  views(locale: Locale): TierView[];
  readonly standings: readonly SetStanding[];
  readonly stored: StoredProgress;
  readonly reckoning: Reckoning;
  /** That reaching levels gave, by their first code, while they may be taken back. */
  readonly vouchers: ReadonlyMap<string, VoucherRow>;
  /** Whether it has to be written. */
  readonly isChanged: boolean;
}

/** What a member's tiers follow from. */
type Grounds = Pick<MemberTiers, "stored" | "reckoning" | "vouchers" | "isChanged">;

export const EMPTY_PROGRESS: StoredProgress = {
  isComplete: true,
  tally: EMPTY_TALLY,
  sets: {},
  gifts: [],
  toldAt: 0,
  undoneUntil: null,
};

/**
 * A member's tiers by what is stored, put where everybody finds them.
 *
 * @param standings what `grounds` come to, where that is known.
 */
export function placeTiers(
  member: OpenMember,
  grounds: Grounds,
  standings: readonly SetStanding[] = standingsOf(grounds.stored, grounds.reckoning),
): MemberTiers {
  const { stored, reckoning, vouchers, isChanged } = grounds;
  const held = standings.map((s) => keyOf(s.set, s.level));
  const tiers: MemberTiers = {
    shown: held[0] ?? null,
    levels: held.filter((key) => key !== null),
    get perks() {
      return standings.flatMap((standing) => perksOf(standing, reckoning));
    },
    views: (locale) => tierViews(member.row.id, standings, reckoning, locale),
    standings,
    stored,
    reckoning,
    vouchers,
    isChanged,
  };
  Object.assign(member.parts, { tiers });
  return tiers;
}

function perksOf(standing: SetStanding, { timeZone }: Reckoning): PerkHeld[] {
  const level = heldLevel(standing);
  if (!level || level.perks.length === 0) return [];
  const [since, until] = [sinceOf(standing, timeZone), untilOf(standing, timeZone)];
  const tenure = tenureOf(standing, timeZone) ?? since;
  const of = { set: standing.set.key, level: level.key, since, tenure, until };
  return level.perks.map((perk) => ({ perk, ...of }));
}
