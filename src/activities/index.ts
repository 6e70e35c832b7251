export { explainActivity } from "./explain";
export {
  type RecordedActivity,
  recordedActivities,
  recordedByActivity,
  replayActivity,
} from "./replay";
export { activityEndpoints } from "./routes";
export { activitiesOfMember, eraseActivities } from "./store";
