export { effectFacts, MOVED, movedType } from "./facts";
export { giftFaults, repeatedKeys } from "./faults";
export {
  type Given,
  type Giving,
  giveCredit,
  giveGift,
  giveVoucher,
  perkUnits,
  takeUnitsBack,
  takeVoucherBack,
  voucherNow,
} from "./gifts";
export { effectSchema } from "./schemas";
export { type Gift, gift, type VoucherTerms, voucherTerms } from "./terms";
export type { CardCompleted, Effect, Moved, TierChanged, VoucherGiven } from "./types";
export { type EffectTelling, effectViews, stateOf } from "./views";
export { giftText, limitsText, perkText, promiseName, timesText, voucherText } from "./words";
