import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirrors of migrations/0004_program.sql: the row types of hand-written SQL. */

export const programVersions = sqliteTable("program_versions", {
  shop: text().notNull(),
  number: integer().notNull(),
  valid_from: integer().notNull(),
  document: text().notNull(),
  applied_by: text().notNull(),
  applied_at: integer().notNull(),
  restores: integer(),
});

export const programDrafts = sqliteTable("program_drafts", {
  shop: text().notNull(),
  document: text().notNull(),
  saved_at: integer().notNull(),
});

export type ProgramVersionRow = typeof programVersions.$inferSelect;
export type ProgramDraftRow = typeof programDrafts.$inferSelect;
