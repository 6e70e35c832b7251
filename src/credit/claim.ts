import type { Context } from "../core/context";
import type { Batch, Statement } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import { effectFacts, giveCredit } from "../effects";
import { newId } from "../lib/ids";
import { toIso, UNDATED } from "../lib/time";
import {
  balancesOf,
  closeMember,
  factOf,
  memberBrief,
  memberStatements,
  type OpenMember,
  opened,
  parseRef,
  turnOf,
  whoIs,
} from "../members";
import {
  type CheckoutVoucher,
  promisedBy,
  readVoucherCode,
  redeemedRow,
  updateIssuedVoucher,
  voucherFact,
  voucherStatements,
  vouchersFrom,
  whyVoucherInvalid,
} from "../vouchers";

export interface Claim {
  /** As it was typed. */
  readonly code: string;
  readonly member: string;
}

/**
 * A gift card becomes store credit of whoever holds its code: it is the bearer's, whoever it was
 * issued to. The same claim again changes nothing; of two claimers one gets it.
 *
 * @throws {DomainError} not_found, not_a_gift_card, voucher_already_redeemed, voucher_expired,
 *   voucher_void, voucher_held, member_erased, invalid_ref
 */
export function claimGiftCard(ctx: Context, claim: Claim) {
  const parsed = parseRef(claim.member, "/member");
  const who = whoIs(ctx.shop.id, parsed);
  const factId = newId("fct");
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, parsed),
    load: (): Statement[] => [
      ...voucherStatements(ctx.shop.id, [claim.code]),
      ...memberStatements(ctx, { who, spendable: 0 }),
    ],
    decide: async (rows) => {
      const card = cardIn(rows, claim.code);
      const { member } = await opened(ctx, rows.slice(1), 0);
      if (member.row.erased_at !== null) throw new DomainError("member_erased");
      return decide(ctx, member, card, factId);
    },
  });
}

function cardIn(rows: Batch, typed: string): CheckoutVoucher {
  const card = vouchersFrom(rows)[0];
  if (!card || readVoucherCode(typed) === null) {
    throw refuse("not_found", "/code", "The shop has no such gift card.");
  }
  return card;
}

function decide(ctx: Context, member: OpenMember, card: CheckoutVoucher, factId: string): Decision {
  const worth = promisedBy(card);
  if (worth.kind !== "gift_card") {
    throw refuse("not_a_gift_card", "/code", "It is for checkout: an order names it.");
  }
  const by = `claim:${member.row.id}`;
  const [why] = whyVoucherInvalid(card, { ...ANYBODY, order: by }, ctx.now);
  if (why) throw refuse(why.code, "/code", "The gift card cannot be claimed.");
  if (card.status === "redeemed") {
    return { status: 200, body: body(member, card, null), writes: [], fact: null, isReplay: true };
  }
  const row = redeemedRow(card, by, ctx.now);
  const { effect } = giveCredit(ctx, member, worth.amount, {
    cause: `gift_card:${card.code}`,
    voucherCause: "",
    rule: "gift_card",
    program: member.program,
    happenedAt: ctx.now,
    reason: "claim",
  });
  member.writes.push(updateIssuedVoucher(row));
  return {
    status: 201,
    body: body(member, card, effect.expiresAt),
    writes: closeMember(ctx, member),
    fact: factOf(ctx, member, factId, ctx.now, [
      { ...voucherFact("voucher_redeemed", row), order: null },
      { ...voucherFact("gift_card_claimed", row), amount: worth.amount },
      ...effectFacts([effect]),
    ]),
    member: member.row.id,
  };
}

/** It is the bearer's, and asks nothing of an order. */
const ANYBODY = { member: null, otherOrders: 0, total: null, sold: null };

const body = (member: OpenMember, card: CheckoutVoucher, ends: number | null) => ({
  committed: true,
  credit: {
    amount: amountOf(card),
    expiresAt: ends === null || ends >= UNDATED ? null : toIso(ends),
  },
  member: {
    ...memberBrief(member.program, member),
    wallet: balancesOf(member.program, member.book),
  },
});

function amountOf(card: CheckoutVoucher): number {
  const worth = promisedBy(card);
  return worth.kind === "gift_card" ? worth.amount : 0;
}
