import type { Context, Locale } from "../core/context";
import { type Batch, rowsOf, type Statement, statement } from "../core/database";
import { DomainError } from "../core/errors";
import { insertTimer, type NewTimer } from "../core/timers";
import type { Who } from "../ledger";
import { sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import { DAY } from "../lib/time";
import type { OpenMember } from "../members";
import {
  type Channel,
  type Email,
  isAfter,
  type LatestConsent,
  latestOf,
  type Method,
  newestOf,
  type Purpose,
  requestStep,
  type Status,
  timeOf,
} from "./rules";
import { insertConsent, keepWording } from "./store";
import type { ConsentRow } from "./tables";

/** The kind of the timers that send confirming mails; their subject is the latest request. */
export const CONSENT_TIMER = "consent_mail";

/** A sentence as it was shown. */
export interface Wording {
  readonly locale: Locale;
  readonly text: string;
}

/** A permission that a member gives, asks to be confirmed, or takes back. */
export interface Grant {
  readonly channel: Channel;
  readonly purpose: Purpose;
  /** `requested`: it counts once the owner of the address has confirmed it by mail. */
  readonly status: Status;
  readonly method: Method;
  /** Where, e.g. `poster`. */
  readonly source?: string | null;
  readonly wording?: Wording | null;
  /** When it was given, where that was not now. */
  readonly happenedAt?: number | null;
}

/** A grant with the ids of its rows, made before the first try. */
export interface Prepared extends Grant {
  readonly id: string;
  readonly wordingId: string | null;
}

const WORDING_SIGNS = 16;

/** Makes the ids of grants; to be called once, before `transact`. */
export const prepareGrants = (grants: readonly Grant[]): Promise<Prepared[]> =>
  Promise.all(
    grants.map(async (grant) => ({
      ...grant,
      id: newId("cns"),
      wordingId: grant.wording
        ? (await sha256(`${grant.wording.locale} ${grant.wording.text}`)).slice(0, WORDING_SIGNS)
        : null,
    })),
  );

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
  const outcomes = grants.map((grant) => recordOne(ctx, member, known, grant));
  const mailed = outcomes
    .map((o) => (o.step === "mailed" ? o.row : null))
    .filter((r) => r !== null);
  const last = newestOf(mailed);
  if (!last) return { outcomes, timer: null };
  const timer = { dueAt: ctx.now, subject: last.id, kind: CONSENT_TIMER };
  member.writes.push(insertTimer(ctx, timer));
  return { outcomes, timer };
}

function recordOne(ctx: Context, member: OpenMember, known: Known, grant: Prepared): Outcome {
  const { purpose } = grant;
  const latest = latestOf(known.rows, purpose);
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
  { status }: Prepared,
): Outcome["step"] {
  if (status === "withdrawn") return "recorded";
  if (!known.email) throw new DomainError("no_address", "The member has no e-mail address.");
  if (status === "granted") return "recorded";
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
