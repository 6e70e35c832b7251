import type { Context } from "../core/context";
import { rowsOf, type Statement } from "../core/database";
import { DomainError } from "../core/errors";
import type { Fact } from "../core/facts";
import { type Decision, transact } from "../core/transact";
import { addLot, type Entry, giveBack, lotsIn, move } from "../ledger";
import { newId } from "../lib/ids";
import {
  closeMember,
  countWrites,
  factOf,
  memberStatements,
  type OpenMember,
  openMember,
} from "../members";
import { type Program, programNumbered } from "../program";
import { isHeld, newVoucherCode, type VoucherRow, voidVoucherWrites } from "../vouchers";
import { codeBack } from "./codes";
import { countsNoLonger } from "./counts";
import { redemptionFact } from "./facts";
import { deliver, takeGivenBack } from "./give";
import { isHandedOver } from "./handover";
import { releasedFact, takesOf } from "./holds";
import { causeOf, redemptionKey, ruleOf, whoRedeemed } from "./keys";
import { isReversible, isTimedOut, statusAt } from "./life";
import type { Reward } from "./program";
import {
  type RedemptionWithAll,
  redemptionWithLots,
  returnToStock,
  updateRedemption,
  voucherOfRedemption,
} from "./store";
import type { RedemptionRow } from "./tables";
import { firstAnswer, redemptionAnswer } from "./view";

/** A redemption opened for a change, under the program version that decided it. */
interface Open {
  readonly ctx: Context;
  readonly row: RedemptionWithAll;
  readonly voucher: VoucherRow | null;
  readonly member: OpenMember;
  readonly program: Program;
  readonly reward: Reward | undefined;
  /** For a voucher that is issued now. */
  readonly code: string;
}

/** How a redemption stands after a step; without facts the step had been taken before. */
interface Outcome {
  readonly row: RedemptionRow;
  readonly voucher: VoucherRow | null;
  readonly facts: readonly Fact[];
}

type Step = (open: Open) => Outcome;

/** Makes a hold final and gives what it was for. @throws redemption_not_held, hold_expired */
export const captureRedemption = (ctx: Context, id: string) => change(ctx, id, capture);

/** Gives a hold back. @throws {DomainError} redemption_not_held */
export const releaseRedemption = (ctx: Context, id: string) => change(ctx, id, release);

/**
 * Undoes a captured redemption: points go back to the lots they came from, what it gave is taken
 * back, its voucher is void.
 *
 * @throws {DomainError} redemption_not_captured, too_late_to_reverse, voucher_already_redeemed,
 *   voucher_held, reward_used, redemption_fulfilled
 */
export const reverseRedemption = (ctx: Context, id: string) => change(ctx, id, reverse);

/** A step that was taken already answers how things stand, so that it can be sent again. */
function change(ctx: Context, id: string, step: Step) {
  const key = redemptionKey(id);
  const who = whoRedeemed(ctx.shop.id, key);
  const code = newVoucherCode();
  const factId = newId("fct");
  return transact(ctx, {
    load: () => [
      redemptionWithLots(ctx.shop.id, key),
      voucherOfRedemption(ctx.shop.id, key),
      ...memberStatements(ctx, { who, spendable: 0 }),
    ],
    decide: async (rows) => {
      const row = rowsOf<RedemptionWithAll>(rows, 0)[0];
      const member = await openMember(ctx, rows.slice(2), 0);
      if (!row || !member) throw new DomainError("not_found", "The shop has no such redemption.");
      for (const lot of [...lotsIn(row.lots), ...lotsIn(row.given_lots)]) addLot(member.book, lot);
      const program = await programNumbered(ctx, row.program);
      const reward = program.parts.rewards.find((r) => r.id === row.reward);
      const voucher = rowsOf<VoucherRow>(rows, 1)[0] ?? null;
      const open: Open = { ctx, row, voucher, member, program, reward, code };
      return decision(open, step(open), factId);
    },
  });
}

