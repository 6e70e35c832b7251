import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirror of migrations/0023_checkouts.sql: the row type of hand-written SQL. */

export const checkouts = sqliteTable("checkouts", {
  shop: text().notNull(),
  id: text().notNull(),
  member: text(),
  status: text({ enum: ["held", "captured", "released"] }).notNull(),
  credit: integer().notNull(),
  takes: text().notNull(),
  codes: text().notNull(),
  hold_until: integer().notNull(),
  order_ref: text(),
  program: integer().notNull(),
  request_hash: text().notNull(),
  answer: text().notNull(),
  created_at: integer().notNull(),
  ended_at: integer(),
});

export type CheckoutRow = typeof checkouts.$inferSelect;
