export {
  type CheckoutVoucher,
  redeemedRow,
  restoreVouchers,
  voucherStatements,
  vouchersFrom,
} from "./checkout";
export { newVoucherCode, readVoucherCode, shownCode } from "./codes";
export {
  CONDITION_SHAPE,
  type Conditions,
  type ConditionTerms,
  conditionsOf,
  isFor,
  type Sold,
  type SoldLine,
  unmetBy,
} from "./conditions";
export { type Grant, grantVoucher, voidVoucherWrites, voucherFact } from "./issue";
export { causeKey, causeText, orderRefOf, redemptionId } from "./keys";
export type { VoucherFollower } from "./reissue";
export {
  conditionsIn,
  isHeld,
  promisedBy,
  type Refusal,
  voucherEnd,
  whyVoucherInvalid,
} from "./rules";
export { codeSchema } from "./schemas";
export {
  codeUsageStatement,
  keyOf,
  type SharedCode,
  type SharedRefusal,
  sharedCodeOf,
  sharedCodesProgram,
  usesOf,
  whyCodeInvalid,
} from "./shared-codes";
export {
  eraseVoucherNotes,
  holdVoucher,
  reopenVoucher,
  updateIssuedVoucher,
  VOUCHER_JSON,
  vouchersOfCodes,
  vouchersOfKind,
  vouchersOfMember,
} from "./store";
export { vouchersSummary } from "./summary";
export type { VoucherRow } from "./tables";
export { type CodeView, codeView, voucherView } from "./view";
export { effectOf, moneyIn, type VoucherEffect, WORTH_SHAPES, type Worth, worth } from "./worth";
