export { explainActivity } from "./explain";
export { activityEndpoints } from "./routes";
export { eraseActivities } from "./store";
