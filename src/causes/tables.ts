import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirrors of migrations/0024_pools_and_causes.sql: the row types of hand-written SQL. */

export const donations = sqliteTable("donations", {
  shop: text().notNull(),
  id: text().notNull(),
  member: text().notNull(),
  cause: text().notNull(),
  unit: text(),
  amount: integer().notNull(),
  money: integer().notNull(),
  takes: text().notNull(),
  order_ref: text(),
  program: integer().notNull(),
  request_hash: text().notNull(),
  answer: text().notNull(),
  reversal: text(),
  reversed_at: integer(),
  created_at: integer().notNull(),
});

export const giving = sqliteTable("giving", {
  shop: text().notNull(),
  member: text().notNull(),
  cause: text().notNull(),
  by_points: integer().notNull(),
  by_money: integer().notNull(),
});

export const causePayouts = sqliteTable("cause_payouts", {
  shop: text().notNull(),
  cause: text().notNull(),
  number: integer().notNull(),
  id: text().notNull(),
  amount: integer().notNull(),
  is_advance: integer().notNull(),
  paid_at: integer().notNull(),
  receipt: text().notNull(),
  request_hash: text().notNull(),
  recorded_at: integer().notNull(),
  reversed_at: integer(),
});

export type DonationRow = typeof donations.$inferSelect;
export type GivingRow = typeof giving.$inferSelect;
export type PayoutRow = typeof causePayouts.$inferSelect;
