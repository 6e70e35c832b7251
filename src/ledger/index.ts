export * from "./book";
export { nextDueOfAll } from "./dues";
export { amountOf, type Expiry, expiresAt, ledgerProgram, type Unit } from "./program";
export * from "./rules";
export { flowFacts, type Settled, type Settler, settleBook } from "./settle";
export {
  BOOK_STATEMENTS,
  type BookOptions,
  bookStatements,
  bookWrites,
  DUE_LIMIT,
  DUE_LIMIT_OF_READS,
  lotFrom,
  openBook,
  SPEND_WIDTH,
  type Who,
} from "./store";
export type { AdjustmentRow, LotRow, TransferRow, WalletRow } from "./tables";
