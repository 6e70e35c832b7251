import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirrors of migrations/0012_metrics.sql: the row types of hand-written SQL. */

export const metricsState = sqliteTable("metrics_state", {
  shop: text().notNull(),
  version: integer().notNull(),
  through_day: text(),
  task: text(),
  basis: text(),
  reported: text(),
});

export const dailyMetrics = sqliteTable("daily_metrics", {
  shop: text().notNull(),
  local_day: text().notNull(),
  numbers: text().notNull(),
  customers: text().notNull(),
});

export const periodMetrics = sqliteTable("period_metrics", {
  shop: text().notNull(),
  grain: text({ enum: ["month", "quarter"] }).notNull(),
  period: text().notNull(),
  numbers: text().notNull(),
  customers: text().notNull(),
});

export const lifecycleChanges = sqliteTable("lifecycle_changes", {
  shop: text().notNull(),
  member: text().notNull(),
  quarter: text().notNull(),
  changes: text().notNull(),
});

export const dirtyDays = sqliteTable("dirty_days", {
  shop: text().notNull(),
  local_day: text().notNull(),
  marks: integer().notNull(),
});

export type MetricsStateRow = typeof metricsState.$inferSelect;
export type DailyMetricsRow = typeof dailyMetrics.$inferSelect;
export type PeriodMetricsRow = typeof periodMetrics.$inferSelect;
export type LifecycleChangesRow = typeof lifecycleChanges.$inferSelect;
export type DirtyDayRow = typeof dirtyDays.$inferSelect;
