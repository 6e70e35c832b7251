export type { LotDates } from "./align";
export { award } from "./award";
export type { Awarding } from "./awarding";
export { activationByDelivery } from "./dates";
export { gaveBy, passedOf } from "./explain";
export {
  type AwardEntry,
  type AwardLedger,
  awardsFrom,
  type EarnerThen,
  emptyLedger,
  grantsOf,
  type LotKey,
  netOf,
  type StoredAwards,
  storedAwards,
} from "./ledger";
export { givenVouchersStatement } from "./store";
export { roomAfter, roomFor } from "./usage";
