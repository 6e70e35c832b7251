import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirrors of migrations/0017_tiers.sql: the row types of hand-written SQL. */

export const progress = sqliteTable("progress", {
  shop: text().notNull(),
  member: text().notNull(),
  is_complete: integer().notNull(),
  days: text().notNull(),
  days_from: integer(),
  sums: text().notNull(),
  sets: text().notNull(),
  gifts: text().notNull(),
  told_at: integer().notNull(),
  undone_until: integer(),
});

export type ProgressRow = typeof progress.$inferSelect;
