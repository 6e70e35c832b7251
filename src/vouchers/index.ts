export {
  type RedeemedVouchers,
  redeemVoucherWrites,
  restoreVouchers,
  voucherStatements,
  vouchersFrom,
} from "./checkout";
export { newVoucherCode, shownCode } from "./codes";
export { type Grant, grantVoucher, voidVoucherWrites } from "./issue";
export { causeKey, causeText, orderRefOf, redemptionId } from "./keys";
export type { VoucherFollower } from "./reissue";
export { voucherEnd } from "./rules";
export { codeSchema } from "./schemas";
export { eraseVoucherNotes, VOUCHER_JSON, vouchersOfCodes, vouchersOfKind } from "./store";
export { vouchersSummary } from "./summary";
export type { VoucherRow } from "./tables";
export { type CodeView, codeView, voucherView } from "./view";
export { moneyIn, WORTH_SHAPES, type Worth, worth } from "./worth";
