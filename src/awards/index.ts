export type { LotDates } from "./align";
export { type Awarding, award } from "./award";
export { activationByDelivery } from "./dates";
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
export { roomFor } from "./usage";
