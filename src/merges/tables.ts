import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirrors of migrations/0026_merges.sql: the row types of hand-written SQL. */

export const merges = sqliteTable("merges", {
  shop: text().notNull(),
  id: text().notNull(),
  target: text().notNull(),
  source: text().notNull(),
  shift: integer().notNull(),
  last_seq: integer().notNull(),
  brought: text().notNull(),
  reason: text(),
  request_hash: text().notNull(),
  answer: text().notNull(),
  undoing: text(),
  program: integer().notNull(),
  merged_at: integer().notNull(),
  undone_at: integer(),
});

export const mergeRows = sqliteTable("merge_rows", {
  shop: text().notNull(),
  merge: text().notNull(),
  kind: text().notNull(),
  key: text().notNull(),
});

export const mergeSuggestions = sqliteTable("merge_suggestions", {
  shop: text().notNull(),
  member: text().notNull(),
  other: text().notNull(),
  kind: text().notNull(),
  times: integer().notNull(),
  fact: text().notNull(),
  seen_at: integer().notNull(),
  dismissed_at: integer(),
});

export type MergeRow = typeof merges.$inferSelect;
export type SuggestionRow = typeof mergeSuggestions.$inferSelect;
