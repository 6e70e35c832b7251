import type { Context } from "../core/context";
import { type Count, earnerFacts, type OpenMember, type PeriodKey, spendable } from "../members";
import { countsNow } from "./counts";
import type { Reward } from "./program";
import type { Buyer, Wanted } from "./rules";

/** An opened member as a reward looks at them. @param counts as loaded */
export const buyerOf = (
  member: OpenMember,
  reward: Reward,
  taken: number,
  counts: (period: PeriodKey) => Count,
): Buyer => ({
  ...earnerFacts(member),
  levels: levelsOf(member),
  taken,
  counts: countsNow(member, reward.id, counts),
  balance: (unit) => spendable(member.book, unit),
});

/** Features do not know each other: what is opened with a member is told by its parts. */
const levelsOf = ({ parts }: OpenMember): readonly string[] => parts.tiers?.levels ?? [];

export const wantedBy = ({ now, shop }: Context, steps: number): Wanted => ({
  now,
  timeZone: shop.timeZone,
  steps,
});
