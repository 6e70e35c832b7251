import type { Context } from "../core/context";
import { type Batch, rowsOf, type Statement, statement } from "../core/database";
import { type Book, unitFor, type Who } from "../ledger";
import { type Counts, countersStatement, countsFrom, type OpenMember, periodsAt } from "../members";
import type { Perk } from "./program";
import { type PerkStanding, type PerkState, standingOf, type TierPerk } from "./rules";

/** What is known of a member's perks beside the open member. */
export interface PerkFacts {
  readonly counts: Counts;
  /** By unit: until when a grant would last whose uses are all gone. */
  readonly usedUp: ReadonlyMap<string, number>;
}

/** How many statements {@link perkStatements} makes. */
export const PERK_STATEMENTS = 2;

/**
 * Reads what perks need beside the member, who is opened with `whole: ["perk"]`; {@link perkFacts}
 * takes the rows. Of lots that are used up only the one that would last longest matters.
 */
export function perkStatements(who: Who, now: number, periods: readonly string[]): Statement[] {
  const at = `?${who.params.length + 1}`;
  return [
    countersStatement(who, [...new Set(periods)]),
    statement(
      `SELECT w.unit, (SELECT l.due_at FROM lots l WHERE l.shop = w.shop AND l.member = w.member
           AND l.unit = w.unit AND l.state = 'closed' AND l.due_at > ${at}
         ORDER BY l.due_at DESC LIMIT 1) AS until
       FROM wallets w WHERE w.shop = ?1 AND w.member = ${who.sql} AND w.unit GLOB 'perk:*'
         AND w.spent > 0`,
      ...who.params,
      now,
    ),
  ];
}

/** The periods that limits count by at some instants. */
export const periodsOf = ({ shop }: Context, ...instants: readonly number[]): string[] =>
  instants.flatMap((at) => Object.values(periodsAt(at, shop.timeZone)));

/** Those around an instant, where the time zone is not known. */
export const periodsNear = (at: number): string[] =>
  [-14, 0, 14].flatMap((hours) => Object.values(periodsAt(at + hours * 3_600_000, "UTC")));

export function perkFacts(rows: Batch): PerkFacts {
  const found = rowsOf<{ unit: string; until: number | null }>(rows, 1);
  return {
    counts: countsFrom(rows, 0),
    usedUp: new Map(found.flatMap(({ unit, until }) => (until === null ? [] : [[unit, until]]))),
  };
}

/** Perks that come with the levels a member holds. */
export const tierPerks = ({ parts }: OpenMember): readonly TierPerk[] => parts.tiers?.perks ?? [];

/** Everything that decides about a perk when it is used at an instant. */
export const stateOf = (
  ctx: Context,
  member: OpenMember,
  perk: Perk,
  { counts, usedUp }: PerkFacts,
  at: number,
): PerkState => {
  const unit = unitFor("perk", perk.key);
  const lots = [...member.book.lots.values()].filter((lot) => lot.unit === unit);
  return {
    perk,
    tiers: tierPerks(member).filter((tier) => tier.perk === perk.key),
    lots,
    usedUpUntil: perk.total === null ? null : (usedUp.get(unit) ?? usedUpNow(member.book, unit)),
    counts,
    at,
    timeZone: ctx.shop.timeZone,
  };
};

/** Until when a grant would last whose last use this commit takes. */
function usedUpNow({ lots, now }: Book, unit: string): number | null {
  const spent = [...lots.values()].filter(
    (lot) => lot.unit === unit && lot.state === "closed" && lot.expired === 0 && lot.dueAt > now,
  );
  return spent.length === 0 ? null : Math.max(...spent.map((lot) => lot.dueAt));
}

export const standingNow = (
  ctx: Context,
  member: OpenMember,
  perk: Perk,
  facts: PerkFacts,
): PerkStanding => standingOf(stateOf(ctx, member, perk, facts, ctx.now));
