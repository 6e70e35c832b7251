export {
  type CheckoutVoucher,
  type RedeemedVouchers,
  redeemVoucherWrites,
  restoreVouchers,
  type VoucherUse,
  type VoucherWarning,
  voucherStatements,
  vouchersFrom,
} from "./checkout";
export { newVoucherCode, readVoucherCode, shownCode } from "./codes";
export { type Grant, grantVoucher, voidVoucherWrites } from "./issue";
export {
  type Cause,
  type CauseKind,
  causeFrom,
  causeKey,
  causeText,
  orderRefOf,
  redemptionId,
} from "./keys";
export { reissueVoucher, type VoucherFollower } from "./reissue";
export { type Conditions, voucherEnd } from "./rules";
export { codeSchema, voucherSchema } from "./schemas";
export { eraseVoucherNotes, vouchersOfCause } from "./store";
export { vouchersSummary } from "./summary";
export type { VoucherRow } from "./tables";
export { type CodeView, codeView, voucherView } from "./view";
export { listVouchers, redeemVoucher, validateVoucher } from "./vouchers";
export { type VoucherEffect, WORTH_SHAPES, type Worth, worth } from "./worth";
