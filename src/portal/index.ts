export { cardUrl } from "./link";
export { portalEndpoints, portalPages } from "./routes";
export { eraseJoins } from "./store";
