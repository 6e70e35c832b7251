import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirrors of migrations/0024_pools_and_causes.sql: the row types of hand-written SQL. */

export const pools = sqliteTable("pools", {
  shop: text().notNull(),
  id: text().notNull(),
  name: text().notNull(),
  version: integer().notNull(),
  imported: integer().notNull(),
  issued: integer().notNull(),
  voided: integer().notNull(),
  low_below: integer().notNull(),
  is_low_told: integer().notNull(),
  expires_at: integer(),
  created_at: integer().notNull(),
});

export const poolCodes = sqliteTable("pool_codes", {
  shop: text().notNull(),
  pool: text().notNull(),
  state: text({ enum: ["free", "issued", "void"] }).notNull(),
  code: text().notNull(),
  cause: text(),
  changed_at: integer().notNull(),
});

export type PoolRow = typeof pools.$inferSelect;
export type PoolCodeRow = typeof poolCodes.$inferSelect;
