import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirror of migrations/0015_journeys.sql: the row type of hand-written SQL. */

export const nudgePlans = sqliteTable("nudge_plans", {
  shop: text().notNull(),
  member: text().notNull(),
  looks_at: integer().notNull(),
  planned: text().notNull(),
});

export type NudgePlanRow = typeof nudgePlans.$inferSelect;
