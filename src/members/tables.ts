import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirrors of migrations/0003_ledger.sql, 0021_members_together.sql and
   0024_pools_and_causes.sql: the row types of hand-written SQL. */

export const members = sqliteTable("members", {
  shop: text().notNull(),
  id: text().notNull(),
  version: integer().notNull(),
  next_seq: integer().notNull(),
  wakes_at: integer().notNull(),
  kept_orders: integer().notNull(),
  kept_total: integer().notNull(),
  first_order_at: integer(),
  order_dates: text().notNull(),
  profile: text(),
  attributes: text(),
  created_at: integer().notNull(),
  erased_at: integer(),
  kind: text({ enum: ["person", "household", "company"] }).notNull(),
  merged_into: text(),
  household: text(),
  cause: text(),
});

export const identifiers = sqliteTable("identifiers", {
  shop: text().notNull(),
  kind: text().notNull(),
  value: text().notNull(),
  member: text().notNull(),
});

export const names = sqliteTable("names", {
  shop: text().notNull(),
  word: text().notNull(),
  member: text().notNull(),
});

/* Mirror of a table of migrations/0026_merges.sql; the others are those of the merges. */

export const aliases = sqliteTable("aliases", {
  shop: text().notNull(),
  root: text().notNull(),
  alias: text().notNull(),
  shift: integer().notNull(),
  last_seq: integer().notNull(),
});

/* Mirrors of migrations/0016_counters.sql. */

export const counters = sqliteTable("counters", {
  shop: text().notNull(),
  member: text().notNull(),
  period: text().notNull(),
  rule: text().notNull(),
  amount: integer().notNull(),
  times: integer().notNull(),
  last_at: integer(),
});

export const budgets = sqliteTable("budgets", {
  shop: text().notNull(),
  period: text().notNull(),
  rule: text().notNull(),
  spent: integer().notNull(),
  budget: integer().notNull(),
});

export type CounterRow = typeof counters.$inferSelect;
export type MemberRow = typeof members.$inferSelect;
export type IdentifierRow = typeof identifiers.$inferSelect;
