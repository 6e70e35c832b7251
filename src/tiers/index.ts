import type { Context } from "../core/context";
import type { Effect } from "../effects";
import type { Expiry } from "../ledger";
import type { MemberPart, OpenMember } from "../members";

export { tiersProgram } from "./program";

declare module "../members/member" {
  interface MemberParts {
    readonly tiers: MemberTiers;
  }
}

/** Where a member stands in every set of tiers, as of now. */
export interface MemberTiers {
  /** The level of the first set, as answers show it; null: none. */
  readonly shown: string | null;
}

/** What an order or activity counts towards tiers; less than 0 where it counts no longer. */
export interface Progress {
  readonly orders: number;
  /** Goods kept, minor units. */
  readonly spend: number;
  /** Earned, by unit. */
  readonly points: Readonly<Record<string, number>>;
}

/** Loads the member's tiers and brings what is due in them. */
export const memberTiers: MemberPart = {
  column: () => "NULL",
  open: () => undefined,
};

/** The levels that a member held at an instant, before what happened at it counts. */
export const levelsAt = (_member: OpenMember, _at: number): readonly string[] => [];

/**
 * Counts what happened at an instant towards every set of tiers; a level that is reached is held at
 * once, with what it brings, and one that is no longer deserved as this was undone is lost.
 */
export const addProgress = (
  _ctx: Context,
  _member: OpenMember,
  _at: number,
  _progress: Progress,
): Effect[] => [];

/** How long points earned at an instant are valid by the level held then; null: as the program says. */
export const expiryAt = (_member: OpenMember, _at: number): Expiry | null => null;
