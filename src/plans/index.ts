export { vouchersBy } from "./given";
export { pageOfMembers, RECORDED_STATEMENTS, recordedFrom, recordedStatements } from "./load";
export { deleteOldPlans } from "./read";
export type { RecordedMember, ReplayedMember, Step } from "./recorded";
export { replayMember } from "./replay";
export { type Begun, programAt, type Timeline, timelineFrom, timelineStatement } from "./timeline";
export { walkPlan } from "./walk";
