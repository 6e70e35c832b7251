import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirrors of migrations/0002_core.sql: the row types of hand-written SQL. */

export const answers = sqliteTable("answers", {
  shop: text().notNull(),
  credential: text().notNull(),
  key: text().notNull(),
  request_hash: text().notNull(),
  status: integer().notNull(),
  body: text(),
  member: text(),
  created_at: integer().notNull(),
});

export const facts = sqliteTable("facts", {
  shop: text().notNull(),
  local_day: text().notNull(),
  id: text().notNull(),
  member: text(),
  member_version: integer(),
  caller: text().notNull(),
  facts: text().notNull(),
  happened_at: integer().notNull(),
  recorded_at: integer().notNull(),
});

export const outbox = sqliteTable("outbox", {
  id: integer().notNull(),
  shop: text().notNull(),
  local_day: text().notNull(),
  fact: text().notNull(),
  recorded_at: integer().notNull(),
});

export const timers = sqliteTable("timers", {
  realm: text().notNull(),
  due_at: integer().notNull(),
  shop: text().notNull(),
  subject: text().notNull(),
  kind: text().notNull(),
});

export type AnswerRow = typeof answers.$inferSelect;
export type FactRow = typeof facts.$inferSelect;
export type OutboxRow = typeof outbox.$inferSelect;
export type TimerRow = typeof timers.$inferSelect;
