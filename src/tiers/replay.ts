import type { Context } from "../core/context";
import type { OpenMember } from "../members";
import { type Manual, manualsFrom } from "./codec";
import { dayAt } from "./days";
import { replaceTally } from "./history";
import { placeTiers } from "./member-tiers";
import { keyOf } from "./standing";
import { EMPTY_TALLY, type Progress, withProgress } from "./tally";

/* What a replay in memory does about tiers besides opening and closing the member. */

/** What counted towards tiers, and when. */
export type Done = Progress & { readonly at: number };

/**
 * Counts all that was done so far anew, as is done when a program begins to count.
 *
 * @param done in any order
 */
export function recountTiers(ctx: Context, member: OpenMember, done: readonly Done[]): void {
  let tally = EMPTY_TALLY;
  for (const { at, ...progress } of done) {
    tally = withProgress(tally, dayAt(at, ctx.shop.timeZone), progress);
  }
  replaceTally(ctx, member, tally);
}

/** SQL of what {@link placeManuals} takes, over a member's row `m`. */
export const MANUALS = "(SELECT p.sets FROM progress p WHERE p.shop = m.shop AND p.member = m.id)";

/** Has the member hold what staff gave, from when it was given. @param sets of a row of `progress` */
export function placeManuals(member: OpenMember, sets: string | null): void {
  const { tiers } = member.parts;
  const manuals: ReadonlyMap<string, Manual> = manualsFrom(sets ?? "{}");
  if (!tiers || manuals.size === 0) return;
  const nothing = { told: null, tenure: null, checkpoint: null };
  const given = [...manuals].map(([key, manual]) => [key, { ...nothing, manual }]);
  placeTiers(member, { ...tiers, stored: { ...tiers.stored, sets: Object.fromEntries(given) } });
}

/** The level that the member holds in each set of the program; null: none. */
export const levelsHeld = ({ parts }: OpenMember): ReadonlyMap<string, string | null> =>
  new Map(parts.tiers?.standings.map(({ set, level }) => [set.key, keyOf(set, level)]));
