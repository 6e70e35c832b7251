import type { Context } from "../core/context";
import type { Statement } from "../core/database";
import { insertTimer } from "../core/timers";
import type { Decision } from "../core/transact";
import {
  closeMember,
  factOf,
  type Identifier,
  type IdentifierRow,
  type OpenMember,
} from "../members";
import { type Program, voiceOf } from "../program";
import { causeText, type VoucherRow } from "../vouchers";
import { type FriendFields, welcomeFriend } from "./friend";
import { giveFriend } from "./give";
import { claimEnds } from "./order-rules";
import type { Reason } from "./rules";
import { type AdvocateRow, countAgainst, insertReferral } from "./store";
import type { ReferralRow } from "./tables";
import { termsFor } from "./terms";
import { claimView, reasonsOf } from "./view";

/** A claim with everything that is made once, so that a retry writes the same. */
export interface Claiming {
  readonly code: string;
  readonly fields: FriendFields;
  readonly identifiers: readonly Identifier[];
  /** The friend, where an order says who placed it. */
  readonly member: string | null;
  /** `source:id` of the order that carried the code; it is no earlier order of its own. */
  readonly order: string | null;
  readonly clickedAt: number | null;
  readonly source: string | null;
  readonly ids: { referral: string; member: string; fact: string; voucher: string };
}

/** What becomes of a claim. */
export interface Verdict {
  readonly status: "claimed" | "in_review" | "refused";
  readonly reasons: readonly Reason[];
  readonly advocate: AdvocateRow | null;
}

/** Writes what was decided, with the friend's voucher where there is one. */
export function record(
  ctx: Context,
  program: Program,
  claiming: Claiming,
  { status, reasons, advocate }: Verdict,
  owners: readonly IdentifierRow[],
  found: OpenMember | null,
): Decision {
  const { ids } = claiming;
  const isRefused = status === "refused";
  const friend = isRefused
    ? found
    : welcomeFriend(ctx, program, found, ids.member, claiming, owners);
  const row: ReferralRow = {
    shop: ctx.shop.id,
    id: ids.referral,
    version: 1,
    code: claiming.code,
    advocate: advocate?.member ?? null,
    friend: friend?.row.id ?? null,
    status,
    reasons: JSON.stringify(reasons),
    program: program.number,
    order_ref: isRefused ? null : claiming.order,
    reward: null,
    source: claiming.source,
    clicked_at: claiming.clickedAt,
    created_at: ctx.now,
    claimed_at: status === "claimed" ? ctx.now : null,
    qualified_at: null,
    rewarded_at: null,
    ended_at: isRefused ? ctx.now : null,
  };
  const isGiven = status === "claimed" && friend !== null && claiming.order === null;
  const voucher = isGiven ? giveFriend(ctx, program, friend, row, ids.voucher) : null;
  const facts = [claimFact(row)];
  const entry = { id: ids.fact, member: null, memberVersion: null, happenedAt: ctx.now, facts };
  return {
    status: 201,
    body: claimView(ctx, row, voucher, termsOf(ctx, program, row, claiming.fields.locale ?? null)),
    writes: [
      insertReferral(row),
      ...(status === "claimed" ? [expiryTimer(ctx, program, row)] : []),
      ...(advocate && !isRefused ? [countAgainst(ctx.shop.id, advocate)] : []),
      ...(friend ? closeMember(ctx, friend) : []),
    ],
    fact: friend ? factOf(ctx, friend, ids.fact, ctx.now, facts) : entry,
    member: friend?.row.id ?? null,
  };
}

/** Looks whether the friend has ordered once their time is over. */
export const expiryTimer = (ctx: Context, program: Program, row: ReferralRow): Statement =>
  insertTimer(ctx, {
    dueAt: claimEnds(row, program.parts.referral, ctx.shop.timeZone),
    subject: row.id,
    kind: "referral",
  });

const claimFact = (row: ReferralRow) => ({
  type: row.status === "refused" ? "referral_refused" : "referral_claimed",
  ...factOfReferral(row),
  reasons: reasonsOf(row),
});

export const factOfReferral = ({ id, advocate, friend }: ReferralRow) => ({
  referral: id,
  advocate,
  friend,
});

function termsOf(
  ctx: Context,
  program: Program,
  { status }: ReferralRow,
  locale: FriendFields["locale"] | null,
): string | null {
  if (status === "refused") return null;
  return termsFor("friend", program.parts, voiceOf(ctx, locale ?? ctx.locale));
}

/** The answer to a claim that was made before. */
export function repeated(
  ctx: Context,
  program: Program,
  row: ReferralRow,
  vouchers: readonly VoucherRow[],
): Decision {
  const cause = causeText("referral", row.id);
  const voucher = vouchers.find((v) => v.cause === cause && v.status !== "void") ?? null;
  const body = claimView(ctx, row, voucher, termsOf(ctx, program, row, null));
  return { status: 200, body, writes: [], fact: null, isReplay: true };
}
