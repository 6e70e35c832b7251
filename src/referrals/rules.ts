import { addDuration } from "../lib/time";
import type { ReferralTerms } from "./program";

/** Why a claim is refused. */
export const REFUSALS = [
  "program_off",
  "code_unknown",
  "advocate_gone",
  "self_referral",
  "existing_customer",
  "already_referred",
  "circular",
  "window_expired",
  "limit_reached",
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** Why a referral that was accepted came to nothing. */
export type Ending =
  | "order_cancelled"
  | "order_returned"
  | "below_minimum"
  | "not_ordered_in_time"
  | "advocate_gone";

/** Why staff decided so; a fixed list, as rows hold nothing in people's own words. */
export const STAFF_REASONS = ["fraud", "duplicate", "mistake", "other"] as const;
export type StaffReason = (typeof STAFF_REASONS)[number];

export type Reason = Refusal | Ending | "too_many_claims" | `staff_${StaffReason}`;

export interface Identity {
  readonly kind: string;
  readonly value: string;
}

/** What a claim is decided by. */
export interface Claim {
  readonly terms: ReferralTerms;
  readonly now: number;
  readonly timeZone: string;
  readonly clickedAt: number | null;
  /** null: nobody has the code. */
  readonly advocate: {
    readonly id: string;
    readonly isErased: boolean;
    readonly identifiers: readonly Identity[];
    /** Claims through them within a day, and those within a year that may be rewarded. */
    readonly claimsToday: number;
    readonly claimsThisYear: number;
  } | null;
  readonly friend: {
    /** null: not a member yet. */
    readonly id: string | null;
    /** Given ones and those of the profile. */
    readonly identifiers: readonly Identity[];
    /** Whether anybody with these identifiers has ordered before. */
    readonly hasOrdered: boolean;
    readonly isReferred: boolean;
  };
  /** Who referred the advocate, who referred those, and so on. */
  readonly chain: readonly string[];
}

/** Everything that speaks against a claim; empty when it is accepted. */
export function whyRefused(claim: Claim): Refusal[] {
  const { terms, advocate, friend, clickedAt, now, timeZone } = claim;
  const windowEnds = addDuration(clickedAt ?? now, terms.attributionWindow, timeZone);
  const isFull =
    advocate !== null &&
    terms.limitPerYear !== null &&
    advocate.claimsThisYear >= terms.limitPerYear;
  const against: Record<Refusal, boolean> = {
    program_off: !terms.isEnabled,
    code_unknown: advocate === null,
    advocate_gone: advocate?.isErased === true,
    self_referral: advocate !== null && isSamePerson(advocate, friend),
    existing_customer: friend.hasOrdered,
    already_referred: friend.isReferred,
    circular: friend.id !== null && claim.chain.includes(friend.id),
    window_expired: windowEnds <= now,
    limit_reached: isFull,
  };
  return REFUSALS.filter((reason) => against[reason]);
}

/** Whether a person has to decide: more friends a day than most people bring. */
export const needsReview = ({ terms, advocate }: Claim): boolean =>
  (advocate?.claimsToday ?? 0) >= terms.reviewAbove;

interface Person {
  readonly id: string | null;
  readonly identifiers: readonly Identity[];
}

function isSamePerson(a: Person, b: Person): boolean {
  if (a.id === b.id) return true;
  const known = new Set(a.identifiers.map(personalKey));
  return b.identifiers.some((identity) => known.has(personalKey(identity)));
}

const personalKey = ({ kind, value }: Identity): string =>
  `${kind} ${kind === "email" ? mailbox(value) : value}`;

/** The mailbox behind an address: without a tag after `+`, and without the dots Gmail ignores. */
export function mailbox(address: string): string {
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1).toLowerCase();
  const [name = ""] = address.slice(0, at).toLowerCase().split("+");
  const isGmail = domain === "gmail.com" || domain === "googlemail.com";
  return isGmail ? `${name.replaceAll(".", "")}@gmail.com` : `${name}@${domain}`;
}
