import { DAY, HOUR, MINUTE, SECOND } from "../lib/time";

/** What came of one request. */
export interface Outcome {
  /** HTTP; null when nothing was answered. */
  readonly status: number | null;
  /** null: it was taken. */
  readonly error: DeliveryError | null;
  /** How long the receiver asks to be left alone. */
  readonly retryAfterMs: number | null;
}

export type DeliveryError =
  | "timeout"
  | "unreachable"
  | "redirected"
  | "gone"
  | "status_not_2xx"
  | "address_refused"
  | "endpoint_disabled"
  | "interrupted";

/** Waits after each attempt that failed: ten attempts within a little more than three days. */
export const WAITS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
export const MAX_ATTEMPTS = WAITS.length + 1;

/** A wait is longer by up to this part, so that what failed together does not come back together. */
const JITTER = 0.1;

/**
 * How long to wait after `attempts` that failed; null when there was the last.
 *
 * @param chance evenly spread, from 0 to below 1
 */
export function waitAfter(
  attempts: number,
  retryAfterMs: number | null,
  chance: number,
): number | null {
  const wait = WAITS[attempts - 1];
  if (wait === undefined) return null;
  return Math.max(Math.round(wait * (1 + JITTER * chance)), retryAfterMs ?? 0);
}

/** Nobody keeps us waiting for longer. */
const LONGEST_RETRY_AFTER = DAY;

/** `Retry-After` of an answer, in seconds or as a date (RFC 9110); null where it says nothing. */
export function retryAfterOf(status: number, header: string | null, now: number): number | null {
  if ((status !== 429 && status !== 503) || header === null) return null;
  const text = header.trim();
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now;
  return Number.isNaN(ms) || ms <= 0 ? null : Math.min(ms, LONGEST_RETRY_AFTER);
}

/** What an answer means. Redirects are not followed: the shop names where it wants to be told. */
export function outcomeOf(status: number, retryAfter: string | null, now: number): Outcome {
  const error = errorOf(status);
  return { status, error, retryAfterMs: retryAfterOf(status, retryAfter, now) };
}

function errorOf(status: number): DeliveryError | null {
  if (status >= 200 && status < 300) return null;
  if (status === 410) return "gone";
  return status >= 300 && status < 400 ? "redirected" : "status_not_2xx";
}

const FAILING_FOR = 3 * DAY;
const FAILING_DELIVERIES = 5;

/** Whether an endpoint has failed so long and so often that nobody seems to be there. */
export const isGivenUp = (failingSince: number | null, failures: number, now: number): boolean =>
  failingSince !== null && now - failingSince >= FAILING_FOR && failures >= FAILING_DELIVERIES;

/** After a new secret was made, the one before signs too for this long. */
export const OVERLAP = DAY;

/** Numbers of the secrets that sign now, the newest first. */
export function secretNumbers(newest: number, rotatedAt: number | null, now: number): number[] {
  const isOverlap = rotatedAt !== null && now < rotatedAt + OVERLAP && newest > 1;
  return isOverlap ? [newest, newest - 1] : [newest];
}

export const ALL_TYPES = "*";

/** Whether an endpoint asked for facts of a type. */
export const isWanted = (types: readonly string[], type: string): boolean =>
  types.includes(ALL_TYPES) || types.includes(type);
