import type { Context } from "../core/context";
import { pageOf, positionOf } from "../core/cursor";
import { type Batch, rowsOf } from "../core/database";
import { DomainError, refuse } from "../core/errors";
import { read } from "../core/transact";
import type { Who } from "../ledger";
import {
  countersStatement,
  countsFrom,
  memberStatements,
  type OpenMember,
  openMember,
  parseRef,
  periodsAt,
  whoIs,
} from "../members";
import { freeCodes, type PoolRow, poolsStatement } from "../pools";
import { programOf, programStatement } from "../program";
import { buyerOf } from "./buyer";
import { returnedToStock } from "./counts";
import { ruleOf } from "./keys";
import { offerView } from "./offer";
import type { Reward } from "./program";
import type { RewardState } from "./rules";
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
    poolsStatement(ctx.shop.id),
    ...(who ? statementsOfMember(reading, who) : []),
  ]);
  const program = await programOf(ctx, rows, 0);
  const states = await statesOf(reading, rows, who !== null);
  const rewards = program.parts.rewards.map((reward, index) => ({ reward, index })).slice(from);
  return pageOf(
    rewards,
    page.limit,
    ({ reward }) => offerView(ctx, program, reward, states(reward)),
    ({ index }) => [index + 1],
  );
}

const statementsOfMember = (ctx: Context, who: Who) => [
  takenByMemberOfEach(who, ctx.now),
  countersStatement(who, Object.values(periodsAt(ctx.now, ctx.shop.timeZone))),
  ...memberStatements(ctx, { who, spendable: 0 }),
];

/** How each reward stands, for anybody or for the member who was asked for. */
async function statesOf(
  ctx: Context,
  rows: Batch,
  hasMember: boolean,
): Promise<(reward: Reward) => RewardState> {
  const taken = byId(rowsOf<Taken>(rows, 1));
  const pools = new Map(rowsOf<PoolRow>(rows, 2).map((pool) => [pool.id, pool]));
  const codesOf = (reward: Reward): { codes?: number } => {
    const pool = reward.kind === "code_pool" ? pools.get(reward.pool) : undefined;
    return pool ? { codes: freeCodes(pool, ctx.now) } : {};
  };
  if (!hasMember) {
    return (reward) => ({ taken: taken.get(reward.id) ?? 0, buyer: null, ...codesOf(reward) });
  }
  const own = byId(rowsOf<Taken>(rows, 3));
  const counts = countsFrom(rows, 4);
  const member: OpenMember | null = await openMember(ctx, rows.slice(5), 0);
  if (!member) throw refuse("not_found", "?member", "The shop has no such member.");
  return (reward) => ({
    taken: (taken.get(reward.id) ?? 0) - returnedToStock(member, reward.id),
    buyer: buyerOf(member, reward, own.get(reward.id) ?? 0, (period) =>
      counts(ruleOf(reward.id), period),
    ),
    ...codesOf(reward),
  });
}

const byId = (rows: readonly Taken[]): Map<string, number> =>
  new Map(rows.map(({ id, taken }) => [id, taken]));
