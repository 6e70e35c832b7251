export { listRewards } from "./catalogue";
export { captureRedemption, releaseRedemption, reverseRedemption } from "./change";
export {
  type RedeemedVouchers,
  redeemVoucherWrites,
  restoreVouchers,
  type VoucherUse,
  type VoucherWarning,
  voucherStatements,
  vouchersFrom,
} from "./checkout";
export { holdSettler } from "./holds";
export { rewardsProgram } from "./program";
export { readRedemption, rewardsSummary } from "./read";
export { redeem } from "./redeem";
export { reissueVoucher } from "./reissue";
export { eraseVoucherNotes } from "./store";
export type { RedemptionRow, VoucherRow } from "./tables";
export { listVouchers, redeemVoucher, validateVoucher } from "./vouchers";
