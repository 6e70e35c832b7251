export { addDonated, memberGiving, NOTHING_DONATED } from "./donated";
export { effectFacts, MOVED, movedType } from "./facts";
export { giftFaults, repeatedKeys, timesFaults } from "./faults";
export {
  attributesTest,
  hasBirthday,
  hoursTest,
  minutesOf,
  tiersTest,
  type Visitor,
  WEEKDAYS,
  WHEN_SHAPE,
  WHO_SHAPE,
  type WhenAsked,
  type WhoAsked,
  weekdayTest,
} from "./gate";
export { gateKnown, whenFaults, whoFaults } from "./gate-faults";
export { birthdayText, clockText, profileText, whoText } from "./gate-words";
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
export type { CardCompleted, CreditPaid, Effect, Moved, TierChanged, VoucherGiven } from "./types";
export { type EffectTelling, effectViews, stateOf } from "./views";
export {
  cooldownText,
  giftText,
  limitsText,
  perkText,
  promiseName,
  timesText,
  voucherText,
} from "./words";
export { conditionTexts } from "./words-conditions";
