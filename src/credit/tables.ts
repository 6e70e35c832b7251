import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirror of migrations/0028_credit.sql: the row type of hand-written SQL. */

export const topUps = sqliteTable("top_ups", {
  shop: text().notNull(),
  member: text().notNull(),
  id: text().notNull(),
  amount: integer().notNull(),
  order_ref: text(),
  expires_at: integer().notNull(),
  request_hash: text().notNull(),
  answer: text().notNull(),
  created_at: integer().notNull(),
});

export type TopUpRow = typeof topUps.$inferSelect;
