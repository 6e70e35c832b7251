export {
  type Capture,
  capture,
  captureStatements,
  checkoutFrom,
  type FoundCheckout,
} from "./capture";
export {
  causeOf,
  checkoutHolder,
  giveCreditBack,
  MAX_HELD,
  openCheckouts,
  release,
} from "./held";
export { codeStatements, codesFrom, type LoadedCodes } from "./load";
export { checkoutsOfMember } from "./merging";
export { type CodeUse, type KnownOffer, offersOf } from "./offers";
export { checkoutProgram } from "./program";
export {
  type CodeWarning,
  type RedeemedCodes,
  redeemCodes,
  type UsedCode,
  useWrites,
} from "./redeem";
export { type Cart, type CartLine, type Discount, discountsOf, type Reason } from "./rules";
export {
  type CheckoutWithLots,
  checkoutStatement,
  codesText,
  type HeldCode,
  heldCodesOf,
  insertCheckout,
  takesOf,
  whoHolds,
} from "./store";
export type { CheckoutRow } from "./tables";
