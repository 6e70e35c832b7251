import type { Context } from "../core/context";
import { firstOf } from "../core/database";
import { DomainError } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import {
  addLot,
  type Entry,
  giveBack,
  loadedLot,
  lotsIn,
  SPEND_WIDTH,
  type Take,
  takeBack,
  takeBackSpent,
  walletOf,
} from "../ledger";
import { newId } from "../lib/ids";
import { sum } from "../lib/numbers";
import {
  balancesOf,
  closeMember,
  countingBack,
  countWrites,
  factOf,
  memberStatementCount,
  memberStatements,
  type OpenMember,
  openMember,
} from "../members";
import { ruleOf } from "./give";
import { takenBack } from "./rules";
import {
  causeOf,
  type GiftWithLots,
  giftWithLots,
  updateGift,
  whoIsGiver,
  whoIsReceiver,
} from "./store";
import { reversedAnswer } from "./view";

/**
 * Staff undoes a gift, once: what the program lets take back of it returns to the giver's lots.
 *
 * @throws {DomainError} not_found, member_erased, gift_to_oneself
 */
export function reverseGift(ctx: Context, id: string) {
  const { id: shop } = ctx.shop;
  const facts = { giver: newId("fct"), receiver: newId("fct") };
  return transact(ctx, {
    load: (width) => [
      giftWithLots(shop, id),
      ...memberStatements(ctx, {
        who: whoIsReceiver(shop, id),
        spendable: SPEND_WIDTH * width,
      }),
      ...memberStatements(ctx, { who: whoIsGiver(shop, id), spendable: 0 }),
    ],
    decide: async (rows, width) => {
      const row = firstOf<GiftWithLots>(rows, 0);
      const receiver = await openMember(ctx, rows.slice(1), SPEND_WIDTH * width);
      const giver = await openMember(ctx, rows.slice(1 + memberStatementCount(SPEND_WIDTH)), 0);
      if (!row || !receiver || !giver) {
        throw new DomainError("not_found", "The shop has no such gift.");
      }
      if (row.reversed_at !== null) {
        return { status: 200, body: reversedAnswer(row), writes: [], fact: null, isReplay: true };
      }
      // A gift between two who became one stays with the alias.
      if (giver.row.merged_into !== null || receiver.row.merged_into !== null) {
        throw new DomainError("gift_to_oneself", "Giver and receiver are one now.");
      }
      if (giver.row.erased_at !== null || receiver.row.erased_at !== null) {
        throw new DomainError("member_erased", "What an erased member had stays as it is.");
      }
      return reversal(ctx, { row, giver, receiver, facts });
    },
  });
}

interface Reversing {
  readonly row: GiftWithLots;
  readonly giver: OpenMember;
  readonly receiver: OpenMember;
  readonly facts: { readonly giver: string; readonly receiver: string };
}

function reversal(ctx: Context, { row, giver, receiver, facts }: Reversing): Decision {
  const entry = { reason: "gift_undo", cause: causeOf(row.id), program: giver.program.number };
  const returned = taken(receiver, row, entry);
  if (returned > 0) returnTo(giver, row, returned, entry);
  const { given, got, ...before } = row;
  const wallet = JSON.stringify(balancesOf(giver.program, giver.book));
  const after = { ...before, reversed_at: ctx.now, returned, reversal: wallet };
  const { limits } = giver.program.parts.gifts;
  const at = { at: row.created_at, timeZone: ctx.shop.timeZone };
  const counting = countingBack(limits, { rule: ruleOf(row.unit), amount: returned, ...at });
  giver.writes.push(...countWrites(giver, counting), updateGift(after));
  const told = { gift: row.id, from: row.giver, to: row.receiver, unit: row.unit, returned };
  const fact = [{ type: "gift_reversed", ...told }];
  return {
    status: 200,
    body: reversedAnswer(after),
    writes: [...closeMember(ctx, giver), ...closeMember(ctx, receiver)],
    fact: factOf(ctx, giver, facts.giver, ctx.now, fact),
    otherFacts: [factOf(ctx, receiver, facts.receiver, ctx.now, fact)],
    member: giver.row.id,
  };
}

/** Takes back from the receiver what can be. @returns how much that is */
function taken({ book, program }: OpenMember, row: GiftWithLots, entry: Entry): number {
  for (const lot of lotsIn(row.got)) addLot(book, lot);
  const lots = (JSON.parse(row.lots) as Take[]).map(([number]) => loadedLot(book, number));
  const left = sum(lots.map((lot) => lot.remaining));
  const expired = sum(lots.map((lot) => lot.expired));
  const { available } = walletOf(book, row.unit);
  const spent = row.amount - left - expired;
  const { negative } = program.parts;
  const { own, more } = takenBack(negative, { left, spent, others: available - left });
  for (const lot of lots) {
    if (lot.remaining > 0) {
      takeBack(book, lot.lot, lot.remaining, "waive", entry, "transferred");
    }
  }
  if (more > 0) takeBackSpent(book, row.unit, more, negative, entry, "transferred");
  return own + more;
}

/** Into the lots that last longest first, as others would have been spent by now. */
function returnTo({ book }: OpenMember, row: GiftWithLots, returned: number, entry: Entry): void {
  for (const lot of lotsIn(row.given)) addLot(book, lot);
  let missing = returned;
  const back = (JSON.parse(row.takes) as Take[]).toReversed().flatMap(([lot, amount, ends]) => {
    const part = Math.min(amount, missing);
    missing -= part;
    return part > 0 ? [[lot, part, ends] as const] : [];
  });
  giveBack(book, "transferred", back, entry);
}
