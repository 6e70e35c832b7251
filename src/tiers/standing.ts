import { NEVER } from "../lib/time";
import type { Checkpoint, Manual, SetState, StoredProgress } from "./codec";
import { type Course, courseOf, deservedOn } from "./course";
import { type Day, dayAt, startOf } from "./days";
import { countableFrom, daysNeededFrom } from "./horizon";
import type { TierLevel, TierSet } from "./program";
import { type Change, fold, NONE, nextChange, type Standing } from "./rules";
import { withoutBefore } from "./tally";

/* How a member stands in each set of a program at an instant, from what is stored. Pure. */

/** What all sets of a member are counted with. */
export interface Reckoning {
  readonly sets: readonly TierSet[];
  readonly timeZone: string;
  readonly now: number;
  /** The shop's day of now, and that of joining where a set counts years from it. */
  readonly today: Day;
  readonly joined: Day;
}

/** Finding the day of an instant costs as much as a fold: it is done once, and where it is asked for. */
export function reckoningFrom(
  of: Pick<Reckoning, "sets" | "timeZone" | "now"> & { readonly joinedAt: number },
): Reckoning {
  const { sets, timeZone, now, joinedAt } = of;
  if (sets.length === 0) return { sets, timeZone, now, today: 0, joined: 0 };
  const asksForJoining = sets.some(({ window }) => window.type === "membership_year");
  const joined = asksForJoining ? dayAt(joinedAt, timeZone) : 0;
  return { sets, timeZone, now, today: dayAt(now, timeZone), joined };
}

/** A member in one set: what is earned, and what is held where staff gave more. */
export interface SetStanding {
  readonly set: TierSet;
  readonly state: SetState;
  readonly course: Course;
  readonly earned: Standing;
  /** The better of what is earned and what staff gave. */
  readonly level: number;
  /** That staff gave, while it lasts. */
  readonly manual: Manual | null;
  /** What time alone brings to what is earned. */
  readonly change: Change | null;
}

const UNKNOWN_SET: SetState = { told: null, tenure: null, manual: null, checkpoint: null };

export const keyOf = (set: TierSet, level: number): string | null => set.levels[level]?.key ?? null;

const levelOf = (set: TierSet, key: string | null): number =>
  set.levels.findIndex((level) => level.key === key);

export const heldLevel = ({ set, level }: SetStanding): TierLevel | null =>
  set.levels[level] ?? null;

export const standingsOf = (stored: StoredProgress, of: Reckoning): SetStanding[] =>
  of.sets.map((set) => standingIn(set, stored, of));

function standingIn(set: TierSet, stored: StoredProgress, of: Reckoning): SetStanding {
  const { now, today, joined } = of;
  const state = stored.sets[set.key] ?? UNKNOWN_SET;
  const course = courseOf(set, stored.tally, joined, today);
  const earned = earnedOn(course, state.checkpoint, today);
  const manual = manualAt(state, now);
  const level = Math.max(earned.level, manual ? levelOf(set, manual.level) : NONE);
  const change = nextChange(course, earned, today);
  return { set, state, course, earned, level, manual, change };
}

/** Since when a level is held, ms since epoch: from the beginning of the day it was earned on. */
export const sinceOf = ({ level, earned, manual }: SetStanding, timeZone: string): number =>
  level > earned.level && manual ? manual.since : startOf(earned.since, timeZone);

/** Since when a level is held without a break, as it was when it was told first. */
export function tenureOf(standing: SetStanding, timeZone: string): number | null {
  const { set, state, level } = standing;
  const key = keyOf(set, level);
  if (key === null) return null;
  return (key === state.told ? state.tenure : null) ?? sinceOf(standing, timeZone);
}

/** When time takes the level, ms since epoch; null: not, as far as can be foreseen. */
export function untilOf({ set, level, earned, manual, change }: SetStanding, timeZone: string) {
  const given = manual ? levelOf(set, manual.level) : NONE;
  const fallsAt = change ? startOf(change.day, timeZone) : NEVER;
  const endsAt = manual?.until ?? NEVER;
  const earnedThen = change && fallsAt <= endsAt ? change.level : earned.level;
  const first = Math.min(
    change && Math.max(change.level, given) !== level ? fallsAt : NEVER,
    earnedThen === level ? NEVER : endsAt,
  );
  return first === NEVER ? null : first;
}

