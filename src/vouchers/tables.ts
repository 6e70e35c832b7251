import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* Mirror of migrations/0007_vouchers.sql and 0023_checkouts.sql: the row type of hand-written SQL. */

export const vouchers = sqliteTable("vouchers", {
  shop: text().notNull(),
  code: text().notNull(),
  member: text().notNull(),
  status: text({ enum: ["issued", "redeemed", "void"] }).notNull(),
  cause: text().notNull(),
  reward: text(),
  effect: text().notNull(),
  program: integer().notNull(),
  expires_at: integer(),
  redeemed_at: integer(),
  redeemed_by: text(),
  replaces: text(),
  replaced_by: text(),
  reissue_reason: text(),
  reissue_note: text(),
  issued_at: integer().notNull(),
  held_by: text(),
  held_until: integer(),
});

export type VoucherRow = typeof vouchers.$inferSelect;
