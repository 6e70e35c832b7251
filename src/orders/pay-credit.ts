import type { Context } from "../core/context";
import type { CreditPaid } from "../effects";
import { giveBack, spend, type Take } from "../ledger";
import { mulDiv } from "../lib/numbers";
import { type OpenMember, spendable } from "../members";
import type { Program } from "../program";
import type { Warning } from "./input";
import { orderCause } from "./key";
import type { Order, OrderCredit } from "./order";
import { CREDIT_NEEDS_MEMBER, creditInsufficient, creditUnit } from "./price";

/** What became of an order's store credit. */
export interface CreditOutcome {
  readonly effects: readonly CreditPaid[];
  readonly warnings: readonly Warning[];
}

const NOTHING: CreditOutcome = { effects: [], warnings: [] };

/**
 * Takes store credit for an order up to `asked`, beside what it has taken. The order was placed, so
 * that what is missing is told and refuses nothing. All open lots of credit must be loaded.
 */
export function payCredit(
  ctx: Context,
  { program, member, order }: { program: Program; member: OpenMember | null; order: Order },
  asked: number,
): CreditOutcome {
  const { credit } = order.ledger;
  const missing = asked - credit.amount;
  if (missing <= 0) return NOTHING;
  if (!member) return { effects: [], warnings: [CREDIT_NEEDS_MEMBER] };
  const unit = creditUnit(ctx);
  const { book } = member;
  const amount = Math.min(missing, Math.max(0, spendable(book, unit)));
  const warnings = amount < missing ? [creditInsufficient(asked, credit.amount + amount)] : [];
  if (amount === 0) return { effects: [], warnings };
  const seq = book.nextSeq;
  const takes = spend(book, unit, "redeemed", amount, {
    reason: "pay",
    cause: orderCause(order),
    program: program.number,
  });
  order.ledger.credit = {
    ...credit,
    amount: credit.amount + amount,
    takes: [...credit.takes, ...takes],
  };
  return { effects: [{ type: "credit_spent", unit, amount, seq }], warnings };
}

/** Store credit that is not given back yet. */
export const creditLeft = ({ amount, back }: OrderCredit): number => amount - back;

/**
 * The share of an order's store credit in what of its money was refunded, which comes back first:
 * of 20.00 paid with 5.00 of credit, 8.00 bring back 2.00 of it. All of it once all money is back,
 * or the order is cancelled.
 *
 * @returns how much more is to be given back now, minor units
 */
export function creditDue({ status, refunded, content, ledger: { credit } }: Order): number {
  if (status === "cancelled" || refunded >= content.total) return creditLeft(credit);
  const share = mulDiv(credit.amount, refunded, content.total, "nearest");
  return Math.max(0, Math.min(share - credit.back, creditLeft(credit)));
}

/** The end of some takes that is worth `amount`, and what is left before it. */
export function splitTakes(
  takes: readonly Take[],
  amount: number,
): { readonly kept: Take[]; readonly given: Take[] } {
  const kept: Take[] = [];
  const given: Take[] = [];
  let missing = amount;
  for (const [lot, taken, expiresAt] of takes.toReversed()) {
    const back = Math.min(missing, taken);
    missing -= back;
    if (back > 0) given.push([lot, back, expiresAt]);
    if (back < taken) kept.unshift([lot, taken - back, expiresAt]);
  }
  return { kept, given };
}

/**
 * Gives store credit back into the lots that an order took it from, those first that last longest.
 * What has expired there meanwhile is no use to anybody, so that the shop pays it in money.
 *
 * @returns what came back, and the effect to tell
 */
export function returnCredit(
  ctx: Context,
  { member, order }: { member: OpenMember | null; order: Order },
  asked: { readonly amount: number; readonly cause: string; readonly happenedAt: number },
): { readonly amount: number; readonly effects: readonly CreditPaid[] } {
  if (!member || asked.amount === 0) return { amount: 0, effects: [] };
  const { credit } = order.ledger;
  const { kept, given } = splitTakes(credit.takes, asked.amount);
  const valid = given.filter(([, , expiresAt]) => expiresAt > ctx.now);
  const amount = valid.reduce((sum, [, taken]) => sum + taken, 0);
  order.ledger.credit = { ...credit, back: credit.back + asked.amount, takes: kept };
  if (amount === 0) return { amount, effects: [] };
  const seq = member.book.nextSeq;
  giveBack(member.book, "redeemed", valid, {
    reason: "pay_undo",
    cause: asked.cause,
    happenedAt: asked.happenedAt,
  });
  return {
    amount,
    effects: [{ type: "credit_returned", unit: creditUnit(ctx), amount, seq }],
  };
}
