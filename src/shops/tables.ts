import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirrors of migrations/0001_shops.sql: the row types of hand-written SQL. */

export const shops = sqliteTable("shops", {
  id: text().notNull(),
  name: text().notNull(),
  currency: text().notNull(),
  time_zone: text().notNull(),
  locale: text({ enum: ["de", "en"] }).notNull(),
  address: text({ enum: ["du", "sie"] }).notNull(),
  home_url: text(),
  landing_url: text(),
  legal_sender: text(),
  shard: text().notNull(),
  sandbox_of: text(),
  clock_at: integer(),
  checked_day: text(),
  created_at: integer().notNull(),
  picture_url: text(),
  code_prefix: text(),
  metrics_day: text(),
  reports_to: text(),
});

export const keys = sqliteTable("keys", {
  hash: text().notNull(),
  id: text().notNull(),
  shop: text().notNull(),
  kind: text({ enum: ["secret", "publishable"] }).notNull(),
  scopes: text().notNull(),
  origins: text().notNull(),
  label: text().notNull(),
  goodwill_limit: integer(),
  created_at: integer().notNull(),
  expires_at: integer(),
});

export const jobRuns = sqliteTable("job_runs", {
  job: text().notNull(),
  scheduled_at: integer().notNull(),
  started_at: integer().notNull(),
});

export const deadLetters = sqliteTable("dead_letters", {
  id: integer().notNull(),
  shop: text().notNull(),
  message: text().notNull(),
  died_at: integer().notNull(),
});

export type ShopRow = typeof shops.$inferSelect;
export type KeyRow = typeof keys.$inferSelect;
export type DeadLetterRow = typeof deadLetters.$inferSelect;