function decision({ ctx, row, member, program }: Open, outcome: Outcome, factId: string): Decision {
  const isReplay = outcome.facts.length === 0 && outcome.row.status === row.status;
  const answer = firstAnswer(program, member, outcome.voucher);
  return {
    status: 200,
    body: redemptionAnswer(outcome.row, outcome.row.status, answer),
    writes: isReplay ? [] : closeMember(ctx, member),
    fact: isReplay ? null : factOf(ctx, member, factId, ctx.now, outcome.facts),
    isReplay,
    member: member.row.id,
  };
}

const entryOf = ({ row, program }: Open, reason: string): Entry => ({
  reason,
  cause: causeOf(row.id),
  rule: ruleOf(row.reward),
  program: program.number,
});

function capture(open: Open): Outcome {
  const { ctx, row, voucher, member, program, reward, code } = open;
  const status = statusAt(row, ctx.now);
  if (status === "captured") return { row, voucher, facts: [] };
  if (status !== "held" || !reward) throw notHeld(open);
  if (row.cost > 0) {
    move(member.book, row.unit, "held", "redeemed", row.cost, entryOf(open, "capture"));
  }
  const captured: RedemptionRow = { ...row, status: "captured", captured_at: ctx.now };
  const delivered = deliver(ctx, member, { program, reward, row: captured, code });
  member.writes.push(updateRedemption(delivered.row));
  const facts = [redemptionFact("redemption_captured", row, reward), ...delivered.facts];
  return { ...delivered, facts };
}

function notHeld({ ctx, row }: Open): DomainError {
  return isTimedOut(row, ctx.now)
    ? new DomainError("hold_expired", "The points are back: redeem the reward again.")
    : new DomainError("redemption_not_held", `The redemption is ${row.status}.`);
}

function release(open: Open): Outcome {
  const { ctx, row, voucher, member } = open;
  const status = statusAt(row, ctx.now);
  if (status === "released") {
    // One that has just timed out was released with the opening of the member, who is closed now.
    return { row: { ...row, status }, voucher, facts: [] };
  }
  if (status !== "held") throw notHeld(open);
  giveBack(member.book, "held", takesOf(row), entryOf(open, "release"));
  const after: RedemptionRow = { ...row, status: "released", ended_at: ctx.now };
  member.writes.push(updateRedemption(after), ...givenBack(member, row));
  return { row: after, voucher, facts: [releasedFact(row, "call")] };
}

/** What others, or the member, can have again. */
const givenBack = (member: OpenMember, row: RedemptionRow): Statement[] => [
  ...returnToStock(row),
  ...codeBack(row, member.book.now),
  ...countWrites(member, countsNoLonger(row)),
];

const CART_HOLDS = "A cart holds its voucher: release that, or wait for its end.";

function reverse(open: Open): Outcome {
  const { ctx, row, voucher, member, program, reward } = open;
  if (row.status === "reversed") return { row, voucher, facts: [] };
  if (row.status !== "captured") {
    throw new DomainError(
      "redemption_not_captured",
      "Release a hold; only what is captured is reversed.",
    );
  }
  const policy = program.parts.redemption;
  if (!isReversible(row.captured_at ?? row.created_at, policy, ctx.now, ctx.shop.timeZone)) {
    throw new DomainError("too_late_to_reverse", `It had to be within ${policy.reversibleFor}.`);
  }
  if (isHandedOver(row.fulfilment)) {
    throw new DomainError("redemption_fulfilled", "Note first that it came back: `failed`.");
  }
  if (voucher?.status === "redeemed") {
    throw new DomainError("voucher_already_redeemed", "Its voucher was used, so it stays.");
  }
  if (voucher && isHeld(voucher, ctx.now)) throw new DomainError("voucher_held", CART_HOLDS);
  const taken = takeGivenBack(member, row, entryOf(open, "reverse"));
  giveBack(member.book, "redeemed", takesOf(row), entryOf(open, "reverse"));
  const nothingToDo = { fulfilment: null, fulfilled_at: null };
  const after: RedemptionRow = { ...row, ...nothingToDo, status: "reversed", ended_at: ctx.now };
  const gone: VoucherRow | null = voucher && { ...voucher, status: "void" };
  member.writes.push(updateRedemption(after), ...givenBack(member, row));
  if (voucher) member.writes.push(...voidVoucherWrites(voucher));
  const facts = [redemptionFact("redemption_reversed", row, reward), ...taken];
  return { row: after, voucher: gone, facts };
}
