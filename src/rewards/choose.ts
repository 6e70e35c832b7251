import type { Context } from "../core/context";
import { type Batch, rowsOf } from "../core/database";
import { DomainError, LoadMore, refuse } from "../core/errors";
import type { OpenMember } from "../members";
import { type DrawnPool, freeCodes } from "../pools";
import { type Program, voiceOf } from "../program";
import { buyerOf, wantedBy } from "./buyer";
import { drawnIn } from "./codes";
import { returnedToStock } from "./counts";
import { MAX_OPEN_HOLDS } from "./holds";
import { stepsOf } from "./kinds";
import type { Price } from "./price";
import type { Reward } from "./program";
import type { Wish } from "./redeem";
import { refusalDetail } from "./refusal";
import { priceNow, whyUnavailable } from "./rules";
import { countedIn, isCutOff, type MemberCounts, type Taken } from "./store";

/** A reward that a member can have now, how many steps of it, and what they cost. */
export interface Choice {
  readonly reward: Reward;
  readonly steps: number;
  readonly price: Price;
  /** With the code that was drawn, where the reward gives some. */
  readonly pool: DrawnPool | null;
}

export interface Choosing {
  readonly program: Program;
  readonly member: OpenMember;
  readonly wish: Wish;
  /** What {@link redeem} loads. */
  readonly rows: Batch;
  readonly width: number;
}

/**
 * What a wish comes to, when this member can have it now.
 *
 * @throws {DomainError} not_found, quantity_not_possible, what {@link whyUnavailable} knows,
 *   too_many_holds
 */
export function chosen(ctx: Context, choosing: Choosing): Choice {
  const { program, member, rows, wish, width } = choosing;
  const { reward, counts, buyer, wanted, price } = wished(ctx, choosing);
  const taken = rowsOf<Taken>(rows, 1)[0]?.taken ?? 0;
  if (isCutOff(counts.taken, reward.limitPerMember, width)) throw new LoadMore();
  const pool = drawnIn(rows);
  const codes = pool ? freeCodes(pool, ctx.now) : 0;
  const state = { taken: taken - returnedToStock(member, reward.id), buyer, codes };
  const [why] = whyUnavailable(reward, state, wanted);
  if (why) {
    const detail = refusalDetail(program, reward, { why, price }, voiceOf(ctx, "en"));
    throw refuse(why.code, "/rewardId", detail);
  }
  if (wish.hold && counts.holds >= MAX_OPEN_HOLDS) {
    throw new DomainError("too_many_holds", "Capture or release some of them first.");
  }
  return { reward, steps: wanted.steps, price, pool };
}

/** What a wish costs, whether or not it can be had. @throws as {@link chosen}, of the wish itself */
export const costOf = (ctx: Context, choosing: Choosing): Price => wished(ctx, choosing).price;

function wished(ctx: Context, { program, member, rows, wish }: Choosing) {
  const reward = program.parts.rewards.find((r) => r.id === wish.rewardId);
  if (!reward) throw refuse("not_found", "/rewardId", "The program has no such reward.");
  const counts = rowsOf<MemberCounts>(rows, 2)[0] ?? { taken: 0, holds: 0, counts: "[]" };
  const buyer = buyerOf(member, reward, counts.taken, countedIn(counts));
  const wanted = wantedBy(ctx, stepsAsked(reward, wish));
  return { reward, counts, buyer, wanted, price: priceNow(reward, buyer, wanted) };
}

function stepsAsked(reward: Reward, { quantity }: Wish): number {
  const { minimum, maximum } = stepsOf(reward);
  const steps = quantity ?? minimum;
  if (steps >= minimum && steps <= maximum) return steps;
  const range = minimum === maximum ? `${minimum}` : `${minimum} to ${maximum}`;
  throw refuse("quantity_not_possible", "/quantity", `Possible at once: ${range}.`);
}
