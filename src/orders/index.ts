export { type Handover, handoverFrom } from "./handovers";
export { asEarning, type Imagined, imaginedOrder, paidFor } from "./imagine";
export type { Order } from "./order";
export {
  countedByOrder,
  type OrderReplay,
  type RecordedHandover,
  type RecordedOrder,
  recordedByOrder,
  recordedOrders,
  replayHandover,
  replayOrder,
} from "./replay";
