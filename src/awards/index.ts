export type { LotDates } from "./align";
export { award, differenceOf, pointsOf } from "./award";
export type { Awarding } from "./awarding";
export { awardsFrom, type StoredAwards, storedAwards } from "./codec";
export { activationBy } from "./dates";
export { gaveBy, passedOf, ROOMY } from "./explain";
export {
  type AwardEntry,
  type AwardLedger,
  type EarnerThen,
  emptyLedger,
  grantsOf,
  type LotKey,
  netOf,
} from "./ledger";
export { LOTS_FILLED, renumberedLedger } from "./renumber";
export { givenLotsStatement, givenVouchersStatement, takeBackWidth } from "./store";
export { A_VOUCHER, standingText } from "./told";
export { countingOf, roomAfter, roomFor, type Used, usedOf } from "./usage";
