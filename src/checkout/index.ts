export { codeStatements, codesFrom, type LoadedCodes } from "./load";
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
