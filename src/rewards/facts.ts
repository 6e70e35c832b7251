import type { Fact } from "../core/facts";
import { redemptionId } from "../vouchers";
import type { Reward } from "./program";
import type { RedemptionRow } from "./tables";

/** What facts about a redemption tell; `costAmount` is what the reward costs the shop. */
export const redemptionFact = (
  type: string,
  row: RedemptionRow,
  reward: Reward | undefined,
): Fact => ({
  type,
  redemption: redemptionId(row.id),
  reward: row.reward,
  unit: row.unit,
  cost: row.cost,
  ...(reward ? { costAmount: reward.costAmount * row.quantity } : {}),
});

/** That a reward was bought, or is held. */
export const takenFact = (row: RedemptionRow, reward: Reward): Fact =>
  row.status === "held"
    ? { ...redemptionFact("reward_held", row, reward), holdUntil: row.hold_until }
    : redemptionFact("reward_redeemed", row, reward);
