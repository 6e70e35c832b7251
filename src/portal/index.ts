export { cardUrl } from "./link";
export { endPendingJoin, sendJoinMail } from "./mail";
export { portalEndpoints, portalPages } from "./routes";
export { eraseJoins } from "./store";
