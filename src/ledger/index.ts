export * from "./book";
export { checkDay, checkLedger, type Holder } from "./check";
export type { Finding } from "./check-rules";
export { type DueKind, nextDue, nextDueOfAll, UNKNOWN } from "./dues";
export { type Expiry, expiresAt, expiry, expirySentence } from "./expiry";
export { type Freed, flowFacts } from "./flows";
export { transferId, transferKey } from "./ids";
export { isLapsing, lapsingOf, nextLapse, renewAll } from "./lapse";
export {
  type BookOptions,
  DUE_LIMIT,
  DUE_LIMIT_OF_READS,
  openBook,
  SPEND_WIDTH,
  walletsColumn,
} from "./load";
export {
  awaitingStatement,
  lotFrom,
  lotPage,
  lotsColumn,
  lotsIn,
  spendableStatement,
} from "./lots";
export {
  type Balances,
  balancesIn,
  handOver,
  type LapseDate,
  mergeLapses,
  type Pair,
  passLifetime,
  payEachOther,
  separateLapses,
  unitsOf,
} from "./merge";
export {
  carry,
  type Kept,
  keepSpent,
  type Lifetime,
  type LotsPassed,
  passLots,
  walletDates,
} from "./merge-store";
export { type Entry, move } from "./move";
export { type Passed, passOn } from "./pass";
export {
  amountOf,
  ledgerProgram,
  namesOf,
  type Unit,
} from "./program";
export { fill, giveBack, loadedLot, spend } from "./rules";
export { confirm, settle } from "./settle";
export { bookWrites } from "./store";
export type { AdjustmentRow, LotRow, TransferRow, WalletRow } from "./tables";
export { type NegativePolicy, splitLot, takeBack, takeBackSpent } from "./take-back";
export { isMoney, type UnitKind, unitFor, unitParts } from "./units";
export type { Who } from "./who";
