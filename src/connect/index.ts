export { tellStaff } from "./alarm";
export { deliverWebhook } from "./deliver";
export { replayPage } from "./replay";
export { tellEndpoints } from "./tell";
export { deleteOldDeliveries } from "./upkeep";
