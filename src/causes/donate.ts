import type { Context } from "../core/context";
import { firstOf } from "../core/database";
import { DomainError } from "../core/errors";
import type { Fact } from "../core/facts";
import { type Decision, transact } from "../core/transact";
import { addDonated } from "../effects";
import { type Entry, move, SPEND_WIDTH, spend, unitFor } from "../ledger";
import { canonicalJson, sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import {
  checkSpender,
  closeMember,
  factOf,
  memberStatements,
  type OpenMember,
  opened,
  parseRef,
  turnOf,
  whoIs,
} from "../members";
import { orderRefOf } from "../vouchers";
import { type Amount, offered } from "./accept";
import { findDonation, insertDonation } from "./store";
import type { DonationRow } from "./tables";
import { afterDonation, donationAnswer } from "./view";

/** Points of a unit, or money that the customer paid. */
export type Donation = Amount & {
  readonly id?: string | undefined;
  /** Without it the one that the member chose. */
  readonly cause?: string | undefined;
  readonly order?: string | null | undefined;
};

/** A donation with everything that a retry must find the same. */
type Asked = Donation & { readonly row: string; readonly hash: string; readonly fact: string };

/**
 * Gives a member's points, or money that they paid, to a cause; once for each id. Points are given
 * in the steps that the cause takes, for what these are worth; the rest stays with the member.
 *
 * @throws {DomainError} not_found, member_erased, unknown_cause, donation_not_accepted,
 *   donation_too_small, insufficient_points, amount_too_large, donation_differs,
 *   contact_may_not_redeem
 */
export async function donate(ctx: Context, memberRef: string, donation: Donation) {
  const ref = parseRef(memberRef);
  const asked: Asked = {
    ...donation,
    row: donation.id ?? newId("don"),
    hash: await sha256(canonicalJson({ ...donation, member: ref, id: undefined })),
    fact: newId("fct"),
  };
  const who = whoIs(ctx.shop.id, ref);
  const width = (by: number) => ("money" in donation ? 0 : SPEND_WIDTH * by);
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, ref),
    load: (by) => [
      findDonation(ctx.shop.id, asked.row),
      ...memberStatements(ctx, { who, spendable: width(by) }),
    ],
    decide: async (rows, by) => {
      const earlier = firstOf<DonationRow>(rows, 0);
      if (earlier) return replay(earlier, asked.hash);
      const { member } = await opened(ctx, rows.slice(1), width(by));
      if (member.row.erased_at !== null) throw new DomainError("member_erased");
      checkSpender(ctx, member, ref);
      return decide(ctx, member, asked);
    },
  });
}

function replay(row: DonationRow, hash: string): Decision {
  if (row.request_hash !== hash) {
    throw new DomainError("donation_differs", "Use a new id for another donation.");
  }
  const body = donationAnswer(row, "donation");
  return { status: 200, body, writes: [], fact: null, isReplay: true };
}

function decide(ctx: Context, member: OpenMember, asked: Asked): Decision {
  const row = { ...given(ctx, member, asked), answer: "" };
  addDonated(member, row.cause, partOf(row), row.money);
  const stored = { ...row, answer: afterDonation(member, row.cause) };
  member.writes.push(insertDonation(stored));
  return {
    status: 201,
    body: donationAnswer(stored, "donation"),
    writes: closeMember(ctx, member),
    fact: factOf(ctx, member, asked.fact, ctx.now, [donatedFact(stored)]),
    isRebuiltFromRow: asked.id !== undefined,
    member: member.row.id,
  };
}

/** Moves what is given, and tells the row that remembers it. */
function given(ctx: Context, member: OpenMember, asked: Asked): Omit<DonationRow, "answer"> {
  const offer = offered(member, asked);
  const { cause, unit, points, money } = offer;
  const entry: Entry = {
    reason: unit === null ? "donate_money" : "donate_worth",
    cause: donationCause(asked.row),
    rule: `causes.${cause}`,
    program: member.program.number,
  };
  const spent = { ...entry, reason: "donate" };
  const takes = unit === null ? [] : spend(member.book, unit, "donated", points, spent);
  const from = unit === null ? "topped_up" : "issued";
  move(member.book, unitFor("donation", cause), from, "donated", money, entry);
  return {
    shop: ctx.shop.id,
    id: asked.row,
    member: member.row.id,
    cause,
    unit,
    amount: points,
    money,
    takes: JSON.stringify(takes),
    order_ref: asked.order ? orderRefOf(asked.order) : null,
    program: member.program.number,
    request_hash: asked.hash,
    reversal: null,
    reversed_at: null,
    created_at: ctx.now,
  };
}

/** The cause of a donation's transfers. */
export const donationCause = (id: string): string => `donation:${id}`;

/** As what it stands in the member's own sum. */
export const partOf = ({ unit }: Pick<DonationRow, "unit">) => (unit === null ? "money" : "points");

function donatedFact({ id, cause, unit, amount, money }: DonationRow): Fact {
  if (unit === null) return { type: "money_donated", donation: id, cause, money };
  return { type: "points_donated", donation: id, cause, unit, amount, money };
}
