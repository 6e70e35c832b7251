import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirror of migrations/0025_gifts.sql: the row types of hand-written SQL. */

export const memberGifts = sqliteTable("member_gifts", {
  shop: text().notNull(),
  id: text().notNull(),
  giver: text().notNull(),
  receiver: text().notNull(),
  unit: text().notNull(),
  amount: integer().notNull(),
  message: text(),
  takes: text().notNull(),
  lots: text().notNull(),
  program: integer().notNull(),
  wallet: text().notNull(),
  request_hash: text().notNull(),
  created_at: integer().notNull(),
  reversed_at: integer(),
  returned: integer(),
  reversal: text(),
});

export type GiftRow = typeof memberGifts.$inferSelect;
