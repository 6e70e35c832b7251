import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirror of migrations/0020_activities.sql: the row type of hand-written SQL. */

export const activities = sqliteTable("activities", {
  shop: text().notNull(),
  id: text().notNull(),
  member: text().notNull(),
  type: text().notNull(),
  occurred_at: integer().notNull(),
  data: text(),
  program: integer().notNull(),
  ledger: text().notNull(),
  answer: text().notNull(),
  reversal: text(),
  request_hash: text().notNull(),
  recorded_at: integer().notNull(),
  reversed_at: integer(),
});

export type ActivityRow = typeof activities.$inferSelect;
