import type { Context } from "../core/context";
import { fireSoon, insertTimer } from "../core/timers";
import type { Effect, TierChanged } from "../effects";
import type { Expiry } from "../ledger";
import type { OpenMember } from "../members";
import { dayAt } from "./days";
import { giveEntryGifts, takeEntryGifts } from "./gifts";
import { type MemberTiers, placeTiers } from "./member-tiers";
import { changesSince, lookAgain, placeTold } from "./part";
import type { TierLevel } from "./program";
import { levelsHeldAt, type SetStanding } from "./standing";
import { isNothing, type Progress, withProgress } from "./tally";

/**
 * The levels that a member held at an instant. What counts is what is known of its day so far, less
 * what the caller is only about to add.
 */
export const levelsAt = (member: OpenMember, at: number): readonly string[] =>
  heldAt(member, at).map((level) => level.key);

/** When points expire that are earned at an instant, where a level held then says so. */
export const expiryAt = (member: OpenMember, at: number): Expiry | null =>
  heldAt(member, at).find((level) => level.expiry !== undefined)?.expiry ?? null;

function heldAt({ parts }: OpenMember, at: number): TierLevel[] {
  const { tiers } = parts;
  if (!tiers) return [];
  return levelsHeldAt(tiers.standings, at, tiers.reckoning).filter((level) => level !== null);
}

/**
 * Counts what happened at an instant towards every set of tiers; a level that is reached is held at
 * once, with what it brings, and one that is no longer deserved as this was undone is lost.
 */
export function addProgress(
  ctx: Context,
  member: OpenMember,
  at: number,
  progress: Progress,
): Effect[] {
  const before = member.parts.tiers;
  if (!before || before.reckoning.sets.length === 0 || isNothing(progress)) return [];
  const { stored, reckoning } = before;
  if (!stored.isComplete && Object.keys(stored.sets).length === 0) countHistory(ctx, member);
  const tally = withProgress(stored.tally, dayAt(at, reckoning.timeZone), progress);
  const after = placeTiers(member, { ...before, stored: { ...stored, tally } });
  const lost = before.standings.filter((s, i) => s.earned.level > earnedLevel(after, i));
  const changes = changesSince(after.standings, "progress").map((change): TierChanged => {
    const isLost = lost.some(({ set }) => set.key === change.set);
    return isLost ? { ...change, cause: "taken_back" } : change;
  });
  const gifts = alignGifts(ctx, member, before, after);
  placeTold(member, { ...after, stored: gifts.stored });
  lookAgain(member);
  return [...changes, ...gifts.effects];
}

const earnedLevel = ({ standings }: MemberTiers, set: number): number =>
  standings[set]?.earned.level ?? -1;

/** Takes back what those levels brought that are lost, and gives what those bring that are reached. */
function alignGifts(ctx: Context, member: OpenMember, before: MemberTiers, after: MemberTiers) {
  const between = (from: readonly SetStanding[], to: readonly SetStanding[]) =>
    to.flatMap(({ set, earned }, i) => {
      const first = (from[i]?.earned.level ?? -1) + 1;
      return set.levels.slice(first, earned.level + 1).map((level) => ({ set, level }));
    });
  const taken = takeEntryGifts(member, after, between(after.standings, before.standings));
  const reached = between(before.standings, after.standings);
  const given = giveEntryGifts(ctx, member, taken.stored, reached);
  return { stored: given.stored, effects: [...taken.effects, ...given.effects] };
}

/** What was before the member's row is counted at once, besides the answer. */
function countHistory(ctx: Context, member: OpenMember): void {
  const timer = { dueAt: member.book.now, subject: member.row.id, kind: HISTORY_TIMER };
  member.writes.push(insertTimer(ctx, timer));
  if (!ctx.isDryRun) fireSoon(ctx, timer);
}

/** Counts one member's history; the subject is the member. */
export const HISTORY_TIMER = "tier_history";
