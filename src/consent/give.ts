import type { Context } from "../core/context";
import { type Batch, firstOf, statement } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { fireSoon, type NewTimer } from "../core/timers";
import { read, transact } from "../core/transact";
import { newId } from "../lib/ids";
import { type MemberRow, memberStatements, openMember, parseRef, turnOf, whoIs } from "../members";
import { decided } from "./decided";
import { type Grant, prepareGrants } from "./grant";
import { REQUEST_STATEMENTS, type Recorded, recordConsents, requestStatements } from "./record";
import {
  type Email,
  isAfter,
  type LatestConsent,
  latestOf,
  permission,
  type Reason,
} from "./rules";
import { CONSENT_STATEMENTS, consentStatements, emailOf, findSuppression } from "./store";
import type { SuppressionRow } from "./tables";

/** Nothing is older; what claims to be is a broken clock. */
const EARLIEST = Date.UTC(1990, 0, 1);

/**
 * Records that a member gave a permission, asked for one that the owner of the address has yet to
 * confirm, or took one back. Three round trips: the address must be known to see whether it is
 * suppressed.
 *
 * @throws {DomainError} not_found, member_erased, no_address, address_suppressed, invalid_time,
 *   too_many_confirmations
 */
export async function giveConsent(ctx: Context, ref: string, grant: Grant) {
  checkTime(ctx, grant);
  const parsed = parseRef(ref);
  const who = whoIs(ctx.shop.id, parsed);
  const known = firstOf<MemberRow>(
    await read(ctx, [
      statement(`SELECT * FROM members WHERE shop = ?1 AND id = ${who.sql}`, ...who.params),
    ]),
    0,
  );
  const expected = known && (await emailOf(known));
  const grants = await prepareGrants([grant]);
  const factId = newId("fct");
  let timer: NewTimer | null = null;
  const answer = await transact(ctx, {
    turn: turnOf(ctx.shop.id, parsed),
    load: () => [
      findSuppression(ctx, expected?.hash ?? ""),
      ...consentStatements(ctx, who),
      ...requestStatements(ctx, who),
      ...memberStatements(ctx, { who, spendable: 0 }),
    ],
    decide: async (rows) => {
      const loaded = partsOf(rows);
      const member = await openMember(ctx, loaded.member, 0);
      if (!member) throw new DomainError("not_found", "The shop has no such member.");
      if (member.row.erased_at !== null) throw new DomainError("member_erased");
      const email = await emailOf(member.row);
      const suppressed = email?.hash === expected?.hash ? loaded.suppressed : null;
      if (suppressed && grant.status === "requested") throw new DomainError("address_suppressed");
      const recorded = recordConsents(ctx, member, { ...loaded, email }, grants);
      timer = recorded.timer;
      const latest = latestAfter(latestOf(loaded.rows, grant.purpose), recorded, suppressed);
      const body = bodyOf(grant, recorded, latest, email);
      return decided(ctx, member, factId, body.consent.id === null ? 200 : 201, body);
    },
  });
  if (timer && !ctx.isDryRun) fireSoon(ctx, timer);
  return answer;
}

function partsOf(rows: Batch) {
  const requests = 1 + CONSENT_STATEMENTS;
  const member = requests + REQUEST_STATEMENTS;
  return {
    suppressed: firstOf<SuppressionRow>(rows, 0)?.reason ?? null,
    rows: rows.slice(1, requests),
    requests: rows.slice(requests, member),
    member: rows.slice(member),
  };
}

function checkTime(ctx: Context, { happenedAt }: Grant): void {
  if (happenedAt === undefined || happenedAt === null) return;
  if (happenedAt > ctx.now) throw refuse("invalid_time", "/happenedAt", "This is yet to come.");
  if (happenedAt < EARLIEST) throw refuse("invalid_time", "/happenedAt", "Nothing is that old.");
}

const CONFIRMATIONS = { mailed: "on_its_way", recent: "sent_before", known: null, recorded: null };

/** The row that counts once this is committed. */
function latestAfter(
  before: LatestConsent | null,
  { outcomes }: Recorded,
  suppressed: Reason | null,
): LatestConsent | null {
  const row = outcomes[0]?.row;
  return row && isAfter(row, before) ? { ...row, suppressed } : before;
}

function bodyOf(
  grant: Grant,
  { outcomes }: Recorded,
  latest: LatestConsent | null,
  email: Email | null,
) {
  const { row = null, step = "recorded" } = outcomes[0] ?? {};
  const allowed = permission(latest, email);
  return {
    committed: true,
    consent: {
      id: row?.id ?? null,
      channel: grant.channel,
      purpose: grant.purpose,
      status: latest?.status ?? null,
      isAllowed: allowed.isAllowed,
      reason: allowed.isAllowed ? null : allowed.reason,
    },
    confirmation: CONFIRMATIONS[step],
  };
}