/** When sets have to be looked at again, as a level may be another then; null: never. */
export function dueOf(standings: readonly SetStanding[], timeZone: string): number | null {
  const days = standings.flatMap(({ change }) => (change ? [change.day] : []));
  const first = days.length === 0 ? NEVER : startOf(Math.min(...days), timeZone);
  const due = Math.min(first, ...standings.map(({ manual }) => manual?.until ?? NEVER));
  return due === NEVER ? null : due;
}

const manualAt = ({ manual }: SetState, at: number): Manual | null =>
  manual && manual.since <= at && (manual.until === null || at < manual.until) ? manual : null;

/** What a course earned by the end of a day. */
function earnedOn(course: Course, checkpoint: Checkpoint | null, day: number): Standing {
  const { set } = course;
  if (checkpoint === null) {
    const first = Math.min(course.days[0] ?? day, day);
    return fold(course, { day: first, standing: nothingSince(first) }, day);
  }
  const { falling, kept, since } = checkpoint;
  const level = levelOf(set, checkpoint.level);
  if (set.window.type !== "lifetime") {
    const standing = { level, since, falling, kept };
    return day < checkpoint.day ? standing : fold(course, { day: checkpoint.day, standing }, day);
  }
  // All that ever counted is in the sums: what was taken back meanwhile never gave the level.
  const begun = Math.min(checkpoint.day, day);
  const deserved = deservedOn(course, begun);
  const standing =
    deserved < level
      ? { level: deserved, since: begun, falling: null, kept: null }
      : { level, since, falling: null, kept: null };
  return fold(course, { day: begun, standing }, day);
}

const nothingSince = (day: number): Standing => ({
  level: NONE,
  since: day,
  falling: null,
  kept: null,
});

/** The level of each set that a member held at an instant, by what is known of its day so far. */
export function levelsHeldAt(
  standings: readonly SetStanding[],
  at: number,
  { timeZone, now, today }: Reckoning,
): (TierLevel | null)[] {
  if (at >= now) return standings.map(heldLevel);
  const day = Math.min(today, dayAt(at, timeZone));
  return standings.map(({ set, course, state }) => {
    const manual = manualAt(state, at);
    const earned = earnedOn(course, state.checkpoint, day).level;
    return set.levels[Math.max(earned, manual ? levelOf(set, manual.level) : NONE)] ?? null;
  });
}

/** Days that are kept in any case, so that a program may ask for another window of up to two years. */
export const ALWAYS_KEPT_DAYS = 731;

/** Whether a set that the program lacks leaves something behind, should a later one have it again. */
const isToBeKept = ({ told, manual, checkpoint }: SetState): boolean =>
  told !== null || manual !== null || (checkpoint !== null && checkpoint.level !== null);

/**
 * What is to be stored, without days that can matter no more. Where days go, each set's counting
 * begins where it still needs none of them. Sets that the program lacks stay as they were.
 */
export function trimmed(stored: StoredProgress, standings: readonly SetStanding[], of: Reckoning) {
  const { today, joined } = of;
  // A history that is told years later counts day by day, as if each were the latest.
  const latest = Math.min(today, stored.tally.days.at(-1)?.day ?? today);
  const needed = of.sets.map((set) => daysNeededFrom(set, joined, latest));
  const cut = Math.min(latest - ALWAYS_KEPT_DAYS, ...needed);
  const tally = withoutBefore(stored.tally, cut);
  const sets = standings.map(({ set, state, course }): [string, SetState] => {
    const day = countableFrom(set, joined, cut);
    if (tally === stored.tally || day <= (state.checkpoint?.day ?? 0)) return [set.key, state];
    const { level, ...standing } = earnedOn(course, state.checkpoint, day);
    return [set.key, { ...state, checkpoint: { ...standing, day, level: keyOf(set, level) } }];
  });
  const left = Object.entries(stored.sets).filter(([, state]) => isToBeKept(state));
  return { ...stored, tally, sets: Object.fromEntries([...left, ...sets]) };
}
