import type { Context } from "../core/context";
import { type Batch, rowsOf } from "../core/database";
import { DomainError, LoadMore, refuse } from "../core/errors";
import type { Fact } from "../core/facts";
import { type Decision, transact } from "../core/transact";
import { SPEND_WIDTH, spend } from "../ledger";
import { canonicalJson, sha256 } from "../lib/hash";
import { newId } from "../lib/ids";
import { addDuration } from "../lib/time";
import {
  closeMember,
  factOf,
  memberStatements,
  type OpenMember,
  openMember,
  parseRef,
  spendable,
  turnOf,
  whoIs,
} from "../members";
import { type Program, voiceOf } from "../program";
import { newVoucherCode, orderRefOf } from "../vouchers";
import { MAX_OPEN_HOLDS, returnedToStock } from "./holds";
import { issueVoucher, redemptionFact } from "./issue";
import { causeOf, whoUnlessRedeemed } from "./keys";
import { priceOf, type Reward } from "./program";
import { refusalDetail } from "./refusal";
import { whyUnavailable } from "./rules";
import {
  insertRedemption,
  isCutOff,
  type MemberCounts,
  memberCounts,
  redemptionStatement,
  type Taken,
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
}

/** A wish with everything that a retry must find the same. */
interface Asked extends Wish {
  readonly key: string;
  readonly code: string;
  readonly hash: string;
}

/**
 * Spends a member's points on a reward: at once, with a voucher, or as a hold that a later call
 * captures or releases.
 *
 * @throws {DomainError} not_found, redemption_differs, member_erased, what {@link whyUnavailable}
 *   knows, too_many_holds
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
  const factId = newId("fct");
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, ref),
    load: (width) => [
      redemptionStatement(ctx.shop.id, asked.key),
      takenOfReward(ctx.shop.id, wish.rewardId),
      memberCounts(who, wish.rewardId, ctx.now, width),
      ...memberStatements(ctx, { who, spendable: SPEND_WIDTH * width }),
    ],
    decide: async (rows, width) => {
      const earlier = rowsOf<RedemptionRow>(rows, 0)[0];
      if (earlier) return replay(earlier, asked.hash);
      const member = await openMember(ctx, rows.slice(3), SPEND_WIDTH * width);
      if (!member) throw refuse("not_found", "/member", "The shop has no such member.");
      const program = member.program;
      if (member.row.erased_at !== null) throw new DomainError("member_erased");
      const reward = checkedReward(ctx, { program, member, rows, asked, width });
      return redemption(ctx, { program, member, reward, asked, factId });
    },
  });
}

function replay(row: RedemptionRow, hash: string): Decision {
  if (row.request_hash !== hash) {
    throw new DomainError("redemption_differs", "Use a new id for another redemption.");
  }
  return { status: 200, body: repeatedAnswer(row), writes: [], fact: null, isReplay: true };
}

/** The reward, when this member can have it now. */
function checkedReward(
  ctx: Context,
  { program, member, rows, asked, width }: Loaded & { rows: Batch; width: number },
): Reward {
  const reward = program.parts.rewards.find((r) => r.id === asked.rewardId);
  if (!reward) throw refuse("not_found", "/rewardId", "The program has no such reward.");
  const counts = rowsOf<MemberCounts>(rows, 2)[0];
  const taken = rowsOf<Taken>(rows, 1)[0]?.taken ?? 0;
  if (isCutOff(counts?.taken ?? 0, reward.limitPerMember, width)) throw new LoadMore();
  const state = {
    taken: taken - returnedToStock(member.facts, reward.id),
    takenByMember: counts?.taken ?? 0,
    balance: spendable(member.book, priceOf(reward).unit),
  };
  const [why] = whyUnavailable(reward, state, ctx.now);
  if (why)
    throw refuse(why.code, "/rewardId", refusalDetail(program, reward, why, voiceOf(ctx, "en")));
  if (asked.hold && (counts?.holds ?? 0) >= MAX_OPEN_HOLDS) {
    throw new DomainError("too_many_holds", "Capture or release some of them first.");
  }
  return reward;
}

interface Loaded {
  readonly program: Program;
  readonly member: OpenMember;
  readonly asked: Asked;
}

function redemption(ctx: Context, of: Loaded & { reward: Reward; factId: string }): Decision {
  const { program, member, reward, asked } = of;
  const row = spent(ctx, of);
  const voucher = asked.hold
    ? null
    : issueVoucher(ctx, member, { program, reward, row, code: asked.code });
  const answer = firstAnswer(program, member, voucher);
  if (reward.stock !== null) {
    // After the releases of holds that timed out, which may free the last one.
    member.writes.push(takeFromStock(ctx.shop.id, reward.id, reward.stock));
  }
  member.writes.push(insertRedemption({ ...row, answer: JSON.stringify(answer) }));
  return {
    status: 201,
    body: redemptionAnswer(row, row.status, answer),
    writes: closeMember(ctx, member),
    fact: factOf(ctx, member, of.factId, ctx.now, [takenFact(row, reward)]),
    isRebuiltFromRow: asked.id !== undefined,
    member: member.row.id,
  };
}

const takenFact = (row: RedemptionRow, reward: Reward): Fact =>
  row.status === "held"
    ? { ...redemptionFact("reward_held", row, reward), holdUntil: row.hold_until }
    : redemptionFact("reward_redeemed", row, reward);

/** Moves the points, and gives the row that tells of it. */
function spent(
  ctx: Context,
  { program, member, reward, asked }: Loaded & { reward: Reward },
): RedemptionRow {
  const { unit, amount } = priceOf(reward);
  const holdUntil = asked.hold
    ? addDuration(ctx.now, asked.ttl ?? program.parts.redemption.holdFor, ctx.shop.timeZone)
    : null;
  const takes =
    amount === 0
      ? []
      : spend(member.book, unit, asked.hold ? "held" : "redeemed", amount, {
          reason: asked.hold ? "hold" : "redeem",
          cause: causeOf(asked.key),
          rule: `rewards.${reward.id}`,
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
    voucher: asked.hold ? null : asked.code,
    order_ref: asked.order ? orderRefOf(asked.order) : null,
    program: program.number,
    request_hash: asked.hash,
    answer: "",
    created_at: ctx.now,
    captured_at: asked.hold ? null : ctx.now,
    ended_at: null,
  };
}
