import { Temporal } from "temporal-polyfill";
import { DAY, HOUR, MINUTE } from "../lib/time";
import type { MessageStatus } from "./types";

/** Hours of the member's clock in which nothing is pushed; they may lead over midnight. */
export interface QuietHours {
  /** `HH:MM`, the first quiet minute. */
  readonly from: string;
  /** `HH:MM`, the first minute that is not. */
  readonly until: string;
}

export interface Contact {
  /** Messages that are pushed to one member in any seven days, over all journeys. */
  readonly capPerWeek: number;
  readonly quietHours: QuietHours | null;
}

/** What is later than this is not sent: it would tell of something long gone. */
export const LATEST_MS = 48 * HOUR;

export const isTooLate = (dueAt: number, now: number): boolean => now - dueAt > LATEST_MS;

const zoned = (at: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);

/** Whether the clocks of a time zone show a quiet hour. */
export function isQuiet(at: number, timeZone: string, { from, until }: QuietHours): boolean {
  const { hour, minute } = zoned(at, timeZone);
  const time = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
  return from < until ? from <= time && time < until : from <= time || time < until;
}

/** Days until the end of the quiet hours is found; clocks may skip or repeat it on one of them. */
const DAYS_AHEAD = 3;

/** The earliest instant from `at` on at which a member may be disturbed. */
export function whenToPush(at: number, timeZone: string, quiet: QuietHours | null): number {
  if (quiet === null || !isQuiet(at, timeZone, quiet)) return at;
  const today = zoned(at, timeZone).toPlainDate();
  const plainTime = Temporal.PlainTime.from(quiet.until);
  for (let days = 0; days < DAYS_AHEAD; days++) {
    const end = today.add({ days }).toPlainDateTime(plainTime);
    for (const disambiguation of ["earlier", "later"] as const) {
      const instant = end.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds;
      if (instant > at && !isQuiet(instant, timeZone, quiet)) return instant;
    }
  }
  return at + DAY;
}

/** As much of an earlier message as the cap looks at. */
export interface Push {
  readonly status: MessageStatus;
  readonly claimed_at: number | null;
}

const CLAIMED: readonly MessageStatus[] = ["sending", "sent", "unconfirmed"];
const CAP_WINDOW_MS = 7 * DAY;

/** Messages pushed in the seven days before, or handed to the provider just now. */
export const pushesUntil = (now: number, earlier: readonly Push[]): number =>
  earlier.filter((m) => CLAIMED.includes(m.status) && (m.claimed_at ?? now) > now - CAP_WINDOW_MS)
    .length;

/** {@link pushesUntil}, and those that wait for their push. */
export const pushesPlanned = (now: number, earlier: readonly Push[]): number =>
  pushesUntil(now, earlier) + earlier.filter((m) => m.status === "queued").length;

/** What decides whether a message may be pushed to a member. */
export interface Pushing {
  /** Why consent forbids it; null where the member agreed. */
  readonly refusal: string | null;
  readonly hasLegalSender: boolean;
  readonly hasPublicUrl: boolean;
  /** Messages that the cap counts already. */
  readonly pushes: number;
  readonly contact: Contact;
}

/** Why a message stays in the inbox; null where it may be pushed. */
export function whyNotPushed(p: Pushing): string | null {
  if (p.refusal !== null) return p.refusal;
  if (!p.hasLegalSender) return "no_legal_sender";
  if (!p.hasPublicUrl) return "no_public_url";
  return p.pushes >= p.contact.capPerWeek ? "capped" : null;
}

export interface Planning extends Pushing {
  readonly now: number;
  readonly dueAt: number;
  readonly isPromotion: boolean;
  readonly holdoutPercent: number;
  /** In [0, 1): the member's draw for the journey. */
  readonly draw: number;
  readonly timeZone: string;
}

export interface Fate {
  readonly status: MessageStatus;
  readonly reason: string | null;
  /** Of a queued one: when it is pushed at the earliest. */
  readonly pushAt: number;
}

/**
 * What becomes of a new message. The holdout comes before consent, so that both groups are drawn
 * from the same members.
 */
export function fateOf(p: Planning): Fate {
  const pushAt = whenToPush(Math.max(p.now, p.dueAt), p.timeZone, p.contact.quietHours);
  if (isTooLate(p.dueAt, p.now)) return { status: "too_late", reason: null, pushAt };
  if (p.draw * 100 < p.holdoutPercent) {
    return { status: p.isPromotion ? "held_out" : "shown", reason: "held_out", pushAt };
  }
  const obstacle = whyNotPushed(p);
  if (obstacle !== null) return { status: "shown", reason: obstacle, pushAt };
  return { status: "queued", reason: null, pushAt };
}

/** The provider's answer comes within seconds: a claim as old as this will not be answered. */
export const CLAIM_MS = 5 * MINUTE;
/** A message whose fate is unknown is handed over once more, under the same key, and not again. */
const MAX_ATTEMPTS = 2;

/** A message whose timer fired, and what is true by then. */
export interface Pushable extends Pushing {
  readonly now: number;
  readonly timeZone: string;
  readonly status: MessageStatus;
  readonly attempts: number;
  readonly dueAt: number;
  readonly claimedAt: number | null;
  readonly hasOrderedSince: boolean;
}

export type Step =
  /** Nothing is to be done: it is settled, or somebody else is at it. */
  | { readonly kind: "leave" }
  | { readonly kind: "wait"; readonly until: number }
  | { readonly kind: "push" }
  | { readonly kind: "close"; readonly status: MessageStatus; readonly reason: string | null };

/** What is to be done with a message now, decided anew from what is true now. */
export function nextStep(p: Pushable): Step {
  if (p.status === "sending") return stepOfClaimed(p);
  if (p.status !== "queued") return { kind: "leave" };
  if (isTooLate(p.dueAt, p.now)) return { kind: "close", status: "too_late", reason: null };
  if (p.hasOrderedSince) return { kind: "close", status: "cancelled", reason: "ordered" };
  const obstacle = whyNotPushed(p);
  if (obstacle !== null) return { kind: "close", status: "shown", reason: obstacle };
  return pushOrWait(p);
}

/** Whoever claimed it may have handed it over before they were stopped. */
function stepOfClaimed(p: Pushable): Step {
  if (p.now < (p.claimedAt ?? 0) + CLAIM_MS) return { kind: "leave" };
  const mayRepeat =
    p.attempts < MAX_ATTEMPTS &&
    !isTooLate(p.dueAt, p.now) &&
    !p.hasOrderedSince &&
    whyNotPushed(p) === null;
  return mayRepeat ? pushOrWait(p) : { kind: "close", status: "unconfirmed", reason: null };
}

function pushOrWait(p: Pushable): Step {
  const until = whenToPush(p.now, p.timeZone, p.contact.quietHours);
  return until > p.now ? { kind: "wait", until } : { kind: "push" };
}

const SHORTEST_WAIT_MS = 15 * MINUTE;
const LONGEST_WAIT_MS = 6 * HOUR;

/**
 * When a message that the provider did not take is tried again: each wait is as long as all before
 * it, within bounds. null when it would be too late by then.
 *
 * @param pushAt when it could have been pushed first
 */
export function retryAt(now: number, pushAt: number, dueAt: number): number | null {
  const wait = Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, now - pushAt));
  return isTooLate(dueAt, now + wait) ? null : now + wait;
}
