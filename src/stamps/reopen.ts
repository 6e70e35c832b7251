import { type Effect, takeUnitsBack, takeVoucherBack, voucherNow } from "../effects";
import { type Book, giveBack, unitFor } from "../ledger";
import { balanceOf, type OpenMember } from "../members";
import type { VoucherRow } from "../vouchers";
import { type Completion, cardRule, type Filling } from "./cards";

/** What asks for stamps back; `cause` is of the return. */
export interface Reopening extends Filling {
  readonly unit: string;
  /** Stamps that are about to be taken back. */
  readonly needed: number;
  /** What the completions gave, and what replaced it since. */
  readonly vouchers: readonly VoucherRow[];
}

/**
 * Undoes full cards of a unit, the latest first, until as many stamps are there as are needed: the
 * stamps return to their lots, and what the card gave is taken back. A card whose reward was used,
 * in part even, stays full; what is then missing is the business of whoever takes the stamps.
 *
 * All lots that the completions took from must be loaded, available or closed, and those they gave.
 *
 * @returns the completions that stay
 */
export function reopenCards(
  member: OpenMember,
  completions: readonly Completion[],
  how: Reopening,
): { effects: Effect[]; left: Completion[] } {
  const effects: Effect[] = [];
  const undone = new Set<Completion>();
  for (const completion of [...completions].reverse()) {
    const { unit, needed } = how;
    if (unitFor("stamp", completion.card) !== unit) continue;
    if (balanceOf(member.book, unit).available >= needed) break;
    const taken = takeRewardBack(member, completion, how);
    if (!taken) continue;
    returnStamps(member.book, completion, how);
    undone.add(completion);
    effects.push({ type: "card_reopened", card: completion.card }, taken);
  }
  return { effects, left: completions.filter((c) => !undone.has(c)) };
}

/** Takes what a full card gave; null where the member has used some of it. */
function takeRewardBack(
  member: OpenMember,
  { card, given }: Completion,
  { vouchers, cause, program, happenedAt }: Reopening,
): Effect | null {
  const rule = cardRule(card);
  if (given.type === "voucher") {
    const row = voucherNow(vouchers, given.code);
    return row ? takeVoucherBack(member, row, rule) : null;
  }
  const lot = member.book.lots.get(given.lot);
  if (!lot || lot.remaining + lot.expired < given.amount) return null;
  const entry = { reason: "gift_undo", cause, rule, program: program.number, happenedAt };
  return takeUnitsBack(member, given, program.parts.negative, entry);
}

const returnStamps = (
  book: Book,
  { card, takes }: Completion,
  { cause, program, happenedAt }: Reopening,
): void =>
  giveBack(book, "redeemed", takes, {
    reason: "card_undo",
    cause,
    rule: cardRule(card),
    program: program.number,
    happenedAt,
  });
