import type { Context } from "../core/context";
import { rowsOf } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { type Decision, transact } from "../core/transact";
import { SPEND_WIDTH, spend } from "../ledger";
import { canonicalJson, sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import { addDuration } from "../lib/time";
import {
  checkSpender,
  closeMember,
  countWrites,
  type Drawn,
  factOf,
  memberStatementCount,
  memberStatements,
  type OpenMember,
  openMember,
  parseRef,
  turnOf,
  whoIs,
} from "../members";
import { drawStatement } from "../pools";
import type { Program } from "../program";
import { newVoucherCode, orderRefOf } from "../vouchers";
import { drawLacking } from "./backed";
import { type Choice, chosen } from "./choose";
import { type AsksPool, askPool, withCode } from "./codes";
import { countsIn } from "./counts";
import { takenFact } from "./facts";
import { deliver } from "./give";
import { causeOf, ruleOf, whoUnlessRedeemed } from "./keys";
import { periodsOf, whyUnavailable } from "./rules";
import {
  insertRedemption,
  memberCounts,
  redemptionStatement,
  takeFromStock,
  takenOfReward,
} from "./store";
import type { RedemptionRow } from "./tables";
import { firstAnswer, redemptionAnswer, repeatedAnswer } from "./view";

export interface Wish {
  readonly id?: string | undefined;
  readonly rewardId: string;
  readonly member: string;
  readonly order?: string | null | undefined;
  readonly hold: boolean;
  readonly ttl?: string | null | undefined;
  /** Steps of a slider; without it as few as it takes. */
  readonly quantity?: number | undefined;
  /** What the member lacks is taken from the household's pool. */
  readonly useHousehold?: boolean | undefined;
}

/** A wish with everything that a retry must find the same. */
interface Asked extends Wish {
  readonly key: string;
  readonly code: string;
  readonly hash: string;
}

/** Rows before the member's, and how many those are. */
const MEMBER = 4;
const SPENDING = memberStatementCount(SPEND_WIDTH);

/**
 * Spends a member's points on a reward: at once, with what it brings, or as a hold that a later call
 * captures or releases.
 *
 * @throws {DomainError} not_found, redemption_differs, member_erased, quantity_not_possible, what
 *   {@link whyUnavailable} knows, too_many_holds
 */
export async function redeem(ctx: Context, wish: Wish) {
  const ref = parseRef(wish.member, "/member");
  const asked: Asked = {
    ...wish,
    key: wish.id ?? newId("red"),
    code: newVoucherCode(),
    hash: await sha256(canonicalJson({ ...wish, member: ref, id: undefined })),
  };
  const who = whoUnlessRedeemed(whoIs(ctx.shop.id, ref), asked.key);
  const facts = { member: newId("fct"), other: newId("fct") };
  const asks: AsksPool = { pool: "" };
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, ref),
    load: (width) => [
      redemptionStatement(ctx.shop.id, asked.key),
      takenOfReward(ctx.shop.id, wish.rewardId),
      memberCounts(who, wish.rewardId, { now: ctx.now, timeZone: ctx.shop.timeZone }, width),
      drawStatement(ctx.shop.id, asks.pool),
      ...memberStatements(ctx, { who, spendable: SPEND_WIDTH * width }),
      ...(wish.useHousehold ? ctx.registry.backing.load(ctx, who, SPEND_WIDTH * width) : []),
    ],
    decide: async (rows, width) => {
      const earlier = rowsOf<RedemptionRow>(rows, 0)[0];
      if (earlier) return replay(earlier, asked.hash);
      const member = await openMember(ctx, rows.slice(MEMBER), SPEND_WIDTH * width);
      if (!member) throw refuse("not_found", "/member", "The shop has no such member.");
      const program = member.program;
      if (member.row.erased_at !== null) throw new DomainError("member_erased");
      checkSpender(ctx, member, ref);
      askPool(asks, program, wish.rewardId);
      const choosing = { program, member, rows, wish, width };
      const backing = { rows: rows.slice(MEMBER + SPENDING), spendable: SPEND_WIDTH * width };
      const of = { cause: causeOf(asked.key), factId: facts.other };
      const drawn = await drawLacking(ctx, choosing, backing, of);
      const choice = chosen(ctx, choosing);
      return redemption(ctx, { program, member, choice, asked, drawn, factId: facts.member });
    },
  });
}

function replay(row: RedemptionRow, hash: string): Decision {
  if (row.request_hash !== hash) {
    throw new DomainError("redemption_differs", "Use a new id for another redemption.");
  }
  return { status: 200, body: repeatedAnswer(row), writes: [], fact: null, isReplay: true };
}

interface Loaded {
  readonly program: Program;
  readonly member: OpenMember;
  readonly choice: Choice;
  readonly asked: Asked;
}

function redemption(ctx: Context, of: Loaded & { drawn: Drawn; factId: string }): Decision {
  const { program, member, asked } = of;
  const { reward } = of.choice;
  const kept = withCode(member, of.choice, spent(ctx, of));
  const { row, voucher, facts } = asked.hold
    ? { row: kept.row, voucher: null, facts: [] }
    : deliver(ctx, member, { program, reward, row: kept.row, code: asked.code });
  const answer = firstAnswer(program, member, voucher);
  if (reward.stock !== null) {
    // After the releases of holds that timed out, which may free the last one.
    member.writes.push(takeFromStock(ctx.shop.id, reward.id, reward.stock));
  }
  member.writes.push(...countWrites(member, countsIn(row)));
  member.writes.push(insertRedemption({ ...row, answer: JSON.stringify(answer) }));
  const told = [takenFact(row, reward), ...facts, ...kept.facts];
  return {
    status: 201,
    body: redemptionAnswer(row, row.status, answer),
    writes: [...closeMember(ctx, member), ...of.drawn.writes],
    fact: factOf(ctx, member, of.factId, ctx.now, told),
    otherFacts: of.drawn.facts,
    isRebuiltFromRow: asked.id !== undefined,
    member: member.row.id,
  };
}

/** Moves the points, and gives the row that tells of it. */
function spent(ctx: Context, { program, member, choice, asked }: Loaded): RedemptionRow {
  const { reward, steps } = choice;
  const { unit, amount } = choice.price;
  const periods = periodsOf(reward, ctx.now, ctx.shop.timeZone);
  const holdUntil = asked.hold
    ? addDuration(ctx.now, asked.ttl ?? program.parts.redemption.holdFor, ctx.shop.timeZone)
    : null;
  const takes =
    amount === 0
      ? []
      : spend(member.book, unit, asked.hold ? "held" : "redeemed", amount, {
          reason: asked.hold ? "hold" : "redeem",
          cause: causeOf(asked.key),
          rule: ruleOf(reward.id),
          program: program.number,
        });
  if (holdUntil !== null) member.book.alsoDueAt.push(holdUntil);
  return {
    shop: ctx.shop.id,
    id: asked.key,
    member: member.row.id,
    reward: reward.id,
    status: asked.hold ? "held" : "captured",
    unit,
    cost: amount,
    takes: JSON.stringify(takes),
    is_counted: reward.stock === null ? 0 : 1,
    hold_until: holdUntil,
    voucher: null,
    order_ref: asked.order ? orderRefOf(asked.order) : null,
    program: program.number,
    request_hash: asked.hash,
    answer: "",
    created_at: ctx.now,
    captured_at: asked.hold ? null : ctx.now,
    ended_at: null,
    quantity: steps,
    given: null,
    counted: periods.length === 0 ? null : JSON.stringify(periods),
    fulfilment: null,
    fulfilled_at: null,
  };
}
