import type { Context } from "../core/context";
import { type Batch, rowsOf, type Statement, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { insertTimer, type NewTimer } from "../core/timers";
import type { Who } from "../ledger";
import { DAY } from "../lib/time";
import type { OpenMember } from "../members";
import type { Prepared } from "./grant";
import {
  type Email,
  isAfter,
  type LatestConsent,
  latestOf,
  newestOf,
  PURPOSES,
  type Purpose,
  requestStep,
  timeOf,
} from "./rules";
import { insertConsent, keepWording } from "./store";
import type { ConsentRow } from "./tables";

/** The kind of the timers that send confirming mails; their subject is the latest request. */
export const CONSENT_TIMER = "consent_mail";

/** Reads how many confirming mails went to each of a member's addresses within a day. */
export const requestStatements = (ctx: Context, who: Who): Statement[] => [
  statement(
    `SELECT address, COUNT(DISTINCT recorded_at) AS mails FROM consents
     WHERE shop = ?1 AND member = ${who.sql} AND channel = 'email'
       AND purpose IN ('marketing', 'points') AND happened_at > ?${who.params.length + 1}
       AND status = 'requested'
     GROUP BY address`,
    ...who.params,
    ctx.now - DAY,
  ),
];

/** How many statements {@link requestStatements} makes. */
export const REQUEST_STATEMENTS = 1;

/** What is known of the member before grants are recorded. */
export interface Known {
  /** Rows of `consentStatements`. */
  readonly rows: Batch;
  /** Rows of {@link requestStatements}; none where nothing is requested. */
  readonly requests: Batch;
  readonly email: Email | null;
}

export interface Outcome {
  readonly purpose: Purpose;
  /**
   * `mailed`: a confirming mail is on its way; `recent`: it has gone out just before; `known`: the
   * member had agreed already.
   */
  readonly step: "recorded" | "mailed" | "recent" | "known";
  /** The row that was written. */
  readonly row: ConsentRow | null;
}

/** What was recorded, and the timer to hand to `fireSoon` once it is committed. */
export interface Recorded {
  readonly outcomes: readonly Outcome[];
  readonly timer: NewTimer | null;
}

/**
 * Records grants on an opened member, for the commit that closes the member.
 *
 * @throws {DomainError} no_address, too_many_confirmations
 */
export function recordConsents(
  ctx: Context,
  member: OpenMember,
  known: Known,
  grants: readonly Prepared[],
): Recorded {
  const counting = new Map(PURPOSES.map((purpose) => [purpose, latestOf(known.rows, purpose)]));
  const outcomes = grants.map((grant) => {
    const outcome = recordOne(ctx, member, known, grant, counting.get(grant.purpose) ?? null);
    const { row } = outcome;
    const before = counting.get(grant.purpose) ?? null;
    // Grants of one purpose follow one another, as when a request and its proof are both recorded.
    if (row && isAfter(row, before)) counting.set(grant.purpose, { ...row, suppressed: null });
    return outcome;
  });
  const mailed = outcomes
    .map((o) => (o.step === "mailed" ? o.row : null))
    .filter((r) => r !== null);
  const last = newestOf(mailed);
  if (!last) return { outcomes, timer: null };
  const timer = { dueAt: ctx.now, subject: last.id, kind: CONSENT_TIMER };
  member.writes.push(insertTimer(ctx, timer));
  return { outcomes, timer };
}

function recordOne(
  ctx: Context,
  member: OpenMember,
  known: Known,
  grant: Prepared,
  latest: LatestConsent | null,
): Outcome {
  const { purpose } = grant;
  const step = stepOf(ctx, known, latest, grant);
  if (step === "recent" || step === "known") return { purpose, step, row: null };
  const row = rowOf(ctx, member, known.email, latest, grant);
  member.writes.push(insertConsent(row));
  if (grant.wording && grant.wordingId) {
    member.writes.push(keepWording(ctx, grant.wordingId, grant.wording));
  }
  if (isAfter(row, latest) && (row.status !== latest?.status || row.address !== latest.address)) {
    const { channel, status, method, id } = row;
    member.facts.push({ type: "consent_changed", consent: id, channel, purpose, status, method });
  }
  return { purpose, step, row };
}

function stepOf(
  ctx: Context,
  known: Known,
  latest: LatestConsent | null,
  { status, happenedAt }: Prepared,
): Outcome["step"] {
  if (status === "withdrawn") return "recorded";
  if (!known.email) throw new DomainError("no_address", "The member has no e-mail address.");
  // What was asked for earlier, elsewhere, is only written down.
  if (status === "granted" || (happenedAt ?? null) !== null) return "recorded";
  const { hash } = known.email;
  const counted = rowsOf<{ address: string; mails: number }>(known.requests, 0);
  const mails = counted.find((row) => row.address === hash)?.mails ?? 0;
  const step = requestStep(latest, hash, ctx.now, mails);
  if (step === "limited") {
    throw new DomainError("too_many_confirmations", "Ask this member again tomorrow.");
  }
  return step;
}

const rowOf = (
  ctx: Context,
  { row }: OpenMember,
  email: Email | null,
  latest: LatestConsent | null,
  grant: Prepared,
): ConsentRow => ({
  shop: ctx.shop.id,
  member: row.id,
  channel: grant.channel,
  purpose: grant.purpose,
  happened_at: grant.happenedAt ?? timeOf(ctx.now, latest),
  id: grant.id,
  status: grant.status,
  method: grant.method,
  source: grant.source ?? null,
  wording: grant.wordingId,
  address: email?.hash ?? latest?.address ?? "",
  caller: ctx.caller.credential,
  recorded_at: ctx.now,
});
