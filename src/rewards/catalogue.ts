import type { Context } from "../core/context";
import { pageOf, positionOf } from "../core/cursor";
import { type Batch, rowsOf } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { read } from "../core/transact";
import type { Who } from "../ledger";
import { toIso } from "../lib/time";
import {
  memberStatements,
  type OpenMember,
  openMember,
  parseRef,
  spendable,
  whoIs,
} from "../members";
import { type Program, programOf, programStatement, voiceOf } from "../program";
import { returnedToStock } from "./holds";
import { stepsOf } from "./kinds";
import { priceOf } from "./price";
import type { Reward } from "./program";
import { type RewardState, whyUnavailable } from "./rules";
import { rewardSentence } from "./sentences";
import { type Taken, takenByMemberOfEach, takenStatement } from "./store";

export interface CataloguePage {
  readonly member?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * The rewards of the program in force, in its order; with a member also whether that member can
 * have each now. One round trip.
 *
 * @throws {DomainError} not_found; forbidden, when a browser asks for a member
 */
export async function listRewards(ctx: Context, page: CataloguePage) {
  if (page.member !== undefined && ctx.caller.isPublishable) {
    throw new DomainError("forbidden", "A member's view needs a secret key, from a server.");
  }
  const from = Number(positionOf(page.cursor, ["number"])?.[0] ?? 0);
  const who =
    page.member === undefined ? null : whoIs(ctx.shop.id, parseRef(page.member, "?member"));
  // Nothing is written: what is due is settled in memory, however much it is.
  const reading = { ...ctx, isDryRun: true };
  const rows = await read(reading, [
    programStatement(ctx, ctx.now),
    takenStatement(ctx.shop.id),
    ...(who ? statementsOfMember(reading, who) : []),
  ]);
  const program = await programOf(ctx, rows, 0);
  const states = await statesOf(reading, rows, who !== null);
  const rewards = program.parts.rewards.map((reward, index) => ({ reward, index })).slice(from);
  return pageOf(
    rewards,
    page.limit,
    ({ reward }) => rewardView(ctx, program, reward, states(reward)),
    ({ index }) => [index + 1],
  );
}

const statementsOfMember = (ctx: Context, who: Who) => [
  takenByMemberOfEach(who, ctx.now),
  ...memberStatements(ctx, { who, spendable: 0 }),
];

/** How each reward stands, for anybody or for the member who was asked for. */
async function statesOf(
  ctx: Context,
  rows: Batch,
  hasMember: boolean,
): Promise<(reward: Reward) => RewardState> {
  const taken = byId(rowsOf<Taken>(rows, 1));
  if (!hasMember) {
    return ({ id }) => ({ taken: taken.get(id) ?? 0, takenByMember: null, balance: null });
  }
  const own = byId(rowsOf<Taken>(rows, 2));
  const member: OpenMember | null = await openMember(ctx, rows.slice(3), 0);
  if (!member) throw refuse("not_found", "?member", "The shop has no such member.");
  return (reward) => ({
    taken: (taken.get(reward.id) ?? 0) - returnedToStock(member.facts, reward.id),
    takenByMember: own.get(reward.id) ?? 0,
    balance: spendable(member.book, priceOf(reward).unit),
  });
}

const byId = (rows: readonly Taken[]): Map<string, number> =>
  new Map(rows.map(({ id, taken }) => [id, taken]));

function rewardView(ctx: Context, program: Program, reward: Reward, state: RewardState) {
  const steps = stepsOf(reward).minimum;
  const unavailableReasons = whyUnavailable(reward, state, { now: ctx.now, steps });
  return {
    id: reward.id,
    name: reward.name[ctx.locale],
    kind: reward.kind,
    ...worthOf(reward, state),
    cost: reward.cost,
    // What it costs the shop is not for its visitors.
    ...(ctx.caller.isPublishable ? {} : { costAmount: reward.costAmount }),
    stock: reward.stock === null ? null : Math.max(0, reward.stock - state.taken),
    from: instant(reward.from),
    until: instant(reward.until),
    limitPerMember: reward.limitPerMember,
    sentence: rewardSentence(program.parts, reward, voiceOf(ctx)),
    available: unavailableReasons.length === 0,
    unavailableReasons,
  };
}

function worthOf(reward: Reward, state: RewardState) {
  switch (reward.kind) {
    case "percent":
      return { percent: reward.percent };
    case "fixed_amount":
    case "gift_card":
    case "store_credit":
      return { amount: reward.amount };
    case "free_product":
    case "sample":
      return { sku: reward.sku ?? null };
    case "points_to_money":
      return { amount: reward.amount, steps: { ...stepsOf(reward), ...inReach(reward, state) } };
    case "donation":
      return { cause: reward.cause, amount: reward.amount };
    case "event_seat":
      return {
        startsAt: instant(reward.startsAt),
        endsAt: instant(reward.endsAt ?? null),
        place: reward.place ?? null,
      };
    case "experience":
      return { place: reward.place ?? null };
    case "perk":
      return { perk: reward.perk };
    case "free_shipping":
    case "access":
      return {};
  }
}

/** How many steps the member's balance is enough for. */
function inReach(reward: Reward, { balance }: RewardState) {
  const { amount } = priceOf(reward);
  if (balance === null) return {};
  const { maximum } = stepsOf(reward);
  const most = amount === 0 ? maximum : Math.floor(Math.max(0, balance) / amount);
  return { inReach: Math.min(maximum, most) };
}

const instant = (text: string | null) => toIso(text === null ? null : Date.parse(text));
