export { computeMetrics, yesterdayOf } from "./compute";
export { EVER_STATEMENTS, everFrom, everStatements } from "./ever";
export { ACTIVITIES, STAGES, type State } from "./lifecycle-rules";
export { readDaily, readLifecycle, readRetention } from "./read";
export { sendReports } from "./report";
export type { Counts, Retention, UnitDay } from "./rules";
export type { Daily, LifecycleDay, RetentionPeriod } from "./types";
