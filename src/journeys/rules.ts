import { DAY, HOUR, NEVER } from "../lib/time";

/** What was due longer ago has passed by, unless a timer was set for it in time. */
const GRACE_MS = 48 * HOUR;
/** Nobody can use points that expire sooner than this after being told of it. */
const LEAST_WARNING_MS = 2 * HOUR;
/** Points never expire without so many notices. */
export const LEAST_NOTICES = 2;

/** Points of a unit that expire together. */
export interface Expiry {
  readonly unit: string;
  readonly at: number;
  readonly amount: number;
}

/** A member's silence: since which order, and when it has lasted long enough to be told. */
export interface Silence {
  readonly lastOrderAt: number;
  readonly winBackAt: number;
}

/** What was planned already of what is still ahead. */
export interface Marks {
  /** The last order before the latest silence that was told. */
  readonly silence: number | null;
  /** By unit and date of expiry: the last notice, as its place in the program. */
  readonly notices: Readonly<Record<string, number>>;
}

export const NO_MARKS: Marks = { silence: null, notices: {} };

/** As much of a member as decides about nudges, as of `now`. */
export interface Seen {
  readonly now: number;
  /** When the member was to be looked at; NEVER where no timer was set. */
  readonly looksAt: number;
  readonly marks: Marks;
  /** null: no order that counts. */
  readonly silence: Silence | null;
  /** What expires after now, up to some date later than the longest notice. */
  readonly expiries: readonly Expiry[];
  /** The first expiry after those; NEVER: none. */
  readonly expiryBeyond: number;
}

/** What the program asks for. */
export interface Asked {
  readonly winBack: boolean;
  readonly pointsExpiring: boolean;
  /** How long before an expiry each notice is due, ms, the longest first. */
  readonly noticeBefore: readonly number[];
}

export type Nudge =
  | {
      readonly journey: "win_back";
      readonly key: string;
      readonly dueAt: number;
      readonly silence: Silence;
    }
  | {
      readonly journey: "points_expiring";
      readonly key: string;
      readonly dueAt: number;
      readonly expiry: Expiry;
      readonly notice: number;
    };

const dateKey = ({ unit, at }: Expiry): string => `${unit}:${at}`;

/**
 * The nudges that a look finds due. A win-back that nobody was waiting for has passed by after two
 * days, so that the past of an import tells nobody anything; one whose timer fires late is planned
 * as of when it was due. A notice is worth giving as long as the points are there: one that comes
 * late, as the points were earned shortly before they expire, is due at the look that was set for
 * it, and not when an earlier timer fires twice.
 */
export function nudgesDue(seen: Seen, asked: Asked): Nudge[] {
  const winBack = asked.winBack ? winBackDue(seen) : [];
  const notices = asked.pointsExpiring
    ? seen.expiries.flatMap((e) => noticeDue(e, seen, asked))
    : [];
  return [...winBack, ...notices];
}

function winBackDue({ now, looksAt, marks, silence }: Seen): Nudge[] {
  if (silence === null || marks.silence === silence.lastOrderAt) return [];
  const { lastOrderAt, winBackAt: dueAt } = silence;
  const isAwaited = now - dueAt <= GRACE_MS || looksAt <= dueAt;
  if (dueAt > now || !isAwaited) return [];
  return [{ journey: "win_back", key: `win_back:${lastOrderAt}`, dueAt, silence }];
}

function noticeDue(expiry: Expiry, { now, looksAt, marks }: Seen, asked: Asked): Nudge[] {
  const [next] = noticesAhead(expiry, marks, now, asked);
  if (!next || next.at > now || isTooClose(expiry, now)) return [];
  const { notice, at } = next;
  const isLate = now - at > GRACE_MS;
  if (isLate && looksAt > now) return [];
  const dueAt = isLate ? now : at;
  const key = `points_expiring:${dateKey(expiry)}:${notice}`;
  return [{ journey: "points_expiring", key, dueAt, expiry, notice }];
}

const isTooClose = ({ at }: Expiry, now: number): boolean => at - now < LEAST_WARNING_MS;

interface Notice {
  /** Its place among the program's notices. */
  readonly notice: number;
  readonly at: number;
}

/**
 * The notices of an expiry that were not planned and are worth it: those to come, those that were
 * due just now, and of the others the last two, so that nobody is told less than twice.
 */
function noticesAhead(expiry: Expiry, marks: Marks, now: number, asked: Asked): Notice[] {
  const planned = marks.notices[dateKey(expiry)] ?? -1;
  const owed = asked.noticeBefore.length - LEAST_NOTICES;
  return asked.noticeBefore
    .map((before, notice) => ({ notice, at: expiry.at - before }))
    .filter(({ notice, at }) => notice > planned && (notice >= owed || now - at <= GRACE_MS));
}

/** When to look at the member next, after `now`, if not sooner; NEVER where nothing is ahead. */
export function nextLook(seen: Seen, asked: Asked): number {
  const { now, looksAt, silence, expiryBeyond } = seen;
  const winBackAt = silence?.winBackAt ?? NEVER;
  const longest = asked.noticeBefore[0] ?? 0;
  return Math.min(
    looksAt > now ? looksAt : NEVER,
    winBackAt > now ? winBackAt : NEVER,
    expiryBeyond === NEVER ? NEVER : Math.max(now + 1, expiryBeyond - longest),
    ...seen.expiries.map((expiry) => nextNotice(expiry, seen, asked)),
  );
}

/**
 * When an expiry is told next. A notice whose time had passed before anybody could tell it comes
 * halfway to what follows, so that several are not told at once.
 */
function nextNotice(expiry: Expiry, { now, marks }: Seen, asked: Asked): number {
  const ahead = noticesAhead(expiry, marks, now, asked);
  const future = ahead.find(({ at }) => at > now)?.at;
  const [first] = ahead;
  if (!first || first.at > now || !asked.pointsExpiring) return future ?? NEVER;
  if (isTooClose(expiry, now)) return NEVER;
  return now + Math.ceil(((future ?? expiry.at) - now) / 2);
}

/** The marks after nudges were planned, without those of what has passed. */
export function marksAfter({ now, marks }: Seen, planned: readonly Nudge[]): Marks {
  const notices = Object.entries(marks.notices).filter(([key]) => expiryOf(key) > now);
  let told = marks.silence;
  for (const nudge of planned) {
    if (nudge.journey === "win_back") told = nudge.silence.lastOrderAt;
    else notices.push([dateKey(nudge.expiry), nudge.notice]);
  }
  return { silence: told, notices: Object.fromEntries(notices) };
}

const expiryOf = (key: string): number => Number(key.slice(key.lastIndexOf(":") + 1));

/** When a silence has lasted long enough: factor × the member's own interval, or so many days. */
export const winBackAt = (lastOrderAt: number, days: number): number =>
  lastOrderAt + Math.round(days * DAY);
