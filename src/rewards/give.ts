import type { Context } from "../core/context";
import { DomainError } from "../core/errors";
import type { Fact } from "../core/facts";
import {
  addDonated,
  effectFacts,
  type Giving,
  giveCredit,
  giveGift,
  type Moved,
  takeUnitsBack,
} from "../effects";
import { type Entry, expiresAt, move, unitFor, unitParts } from "../ledger";
import { addDuration, UNDATED } from "../lib/time";
import type { OpenMember } from "../members";
import type { Program } from "../program";
import { grantVoucher, type VoucherRow, voucherEnd, type Worth } from "../vouchers";
import { codeOf } from "./codes";
import { causeOf, ruleOf } from "./keys";
import { deliveryOf } from "./kinds";
import type { Reward } from "./program";
import type { RedemptionRow } from "./tables";

/** A redemption that is captured now, and the program that decided it. */
interface Bought {
  readonly program: Program;
  readonly reward: Reward;
  readonly row: RedemptionRow;
  /** For a voucher that is issued now. */
  readonly code: string;
}

/** What a capture brought: the row that remembers it, and what the fact tells of it. */
export interface Delivered {
  readonly row: RedemptionRow;
  readonly voucher: VoucherRow | null;
  readonly facts: readonly Fact[];
}

/** Gives a member what was bought: a voucher, units of the ledger, or a donation in their name. */
export function deliver(ctx: Context, member: OpenMember, bought: Bought): Delivered {
  const { program, reward, row, code } = bought;
  const delivery = deliveryOf(reward, row.quantity);
  const giving: Giving = {
    cause: causeOf(row.id),
    voucherCause: causeOf(row.id),
    rule: ruleOf(reward.id),
    program,
    happenedAt: ctx.now,
  };
  switch (delivery.type) {
    case "voucher": {
      const voucher = issue(ctx, member, bought, delivery.worth);
      const after: RedemptionRow = { ...row, voucher: code };
      if (reward.fulfilment === null) return { row: after, voucher, facts: [] };
      const toDo = { ...after, fulfilment: "to_do", fulfilled_at: ctx.now } as const;
      return { row: toDo, voucher, facts: [] };
    }
    case "credit":
      return unitsGiven(row, giveCredit(ctx, member, delivery.amount, giving));
    case "perk":
      return unitsGiven(row, giveGift(ctx, member, delivery, giving));
    case "code":
      return { row, voucher: null, facts: [] };
    case "donation": {
      const { amount } = delivery;
      const unit = unitFor("donation", delivery.cause);
      move(member.book, unit, "issued", "donated", amount, { ...entryOf(giving), reason: "gift" });
      addDonated(member, delivery.cause, "points", amount);
      return {
        row: { ...row, given: givenText({ unit, amount, lot: 0, expiresAt: 0 }) },
        voucher: null,
        facts: [{ type: "donated", unit, amount }],
      };
    }
  }
}

const entryOf = ({ cause, rule, program, happenedAt }: Giving) => ({
  cause,
  rule,
  program: program.number,
  happenedAt,
});

const unitsGiven = (
  row: RedemptionRow,
  { given, effect }: ReturnType<typeof giveGift>,
): Delivered => {
  if (given.type !== "units" || effect.type !== "given") throw new Error("no units were given");
  const { unit, amount, lot } = given;
  const text = givenText({ unit, amount, lot, expiresAt: effect.expiresAt });
  return { row: { ...row, given: text }, voucher: null, facts: effectFacts([effect]) };
};

const issue = (
  ctx: Context,
  member: OpenMember,
  { program, reward, row, code }: Bought,
  worth: Worth,
): VoucherRow =>
  grantVoucher(ctx, member, {
    ...reward.conditions,
    cause: causeOf(row.id),
    code,
    name: reward.name,
    worth,
    expiresAt: endOf(ctx, program, reward),
    program: program.number,
    reward: reward.id,
  });

/** A seat is good until the gathering is over, and a gift card as long as store credit. */
function endOf({ now, shop }: Context, { parts }: Program, reward: Reward): number | null {
  switch (reward.kind) {
    case "event_seat":
      return reward.endsAt === undefined
        ? addDuration(Date.parse(reward.startsAt), "P1D", shop.timeZone)
        : Date.parse(reward.endsAt);
    case "gift_card": {
      const ends = expiresAt(parts.credit.expiry, now, shop.timeZone);
      return ends >= UNDATED ? null : ends;
    }
    default:
      return voucherEnd(parts.redemption.voucherValidFor, now, shop.timeZone);
  }
}

/** What a redemption gave besides a voucher. */
export interface GivenUnits {
  readonly unit: string;
  readonly amount: number;
  /** 0 of a donation, which nobody holds. */
  readonly lot: number;
  readonly expiresAt: number;
}

const givenText = ({ unit, amount, lot, expiresAt: at }: GivenUnits): string =>
  JSON.stringify([unit, amount, lot, at]);

export function givenBy(row: Pick<RedemptionRow, "given">): GivenUnits | null {
  if (row.given === null || codeOf(row)) return null;
  const [unit, amount, lot, at] = JSON.parse(row.given) as [string, number, number, number];
  return { unit, amount, lot, expiresAt: at };
}

/**
 * Takes back exactly what a redemption gave, all of it or nothing; its lot must be loaded.
 *
 * @throws {DomainError} reward_used, where some of it was spent
 */
export function takeGivenBack(member: OpenMember, row: RedemptionRow, entry: Entry): Fact[] {
  const given = givenBy(row);
  if (!given) return [];
  const { unit, amount, lot: number } = given;
  const undo = { ...entry, reason: "gift_undo" };
  const { kind, key } = unitParts(unit);
  if (kind === "donation") {
    addDonated(member, key, "points", -amount);
    move(member.book, unit, "donated", "reversed", amount, undo);
    return [{ type: "donation_withdrawn", unit, amount }];
  }
  const lot = member.book.lots.get(number);
  if (!lot || lot.remaining + lot.expired < amount) {
    throw new DomainError("reward_used", "Some of what it gave was spent, so it stays.");
  }
  const taken: Moved = takeUnitsBack(member, { type: "units", ...given }, "waive", undo);
  return effectFacts([taken]);
}
