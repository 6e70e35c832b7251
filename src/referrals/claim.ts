import type { Context } from "../core/context";
import { type Batch, firstOf, rowsOf, statement } from "../core/database";
import { type Decision, read, transact } from "../core/transact";
import { newId } from "../lib/ids";
import {
  type IdentifierRow,
  memberStatementCount,
  memberStatements,
  type OpenMember,
  openMember,
  ownersStatement,
  profileFrom,
  turnOf,
  whoIs,
  whoIsAnyOf,
} from "../members";
import { type Program, programOf, programStatement } from "../program";
import { newVoucherCode, type VoucherRow, vouchersOfKind } from "../vouchers";
import { readReferralCode } from "./codes";
import { type FriendFields, identifiersOfFriend } from "./friend";
import { type Claiming, record, repeated, type Verdict } from "./record";
import { type Claim, needsReview, type Reason, whyRefused } from "./rules";
import {
  type AdvocateRow,
  advocateStatement,
  chainStatement,
  orderedStatement,
  referralsOfFriend,
} from "./store";
import type { ReferralRow } from "./tables";
import { reasonsOf } from "./view";

export interface ClaimBody {
  readonly code: string;
  readonly friend: FriendFields;
  readonly clickedAt?: number | undefined;
  readonly source?: string | undefined;
}

const freshIds = () => ({
  referral: newId("ref"),
  member: newId("mem"),
  fact: newId("fct"),
  voucher: newVoucherCode(),
});

/**
 * A friend came through a code: they become a member and get their first-order voucher at once. A
 * claim that is refused is recorded with its reasons. The same claim again gets the same answer.
 *
 * @throws {DomainError} invalid_body
 */
export function claimReferral(ctx: Context, body: ClaimBody) {
  return decideClaim(ctx, {
    code: readReferralCode(body.code),
    fields: body.friend,
    identifiers: identifiersOfFriend(ctx, body.friend),
    member: null,
    order: null,
    clickedAt: body.clickedAt ?? null,
    source: body.source ?? null,
    ids: freshIds(),
  });
}

/** An order carried a code and its buyer had claimed nothing: the order claims for them. */
export async function claimByOrder(ctx: Context, code: string, member: string, order: string) {
  const rows = await read(ctx, [
    statement("SELECT profile FROM members WHERE shop = ?1 AND id = ?2", ctx.shop.id, member),
  ]);
  const profile = firstOf<{ profile: string | null }>(rows, 0)?.profile ?? null;
  return decideClaim(ctx, {
    code: readReferralCode(code),
    fields: {},
    identifiers: profileFrom(profile).identifiers,
    member,
    order,
    clickedAt: null,
    source: "order",
    ids: freshIds(),
  });
}

function decideClaim(ctx: Context, claiming: Claiming) {
  const { code, identifiers, member, order } = claiming;
  const { shop, now } = ctx;
  const who = member ? whoIs(shop.id, { id: member }) : whoIsAnyOf(shop.id, identifiers);
  const strongest = identifiers[0];
  return transact(ctx, {
    turn: turnOf(shop.id, member ? { id: member } : (strongest ?? { id: "" })),
    load: () => [
      programStatement(ctx, now),
      advocateStatement(shop.id, code, { now }),
      chainStatement(shop.id, code),
      referralsOfFriend(who),
      orderedStatement(shop.id, { member, identifiers }, order),
      // For an answer that is repeated.
      vouchersOfKind(who, "referral"),
      ownersStatement(shop.id, identifiers),
      ...memberStatements(ctx, { who, spendable: 0 }),
    ],
    decide: async (rows) => decide(ctx, await programOf(ctx, rows, 0), claiming, rows),
  });
}

async function decide(
  ctx: Context,
  program: Program,
  claiming: Claiming,
  rows: Batch,
): Promise<Decision> {
  const found = await openMember(ctx, rows.slice(7, 7 + memberStatementCount(0)), 0);
  if (claiming.member && (!found || found.row.erased_at !== null)) {
    return { status: 200, body: {}, writes: [], fact: null };
  }
  const earlier = rowsOf<ReferralRow>(rows, 3);
  const same = earlier.find((row) => row.code === claiming.code && !isOver(row));
  if (same) return repeated(ctx, program, same, rowsOf<VoucherRow>(rows, 5));
  const claim = claimOf(ctx, program, claiming, rows, found);
  const refusals = whyRefused(claim);
  const again = earlier.find((row) => isRefusedAlike(row, claiming.code, refusals));
  if (again) return repeated(ctx, program, again, []);
  const verdict = verdictOf(claim, refusals, firstOf<AdvocateRow>(rows, 1));
  const owners = rowsOf<IdentifierRow>(rows, 6);
  return record(ctx, program, claiming, verdict, owners, found);
}

function verdictOf(
  claim: Claim,
  refusals: readonly Reason[],
  advocate: AdvocateRow | null,
): Verdict {
  if (refusals.length > 0) return { status: "refused", reasons: refusals, advocate };
  if (needsReview(claim)) return { status: "in_review", reasons: ["too_many_claims"], advocate };
  return { status: "claimed", reasons: [], advocate };
}

/** What came to nothing by itself may be tried again. */
const isOver = ({ status }: ReferralRow): boolean => status === "refused" || status === "expired";

const isRefusedAlike = (row: ReferralRow, code: string, refusals: readonly Reason[]): boolean =>
  row.status === "refused" &&
  row.code === code &&
  refusals.length > 0 &&
  row.reasons === JSON.stringify(refusals);

function claimOf(
  ctx: Context,
  program: Program,
  claiming: Claiming,
  rows: Batch,
  found: OpenMember | null,
): Claim {
  const advocate = firstOf<AdvocateRow>(rows, 1);
  const known = found ? profileFrom(found.row.profile).identifiers : [];
  return {
    terms: program.parts.referral,
    now: ctx.now,
    timeZone: ctx.shop.timeZone,
    clickedAt: claiming.clickedAt,
    advocate: advocate && {
      id: advocate.member,
      isErased: advocate.erased_at !== null,
      identifiers: profileFrom(advocate.profile).identifiers,
      claimsToday: advocate.claims_today,
      claimsThisYear: advocate.claims_this_year,
    },
    friend: {
      id: found?.row.id ?? null,
      identifiers: [...known, ...claiming.identifiers],
      hasOrdered: rowsOf(rows, 4).length > 0,
      isReferred: rowsOf<ReferralRow>(rows, 3).some(isStanding),
    },
    chain: rowsOf<{ member: string }>(rows, 2).map((row) => row.member),
  };
}

/** Whether a friend's earlier referral stands in the way; one that came to nothing does not. */
const isStanding = (row: ReferralRow): boolean =>
  row.status !== "expired" &&
  (row.status !== "refused" || reasonsOf(row).some((reason) => reason.startsWith("staff_")));
