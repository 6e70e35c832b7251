export { listRewards } from "./catalogue";
export { captureRedemption, releaseRedemption, reverseRedemption } from "./change";
export { openHolds } from "./holds";
export { rewardsProgram } from "./program";
export { readRedemption, rewardsSummary } from "./read";
export { redeem } from "./redeem";
export { followVoucher, redemptionsOfMember } from "./store";
export type { RedemptionRow } from "./tables";
